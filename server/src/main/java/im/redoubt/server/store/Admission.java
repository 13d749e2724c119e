package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whom an account hears. */
public sealed interface Admission {
    /** What holds for every account that has not said otherwise. */
    Admission EVERYBODY = new Everybody();

    /** Returns whether an address is heard by this alone. */
    boolean admits(Jid other);

    /** Whoever writes to it. */
    record Everybody() implements Admission {
        @Override
        public boolean admits(Jid other) {
            return true;
        }
    }

    /**
     * Nobody but these, and whoever shows a token first.
     *
     * @param addresses accounts, each with all its sessions
     * @param invitations the tokens that let somebody in
     */
    record Listed(Set<BareJid> addresses, Set<AdmissionInvitation> invitations) implements Admission {
        /** Copies both, in their order. */
        public Listed {
            addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
            invitations = Collections.unmodifiableSet(new LinkedHashSet<>(invitations));
        }

        /** Returns these, each once. */
        public static Listed of(Collection<BareJid> addresses, Collection<AdmissionInvitation> invitations) {
            return new Listed(new LinkedHashSet<>(addresses), new LinkedHashSet<>(invitations));
        }

        @Override
        public boolean admits(Jid other) {
            return addresses.contains(other.bare());
        }

        /** Returns whether somebody with this token is let in. */
        public boolean invites(TokenHash token, Instant now) {
            return invitations.stream()
                    .anyMatch(one -> one.token().equals(token) && one.until().isAfter(now));
        }
    }
}
