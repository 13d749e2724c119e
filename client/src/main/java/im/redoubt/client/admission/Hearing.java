package im.redoubt.client.admission;

import im.redoubt.protocol.address.BareJid;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whom an account hears. Immutable. */
public sealed interface Hearing {
    /** Returns that of an account that hears everybody. */
    static Hearing everybody() {
        return new Everybody();
    }

    /**
     * Returns that of an account that hears these, from any of their clients, and nobody else but itself and its server.
     *
     * @throws IllegalArgumentException if one of them is a domain
     */
    static Hearing only(Set<BareJid> accounts) {
        return new Only(accounts, Collections.emptySet());
    }

    /** Whoever writes to it. */
    record Everybody() implements Hearing {}

    /**
     * Nobody but these, and whoever shows a token first.
     *
     * @param accounts whom it hears, each from any of its clients
     * @param tokens what lets somebody in
     */
    record Only(Set<BareJid> accounts, Set<GivenToken> tokens) implements Hearing {
        /**
         * Copies both, in their order.
         *
         * @throws IllegalArgumentException if one of the accounts is a domain, which is everybody whom it lets in
         */
        public Only {
            accounts = Collections.unmodifiableSet(new LinkedHashSet<>(accounts));
            tokens = Collections.unmodifiableSet(new LinkedHashSet<>(tokens));
            for (BareJid account : accounts) {
                if (account.isDomain()) {
                    throw new IllegalArgumentException(account + " is a domain; name the accounts");
                }
            }
        }

        /** Returns the same with one more account. */
        public Only with(BareJid account) {
            Set<BareJid> more = new LinkedHashSet<>(accounts);
            more.add(account);
            return new Only(more, tokens);
        }

        /** Returns the same with one more token. */
        public Only with(GivenToken token) {
            Set<GivenToken> more = new LinkedHashSet<>(tokens);
            more.add(token);
            return new Only(accounts, more);
        }

        /** Returns the same without an account. */
        public Only without(BareJid account) {
            Set<BareJid> fewer = new LinkedHashSet<>(accounts);
            fewer.remove(account);
            return new Only(fewer, tokens);
        }
    }
}
