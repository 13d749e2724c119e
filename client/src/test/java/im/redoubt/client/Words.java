package im.redoubt.client;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a server says, as text. */
public final class Words {
    private Words() {}

    /** Returns the top-level elements of {@code text}, as they would be inside a stream. */
    public static List<Element> elements(String text) {
        List<Element> elements = new ArrayList<>();
        for (XmlEvent event : events(
                "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>" + text)) {
            if (event instanceof XmlEvent.Complete complete) {
                elements.add(complete.element().toElement());
            } else if (!(event instanceof XmlEvent.Opened)) {
                throw new AssertionError("not what a test means to say: " + event);
            }
        }
        return elements;
    }

    /** Returns the one top-level element of {@code text}. */
    public static ParsedElement element(String text) {
        List<Element> elements = elements(text);
        if (elements.size() != 1) {
            throw new AssertionError("one element: " + text);
        }
        return elements.get(0).toParsed();
    }

    /** Returns the header of a stream of this domain. */
    static XmlEvent.Opened header(BareJid domain) {
        return (XmlEvent.Opened)
                events("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
                                + " from='" + domain + "' id='s1' version='1.0'>")
                        .get(0);
    }

    private static List<XmlEvent> events(String text) {
        XmlParser parser = XmlParser.stream(XmlLimits.AUTHENTICATED);
        ByteBuffer in = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        List<XmlEvent> events = new ArrayList<>();
        for (XmlEvent event = parser.next(in); !(event instanceof XmlEvent.Starved); event = parser.next(in)) {
            events.add(event);
        }
        return events;
    }
}
