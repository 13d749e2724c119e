package im.redoubt.server.offline;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** When a stanza was really sent (XEP-0203). Only the server may say so in its own name. */
public final class Delay {
    private static final String NAMESPACE = "urn:xmpp:delay";

    private Delay() {}

    /** Returns the element that says a stanza was taken at {@code instant} and held back by {@code by}. */
    static Element stamp(BareJid by, Instant instant) {
        return Element.named(NAMESPACE, "delay")
                .attribute("from", by.toString())
                .attribute("stamp", instant.truncatedTo(ChronoUnit.MILLIS).toString())
                .build();
    }

    /** Returns {@code stanza} without any stamp in the name of {@code domain}, which its sender cannot have. */
    public static Stanza withoutForged(Stanza stanza, BareJid domain) {
        XmlContent content = stanza.content();
        if (!content.has(NAMESPACE, "delay")) {
            return stanza;
        }
        List<Element> kept = content.elements().stream()
                .filter(child -> !child.is(NAMESPACE, "delay")
                        || !child.attribute("from").orElse("").equalsIgnoreCase(domain.toString()))
                .toList();
        return kept.size() == content.children().size()
                ? stanza
                : stanza.withContent(XmlContent.of(content.contextNamespace(), kept));
    }
}
