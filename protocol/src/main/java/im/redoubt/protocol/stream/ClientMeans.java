package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ScramHash;
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
 * @param invitation with what the account is made first, and its password told to the server within TLS (XEP-0445)
 * @param strongest the hash for which the server knows the password, where it refused it with a stronger one: begun with as long
 *     as it is offered, so that not every sign-in costs a failure
 */
public record ClientMeans(
        Set<Kind> kinds,
        Optional<ClientToken> token,
        Optional<PlainPermission> plain,
        Optional<Secret> invitation,
        Optional<ScramHash> strongest) {
    /** What can be at hand besides a token. */
    public enum Kind {
        /** A password: the driver can answer {@link ClientEffect.DeriveKey}. It is proved, and never sent. */
        PASSWORD,
        /** A certificate that the driver shows in the handshake of TLS. */
        CERTIFICATE
    }

    /** Nothing. */
    public static final ClientMeans NONE = new ClientMeans(
            EnumSet.noneOf(Kind.class), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A password. */
    public static final ClientMeans PASSWORD = NONE.with(Kind.PASSWORD);

    /** Copies the set, and checks that a permission to send the password and an invitation come with one. */
    public ClientMeans {
        Set<Kind> copy = EnumSet.noneOf(Kind.class);
        copy.addAll(kinds);
        kinds = Collections.unmodifiableSet(copy);
        if (plain.isPresent() && !kinds.contains(Kind.PASSWORD)) {
            throw new IllegalArgumentException("a permission to send a password, and no password");
        }
        if (invitation.isPresent() && !kinds.contains(Kind.PASSWORD)) {
            throw new IllegalArgumentException("an invitation, and no password for the account");
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
        return new ClientMeans(more, token, plain, invitation, strongest);
    }

    /** Returns these means with this token. */
    public ClientMeans with(ClientToken another) {
        return new ClientMeans(kinds, Optional.of(another), plain, invitation, strongest);
    }

    /** Returns these means without a token. */
    public ClientMeans withoutToken() {
        return new ClientMeans(kinds, Optional.empty(), plain, invitation, strongest);
    }

    /** Returns these means with the permission to send the password itself. */
    public ClientMeans with(PlainPermission permission) {
        return new ClientMeans(kinds, token, Optional.of(permission), invitation, strongest);
    }

    /** Returns these means of a client whose account is to be made with this invitation. */
    public ClientMeans invitedBy(Secret token) {
        return new ClientMeans(kinds, this.token, plain, Optional.of(token), strongest);
    }

    /** Returns these means of a client that has an account. */
    public ClientMeans withoutInvitation() {
        return new ClientMeans(kinds, token, plain, Optional.empty(), strongest);
    }

    /** Returns these means with a password of which the server knows no stronger hash than this. */
    public ClientMeans upTo(ScramHash hash) {
        return new ClientMeans(kinds, token, plain, invitation, Optional.of(hash));
    }
}
