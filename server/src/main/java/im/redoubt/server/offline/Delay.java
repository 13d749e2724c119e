package im.redoubt.server.offline;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.Stamp;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;

/** When a stanza was really sent (XEP-0203). Only the server may say so in its own name. */
public final class Delay {
    private Delay() {}

    /** Returns what says when it was taken, and was held back by {@code by}; a stamp of that kind that it has already counts. */
    public static XmlContent stamped(XmlContent content, BareJid by, Instant instant) {
        boolean already = isIn(content) && content.elements().stream().anyMatch(child -> isStampOf(by, child));
        return already ? content : content.plus(stamp(by, instant));
    }

    /** Returns the element that says a stanza was taken at {@code instant} and held back by {@code by}. */
    static Element stamp(BareJid by, Instant instant) {
        return Stamp.by(by, instant);
    }

    /** Returns whether there is a stamp in {@code content}. */
    public static boolean isIn(XmlContent content) {
        return Stamp.isIn(content);
    }

    /** Returns whether {@code child} is a stamp in the name of {@code domain}, which no client can give. */
    public static boolean isStampOf(BareJid domain, Element child) {
        return child.is(Stamp.NAMESPACE, "delay")
                && child.attribute("from").orElse("").equalsIgnoreCase(domain.toString());
    }
}
