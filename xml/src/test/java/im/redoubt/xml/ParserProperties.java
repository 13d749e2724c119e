package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What must hold for any bytes at all, as a document and as a stream: nothing is thrown, the events do not depend on how
 * the bytes are cut, the canonical form is a fixed point, and Woodstox reads the same tree.
 *
 * <p>Where Woodstox takes what ours refuses, ours must say one of the kinds in {@link #STRICTER}, or the document must be
 * one of these: it begins with a byte order mark; a local name is {@code xmlns}; an element has the prefix {@code xml};
 * the prefix {@code xml} or {@code xmlns} is bound to something else; an XML declaration is of version 1.1; a comment or
 * instruction follows the root, where ours says that nothing may stand. Where ours takes what Woodstox refuses there is one reason only: names with characters that came with the fifth edition of XML 1.0.
 */
final class ParserProperties {
    private static final Set<XmlViolation.Kind> STRICTER = Set.of(
            XmlViolation.Kind.RESTRICTED_XML,
            XmlViolation.Kind.POLICY_VIOLATION,
            XmlViolation.Kind.UNSUPPORTED_ENCODING,
            XmlViolation.Kind.BAD_FORMAT);

    private final Woodstox woodstox = new Woodstox();
    private final XmlLimits limits = new XmlLimits(20_000, 64, 512, 32, 32, 256, 256);
    private int accepted;
    private int stricter;

    /** Returns how many documents were taken. */
    int accepted() {
        return accepted;
    }

    /** Returns how many documents only Woodstox took. */
    int stricter() {
        return stricter;
    }

    void check(byte[] bytes) {
        chunking(XmlParser.stream(limits), bytes);
        List<XmlEvent> events = chunking(XmlParser.document(limits), bytes);
        boolean complete = events.get(0) instanceof XmlEvent.Complete && events.size() == 2;
        if (complete && events.get(1) instanceof XmlEvent.Starved) {
            accepted++;
            ParsedElement element = ((XmlEvent.Complete) events.get(0)).element();
            fixedPoint(element);
            agrees(element.toElement(), bytes);
        } else {
            refusedByBoth(events, bytes);
        }
    }

    private static List<XmlEvent> chunking(XmlParser parser, byte[] bytes) {
        List<XmlEvent> whole = Reading.events(parser, bytes);
        parser.restart();
        same(whole, Reading.events(parser, bytes, (from, left) -> 1), bytes);
        parser.restart();
        Random random = new Random(bytes.length);
        same(whole, Reading.events(parser, bytes, (from, left) -> 1 + random.nextInt(left)), bytes);
        return whole;
    }

    private static void same(List<XmlEvent> whole, List<XmlEvent> pieces, byte[] bytes) {
        if (!whole.equals(pieces)) {
            fail("%s in pieces is %s but %s whole", show(bytes), pieces, whole);
        }
    }

    private static void fixedPoint(ParsedElement element) {
        XmlContent content = element.content();
        assertThat(XmlContent.read(content.contextNamespace(), content.toByteArray()))
                .isEqualTo(content);
        Element tree = element.toElement();
        assertThat(tree.toContent()).isEqualTo(content);
        assertThat(content.elements()).isEqualTo(tree.children());
        assertThat(content.children())
                .isEqualTo(tree.children().stream().map(Element::name).toList());
        assertThat(content.text()).isEqualTo(tree.text());
        assertThat(Reading.element(tree.toString()).toElement()).isEqualTo(tree);
    }

    private void agrees(Element tree, byte[] bytes) {
        Optional<Element> other = woodstox.read(bytes);
        if (other.isEmpty()) {
            if (!hasNewName(new String(bytes, StandardCharsets.UTF_8))) {
                fail("only ours takes %s", show(bytes));
            }
        } else if (!other.get().equals(tree)) {
            fail("%s is %s but %s for Woodstox", show(bytes), tree, other.get());
        }
    }

    private void refusedByBoth(List<XmlEvent> events, byte[] bytes) {
        if (explained(events, new String(bytes, StandardCharsets.UTF_8))) {
            stricter++;
        } else if (woodstox.read(bytes).isPresent()) {
            fail("only Woodstox takes %s: %s", show(bytes), events);
        }
    }

    private static boolean explained(List<XmlEvent> events, String document) {
        if (!(events.get(events.size() - 1) instanceof XmlEvent.Refused refused)) {
            return false;
        }
        XmlViolation.Kind kind = refused.violation().kind();
        boolean reserved = kind == XmlViolation.Kind.BAD_NAMESPACE_PREFIX && document.contains("xml");
        boolean instruction = document.contains("<?");
        boolean afterTheRoot = events.size() == 2;
        return STRICTER.contains(kind) || reserved || instruction || afterTheRoot || document.startsWith("\uFEFF");
    }

    // Woodstox knows the names of the fourth edition: letters, digits and marks of Unicode 2. Prefixes that are
    // declared and not
    // used are names too, though the tree has none of them.
    private static boolean hasNewName(String document) {
        return document.codePoints().anyMatch(c -> c >= 0x80);
    }

    private static String show(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        for (byte b : bytes) {
            shown.append(b >= ' ' && b < 0x7F ? String.valueOf((char) b) : String.format("\\x%02X", b));
        }
        return shown.toString();
    }
}
