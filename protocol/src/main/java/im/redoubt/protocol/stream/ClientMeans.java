package im.redoubt.protocol.stream;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * By what a client can show who it is. What is tried first is said by the negotiation, not here.
 *
 * @param kinds what is at hand
 * @param token a token, if there is one
 * @param plain whether the password itself may be sent within TLS where nothing else can be had
 */
public record ClientMeans(Set<Kind> kinds, Optional<ClientToken> token, Optional<PlainPermission> plain) {
    /** What can be at hand besides a token. */
    public enum Kind {
        /** A password: the driver can answer {@link ClientEffect.DeriveKey}. It is proved, and never sent. */
        PASSWORD,
        /** A certificate that the driver shows in the handshake of TLS. */
        CERTIFICATE
    }

    /** Nothing. */
    public static final ClientMeans NONE =
            new ClientMeans(EnumSet.noneOf(Kind.class), Optional.empty(), Optional.empty());

    /** A password. */
    public static final ClientMeans PASSWORD = NONE.with(Kind.PASSWORD);

    /** Copies the set, and checks that a permission to send the password comes with one. */
    public ClientMeans {
        Set<Kind> copy = EnumSet.noneOf(Kind.class);
        copy.addAll(kinds);
        kinds = Collections.unmodifiableSet(copy);
        if (plain.isPresent() && !kinds.contains(Kind.PASSWORD)) {
            throw new IllegalArgumentException("a permission to send a password, and no password");
        }
    }

    /** Returns whether this is at hand. */
    public boolean has(Kind kind) {
        return kinds.contains(kind);
    }

    /** Returns these means and this one. */
    public ClientMeans with(Kind kind) {
        Set<Kind> more = EnumSet.of(kind);
        more.addAll(kinds);
        return new ClientMeans(more, token, plain);
    }

    /** Returns these means with this token. */
    public ClientMeans with(ClientToken another) {
        return new ClientMeans(kinds, Optional.of(another), plain);
    }

    /** Returns these means without a token. */
    public ClientMeans withoutToken() {
        return new ClientMeans(kinds, Optional.empty(), plain);
    }

    /** Returns these means with the permission to send the password itself. */
    public ClientMeans with(PlainPermission permission) {
        return new ClientMeans(kinds, token, Optional.of(permission));
    }
}
