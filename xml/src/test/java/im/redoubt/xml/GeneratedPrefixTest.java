package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attributes in foreign namespaces: the prefixes that the canonical form makes for them, of one digit, two and three, are
 * the same whether the parser writes them or the writer does, and are read back as the names they stand for.
 */
@Tag("LIB-01")
class GeneratedPrefixTest {
    private static final XmlLimits WIDE = new XmlLimits(1 << 20, 64, 1_000, 256, 256, 256, 256);

    private static Element parsed(String document) {
        List<XmlEvent> events = Reading.events(XmlParser.document(WIDE), Reading.bytes(document));
        assertThat(events.get(0)).isInstanceOf(XmlEvent.Complete.class);
        return ((XmlEvent.Complete) events.get(0)).element().toElement();
    }

    private static Element foreign(int count) {
        Element.Builder child = Element.named("u", "b");
        for (int i = 0; i < count; i++) {
            child.attribute(new XmlName("urn:n" + i, "c"), "v" + i);
        }
        return Element.named("u", "a").child(child.build()).build();
    }

    /** The same tree with prefixes of its sender's choice, the last declared first. */
    private static String prefixed(int count) {
        StringBuilder text = new StringBuilder("<a xmlns='u'><b");
        for (int i = count - 1; i >= 0; i--) {
            text.append(" xmlns:zz").append(i).append("='urn:n").append(i).append('\'');
        }
        for (int i = 0; i < count; i++) {
            text.append(" zz").append(i).append(":c='v").append(i).append('\'');
        }
        return text.append("/></a>").toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 10, 11, 12, 20, 21, 63, 99, 100, 101, 102, 110, 111, 200, 201, 255})
    void theParserAndTheWriterMakeTheSameOnes(int count) {
        Element tree = foreign(count);
        Element read = parsed(prefixed(count));

        assertThat(read).isEqualTo(tree);
        assertThat(parsed(tree.toString())).isEqualTo(tree);
        List<XmlEvent> events = Reading.events(XmlParser.document(WIDE), Reading.bytes(prefixed(count)));
        XmlContent content = ((XmlEvent.Complete) events.get(0)).element().content();
        assertThat(content).isEqualTo(tree.toContent());
        assertThat(content.first("u", "b").orElseThrow().attributes())
                .extracting(XmlAttribute::value)
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "v" + i).toList());
    }

    /** Prefixes are numbered by first use, one for each namespace, whatever else stands between. */
    @Test
    void oneNamespaceHasOnePrefixWhereverItStands() {
        String document = "<m xmlns:p='u' xmlns:q='v' xmlns:r='u' xmlns:s='w'>"
                + "<a x='0' q:x='1' xml:lang='en' p:x='2' q:y='3' y='4' r:z='5' s:x='6' p:y='7' xmlns:t='v' t:z='8'/></m>";
        String canonical = "<a xmlns:a0='v' xmlns:a1='u' xmlns:a2='w' x='0' a0:x='1' xml:lang='en' a1:x='2' a0:y='3'"
                + " y='4' a1:z='5' a2:x='6' a1:y='7' a0:z='8'/>";

        assertThat(Reading.content(document)).isEqualTo(canonical);
        Element child = Reading.element(document).toElement().children().get(0);
        assertThat(child.toContent().size()).isZero();
        assertThat(child).hasToString(canonical);
        assertThat(child.attributes())
                .extracting(attribute -> attribute.name().toString())
                .containsExactly(
                        "x",
                        "{v}x",
                        "{" + XmlName.XML_NAMESPACE + "}lang",
                        "{u}x",
                        "{v}y",
                        "y",
                        "{u}z",
                        "{w}x",
                        "{u}y",
                        "{v}z");
    }

    /** Generated prefixes begin anew with each element, and a child does not see those of its parent. */
    @Test
    void eachElementNumbersItsOwn() {
        assertThat(Reading.content("<m xmlns:p='u' xmlns:q='v'><a p:x='' q:x=''><b q:x=''/></a><c q:x='' p:x=''/></m>"))
                .isEqualTo("<a xmlns:a0='u' xmlns:a1='v' a0:x='' a1:x=''><b xmlns:a0='v' a0:x=''/></a>"
                        + "<c xmlns:a0='v' xmlns:a1='u' a0:x='' a1:x=''/>");
    }

    /** Names of the sender that look like generated ones are names like all others. */
    @Test
    @Tag("S-5")
    void namesThatLookGeneratedAreNotConfused() {
        String document = "<m xmlns:a1='u' xmlns:a0='v'><a0:a0 a1:a0='1' a0:a1='2' a0='3' xmlns:xmlnsa='w' xmlnsa:a='4'"
                + " xmlnsb='5'/></m>";
        Element tree = Reading.element(document).toElement();

        assertThat(tree.children().get(0))
                .isEqualTo(Element.named("v", "a0")
                        .attribute(new XmlName("u", "a0"), "1")
                        .attribute(new XmlName("v", "a1"), "2")
                        .attribute("a0", "3")
                        .attribute(new XmlName("w", "a"), "4")
                        .attribute("xmlnsb", "5")
                        .build());
        assertThat(parsed(tree.toString())).isEqualTo(tree);
        assertThat(new Woodstox().read(Reading.bytes(tree.toString()))).contains(tree);
    }

    /** As many attributes and declarations as any limit allows, of known names and values, are all kept in order. */
    @Test
    @Tag("S-10")
    void twoHundredAndFiftySixAttributesAreKept() {
        StringBuilder text = new StringBuilder("<a");
        for (int i = 0; i < 256; i++) {
            text.append(" b")
                    .append(i)
                    .append("='")
                    .append(i)
                    .append("' xmlns:p")
                    .append(i)
                    .append("='u'");
        }
        Element read = parsed(text + "/>");

        assertThat(read.attributes()).hasSize(256);
        for (int i = 0; i < 256; i++) {
            assertThat(read.attributes().get(i))
                    .isEqualTo(new XmlAttribute(new XmlName("", "b" + i), Integer.toString(i)));
        }
        assertThat(parsed("<m>" + text + "/></m>").children()).containsExactly(read);
    }
}
