package im.redoubt.things.processor;

import im.redoubt.xml.Element;
import im.redoubt.xml.MessageReader;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads literals of tests by the parser of the product. */
final class Documents {
    private Documents() {}

    static Element read(String xml) {
        XmlEvent event = new MessageReader(XmlLimits.AUTHENTICATED)
                .next(ByteBuffer.wrap(xml.getBytes(StandardCharsets.UTF_8)), true);
        if (event instanceof XmlEvent.Complete complete) {
            return complete.element().toElement();
        }
        throw new IllegalArgumentException(event.toString());
    }
}
