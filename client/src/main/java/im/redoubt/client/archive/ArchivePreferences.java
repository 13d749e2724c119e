package im.redoubt.client.archive;

import im.redoubt.client.ClientException;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is archived (XEP-0441).
 *
 * @param usual what is done with messages of those that are on no list
 * @param always whose messages are archived
 * @param never whose messages are not
 */
public record ArchivePreferences(Usual usual, Set<Jid> always, Set<Jid> never) {
    /** How many addresses the lists of an answer may have. */
    static final int MOST_ADDRESSES = 10_000;

    /** What is done with messages of those that are on no list. */
    public enum Usual {
        /** They are archived. */
        ALWAYS,
        /** They are not. */
        NEVER,
        /** Those of contacts are. */
        ROSTER
    }

    /** Copies the lists. */
    public ArchivePreferences {
        always = Collections.unmodifiableSet(new LinkedHashSet<>(always));
        never = Collections.unmodifiableSet(new LinkedHashSet<>(never));
    }

    static ArchivePreferences read(IqResponse answer) {
        Element element = answer.content()
                .first(Archive.NAMESPACE, "prefs")
                .orElseThrow(() -> new ClientException("the archive's answer is none"));
        Optional<Usual> usual = Optional.empty();
        for (Usual one : Usual.values()) {
            if (element.attribute("default").filter(wire(one)::equals).isPresent()) {
                usual = Optional.of(one);
            }
        }
        return new ArchivePreferences(
                usual.orElseThrow(() -> new ClientException("the archive's answer is none")),
                addresses(element, "always"),
                addresses(element, "never"));
    }

    private static Set<Jid> addresses(Element prefs, String list) {
        Set<Jid> addresses = new LinkedHashSet<>();
        for (Element jid :
                prefs.first(Archive.NAMESPACE, list).map(Element::children).orElse(Collections.emptyList())) {
            if (jid.is(Archive.NAMESPACE, "jid") && addresses.size() < MOST_ADDRESSES) {
                Jid.parse(jid.text()).ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    Element toElement() {
        return Element.named(Archive.NAMESPACE, "prefs")
                .attribute("default", wire(usual))
                .child(list("always", always))
                .child(list("never", never))
                .build();
    }

    private static Element list(String name, Set<Jid> addresses) {
        Element.Builder list = Element.named(Archive.NAMESPACE, name);
        addresses.forEach(jid -> list.child(Archive.NAMESPACE, "jid", jid.toString()));
        return list.build();
    }

    private static String wire(Usual usual) {
        return usual.name().toLowerCase(Locale.ROOT);
    }
}
