package im.redoubt.server.archive;

import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an account wants archived (XEP-0441).
 *
 * @param otherwise what is done with everybody who is on no list
 * @param always with whom all is archived
 * @param never with whom nothing is archived, unless he is on the other list, too
 */
record Preferences(Default otherwise, Set<Jid> always, Set<Jid> never) {
    /** The namespace. */
    static final String NAMESPACE = "urn:xmpp:mam:2";

    /** What there is as long as nobody says anything else. */
    static final Preferences USUAL = new Preferences(Default.ALWAYS, Set.of(), Set.of());

    /** What there is where it is not known any more what was said. */
    static final Preferences NOTHING = new Preferences(Default.NEVER, Set.of(), Set.of());

    private static final String ELEMENT = "prefs";

    /** What is done with everybody who is on no list (section 2.2). */
    enum Default {
        /** It is archived. */
        ALWAYS,
        /** It is not. */
        NEVER,
        /** It is, of contacts in the roster. */
        ROSTER;

        private String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Default> ofWire(String text) {
            for (Default one : values()) {
                if (one.wire().equals(text)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }
    }

    Preferences {
        always = Set.copyOf(always);
        never = Set.copyOf(never);
    }

    /** Returns what is done with somebody (section 2.6): an address without a resource stands for all of its resources. */
    Default of(Jid peer) {
        if (isOn(always, peer)) {
            return Default.ALWAYS;
        }
        return isOn(never, peer) ? Default.NEVER : otherwise;
    }

    private static boolean isOn(Set<Jid> list, Jid peer) {
        return !list.isEmpty() && (list.contains(peer) || list.contains(peer.bare()));
    }

    /**
     * Reads what an account wants.
     *
     * @param prefs an element {@code prefs}
     * @return what it wants, or nothing if it is malformed
     */
    static Optional<Preferences> read(Element prefs) {
        Optional<Default> otherwise = prefs.attribute("default").flatMap(Default::ofWire);
        Optional<Set<Jid>> always = addresses(prefs, "always");
        Optional<Set<Jid>> never = addresses(prefs, "never");
        return otherwise.isEmpty() || always.isEmpty() || never.isEmpty()
                ? Optional.empty()
                : Optional.of(new Preferences(otherwise.get(), always.get(), never.get()));
    }

    /** A list that is left out is empty (sections 2.3 and 2.4). */
    private static Optional<Set<Jid>> addresses(Element prefs, String list) {
        Set<Jid> found = new LinkedHashSet<>();
        for (Element entries : prefs.children(NAMESPACE, list)) {
            for (Element entry : entries.children(NAMESPACE, "jid")) {
                Optional<Jid> address = Jid.parse(entry.text());
                if (address.isEmpty()) {
                    return Optional.empty();
                }
                found.add(address.get());
            }
        }
        return Optional.of(found);
    }

    /** Returns how many addresses are on the lists. */
    int size() {
        return always.size() + never.size();
    }

    /** Returns the element. */
    Element toElement() {
        return Element.named(NAMESPACE, ELEMENT)
                .attribute("default", otherwise.wire())
                .child(list("always", always))
                .child(list("never", never))
                .build();
    }

    private static Element list(String name, Set<Jid> addresses) {
        Element.Builder list = Element.named(NAMESPACE, name);
        addresses.stream().map(Jid::toString).sorted().forEach(address -> list.child(NAMESPACE, "jid", address));
        return list.build();
    }
}
