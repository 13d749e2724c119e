package im.redoubt.protocol.payload;

import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;

/** When a stanza was really sent (XEP-0203). Whoever reads one asks first who says so. */
public final class Stamp {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:delay";

    private static final String ELEMENT = "delay";

    private Stamp() {}

    /**
     * Says when.
     *
     * @param by who says so
     * @param instant when; it is written to the millisecond
     * @return the element
     */
    public static Element by(Jid by, Instant instant) {
        return element(Optional.of(by), instant);
    }

    static Element element(Optional<Jid> by, Instant instant) {
        return Element.named(NAMESPACE, ELEMENT)
                .attribute("from", by.map(Jid::toString))
                .attribute("stamp", instant.truncatedTo(ChronoUnit.MILLIS).toString())
                .build();
    }

    /** Returns whether there is a stamp in {@code content}. */
    public static boolean isIn(XmlContent content) {
        return content.has(NAMESPACE, ELEMENT);
    }

    /**
     * Reads when a stanza was sent.
     *
     * @param content what is inside the stanza
     * @param believed by whom that is believed
     * @return the first stamp by one of them that can be read
     */
    public static Optional<Instant> in(XmlContent content, Predicate<Jid> believed) {
        for (ParsedElement child : content.parsed(NAMESPACE, ELEMENT)) {
            if (child.attribute("from").flatMap(Jid::parse).filter(believed).isPresent()) {
                Optional<Instant> stamp = child.attribute("stamp").flatMap(DateTime::parse);
                if (stamp.isPresent()) {
                    return stamp;
                }
            }
        }
        return Optional.empty();
    }
}
