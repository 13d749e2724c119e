package im.redoubt.client.rule;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiPredicate;

/** Whom a rule is about. The server vouches for the sender of a stanza; without one it is from the own account (RFC 6120 section 8.1.2.1). */
public final class Who {
    private final BiPredicate<Jid, Relations> test;

    private Who(BiPredicate<Jid, Relations> test) {
        this.test = test;
    }

    /** The own account, whichever of its devices. */
    public static Who ownAccount() {
        return new Who((sender, own) -> sender.bare().equals(own.account()));
    }

    /** The server of the own account: the address of its domain, and no account there. */
    public static Who ownServer() {
        return new Who((sender, own) -> sender.isBare() && sender.equals(own.server()));
    }

    /** Those in the roster, by what the guard was told of it. */
    public static Who contacts() {
        return new Who((sender, own) -> own.contacts().test(sender.bare()));
    }

    /**
     * These addresses exactly: a full address is that session or occupant only, a bare one is whoever has it, with any resource.
     *
     * @param addresses 1 to {@link Rules#MOST_ADDRESSES}
     */
    public static Who addresses(Collection<? extends Jid> addresses) {
        Set<Jid> known = Set.copyOf(addresses);
        if (known.isEmpty() || known.size() > Rules.MOST_ADDRESSES) {
            throw new IllegalArgumentException("1 to " + Rules.MOST_ADDRESSES + " addresses");
        }
        return new Who((sender, own) -> known.contains(sender) || known.contains(sender.bare()));
    }

    /**
     * Everybody at a domain, and the domain itself; none at its subdomains.
     *
     * @throws im.redoubt.protocol.address.AddressException if it is no domain
     */
    public static Who domain(String domain) {
        String prepared = BareJid.of("", domain).domain();
        return new Who((sender, own) -> sender.domain().equals(prepared));
    }

    /** Everybody. */
    public static Who anybody() {
        return new Who((sender, own) -> true);
    }

    boolean includes(Jid sender, Relations own) {
        return test.test(sender, own);
    }
}
