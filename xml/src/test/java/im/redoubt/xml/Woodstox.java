package im.redoubt.xml;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The same bytes as another parser sees them: the tree, or nothing if it refuses. */
final class Woodstox {
    // Found as a service: its class file names annotations that are not on the class path, so javac must not see it.
    private final XMLInputFactory factory = XMLInputFactory.newFactory();

    Woodstox() {
        if (!factory.getClass().getName().startsWith("com.ctc.wstx.")) {
            throw new IllegalStateException("Woodstox is not on the class path");
        }
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Otherwise it complains about text with an unchecked exception, and late.
        factory.setProperty("com.ctc.wstx.lazyParsing", false);
    }

    /** Returns the root element. */
    Optional<Element> read(byte[] bytes) {
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            Optional<Element> root = root(reader);
            // A DTD is seen in the prolog only; what follows the root must be read to be checked.
            while (reader.hasNext()) {
                reader.next();
            }
            return root;
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Optional<Element> root(XMLStreamReader reader) throws XMLStreamException {
        Deque<Element.Builder> open = new ArrayDeque<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> open.push(start(reader));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.peek().text(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element element = open.pop().build();
                    if (open.isEmpty()) {
                        return Optional.of(element);
                    }
                    open.peek().child(element);
                }
                default -> {
                    // Comments, instructions and the like carry nothing into the tree; ours refuses them anyway.
                }
            }
        }
    }

    private static Element.Builder start(XMLStreamReader reader) {
        Element.Builder builder = new Element.Builder(name(reader.getNamespaceURI(), reader.getLocalName()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            XmlName name = name(reader.getAttributeNamespace(i), reader.getAttributeLocalName(i));
            if (!name.local().equals("xmlns")) {
                builder.attribute(name, reader.getAttributeValue(i));
            }
        }
        return builder;
    }

    private static XmlName name(String namespace, String local) {
        return new XmlName(namespace == null ? "" : namespace, local);
    }
}
