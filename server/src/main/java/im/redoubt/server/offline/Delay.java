package im.redoubt.server.offline;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a stanza was really sent (XEP-0203). Only the server may say so in its own name. */
public final class Delay {
    private static final String NAMESPACE = "urn:xmpp:delay";

    private Delay() {}

    /** Returns what says when it was taken, and was held back by {@code by}; a stamp of that kind that it has already counts. */
    public static XmlContent stamped(XmlContent content, BareJid by, Instant instant) {
        boolean already = isIn(content) && content.elements().stream().anyMatch(child -> isStampOf(by, child));
        return already ? content : content.plus(stamp(by, instant));
    }

    /** Returns the element that says a stanza was taken at {@code instant} and held back by {@code by}. */
    static Element stamp(BareJid by, Instant instant) {
        return Element.named(NAMESPACE, "delay")
                .attribute("from", by.toString())
                .attribute("stamp", instant.truncatedTo(ChronoUnit.MILLIS).toString())
                .build();
    }

    /** Returns whether there is a stamp in {@code content}. */
    public static boolean isIn(XmlContent content) {
        return content.has(NAMESPACE, "delay");
    }

    /** Returns whether {@code child} is a stamp in the name of {@code domain}, which no client can give. */
    public static boolean isStampOf(BareJid domain, Element child) {
        return child.is(NAMESPACE, "delay")
                && child.attribute("from").orElse("").equalsIgnoreCase(domain.toString());
    }
}
