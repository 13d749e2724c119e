package im.redoubt.client.text;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows addresses, and warns of those that a person may take for another one (ATTACKS 75, APP-03).
 *
 * <p>What is compared is named at {@link Skeleton}; scripts are told by the platform's version of Unicode. A warning does not say
 * that somebody deceives, and the lack of one does not say that nobody does: two letters may look alike in a font and not in the
 * table.
 *
 * <pre>{@code
 * AddressDisplay display = AddressDisplay.knowing(roster.addresses());
 * ShownAddress sender = display.show(message.from());
 * sender.warning().ifPresent(warning -> …);
 * }</pre>
 */
public final class AddressDisplay {
    /** The most addresses that may be known. */
    public static final int MOST_KNOWN = 20_000;

    private final Set<BareJid> known;
    private final Map<Skeleton, BareJid> skeletons;

    private AddressDisplay(Set<BareJid> known, Map<Skeleton, BareJid> skeletons) {
        this.known = known;
        this.skeletons = skeletons;
    }

    /**
     * Returns a display for somebody who knows these addresses: the contacts, the own account. Their domains are known too.
     * What is known is shown without a warning.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_KNOWN}
     */
    public static AddressDisplay knowing(Collection<BareJid> addresses) {
        if (addresses.size() > MOST_KNOWN) {
            throw new IllegalArgumentException("more than " + MOST_KNOWN + " known addresses");
        }
        Set<BareJid> known = new HashSet<>();
        Map<Skeleton, BareJid> skeletons = new HashMap<>();
        for (BareJid address : addresses) {
            BareJid domain = BareJid.of("", address.domain());
            known.add(address);
            known.add(domain);
            skeletons.putIfAbsent(Skeleton.of(address), address);
            skeletons.putIfAbsent(Skeleton.of(domain), domain);
        }
        return new AddressDisplay(known, skeletons);
    }

    /** Returns the address to show, with a warning if there is a reason for one. */
    public ShownAddress show(Jid jid) {
        return new ShownAddress(jid, warning(jid.bare()));
    }

    private Optional<AddressWarning> warning(BareJid address) {
        if (known.contains(address)) {
            return Optional.empty();
        }
        Optional<AddressWarning> like = looksLike(address);
        if (like.isPresent()) {
            return like;
        }
        boolean mixed = Scripts.areMixed(address.local());
        boolean latin = Scripts.looksLatin(address.local());
        for (String label : address.domain().split("\\.", -1)) {
            mixed |= Scripts.areMixed(label);
            latin |= Scripts.looksLatin(label);
        }
        if (mixed) {
            return Optional.of(new AddressWarning.MixesScripts());
        }
        return latin ? Optional.of(new AddressWarning.LooksLatin()) : Optional.empty();
    }

    private Optional<AddressWarning> looksLike(BareJid address) {
        BareJid whole = skeletons.get(Skeleton.of(address));
        if (whole != null) {
            return Optional.of(new AddressWarning.LooksLike(whole));
        }
        BareJid domain = BareJid.of("", address.domain());
        BareJid other = known.contains(domain) ? null : skeletons.get(Skeleton.of(domain));
        return other == null ? Optional.empty() : Optional.of(new AddressWarning.LooksLike(other));
    }
}
