package im.redoubt.testkit.stream;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads elements with the parser of the JDK. */
public final class TreeReader {
    private static final String AROUND =
            "<around xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private TreeReader() {}

    /**
     * Reads elements as they stand in a client's stream: the default namespace is {@code jabber:client}, and the prefix
     * {@code stream} is known.
     *
     * @param text any number of elements
     * @return them, in order
     * @throws IllegalArgumentException if they are not well-formed; the message says where
     */
    public static List<Tree> read(String text) {
        if (text.contains("<!DOCTYPE")) {
            throw new IllegalArgumentException("a DOCTYPE");
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // throws, and prints nothing
            InputSource source = new InputSource(new StringReader(AROUND + text + "</around>"));
            return children(builder.parse(source).getDocumentElement());
        } catch (SAXException e) {
            throw new IllegalArgumentException("not well-formed: " + e.getMessage() + " in: " + text, e);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Tree> children(Element parent) {
        List<Tree> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                children.add(tree((Element) node));
            }
        }
        return children;
    }

    private static Tree tree(Element element) {
        Map<String, String> attributes = new LinkedHashMap<>();
        NamedNodeMap all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            Attr one = (Attr) all.item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(one.getNamespaceURI())) {
                String namespace = one.getNamespaceURI() == null ? "" : "{" + one.getNamespaceURI() + "}";
                attributes.put(namespace + one.getLocalName(), one.getValue());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(node.getNodeValue());
            }
        }
        String namespace = element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
        return new Tree("{" + namespace + "}" + element.getLocalName(), attributes, children(element), text.toString());
    }
}
