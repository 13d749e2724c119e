package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Namespaces in XML 1.0: which name a prefix makes, at every depth, against a plain table and against Woodstox. */
@Tag("S-5")
@Tag("LIB-01")
class NamespacesTest {
    private static final List<String> PREFIXES = List.of("", "p", "q", "pp");
    private static final List<String> URIS = List.of("u", "v", "jabber:client", "u}p");

    /** A document made by chance with the names that are meant, as a plain table of prefixes has them. */
    private static final class Made {
        private final StringBuilder text = new StringBuilder();
        private final Random random;
        private final Element meant;

        private Made(long seed) {
            this.random = new Random(seed);
            this.meant = element(Map.of("", ""), 0);
        }

        private Element element(Map<String, String> outer, int depth) {
            Map<String, String> scope = new HashMap<>(outer);
            StringBuilder declarations = new StringBuilder();
            for (String prefix : PREFIXES) {
                if (random.nextInt(4) == 0) {
                    String uri = prefix.isEmpty() && random.nextInt(4) == 0 ? "" : any(URIS);
                    scope.put(prefix, uri);
                    declarations
                            .append(prefix.isEmpty() ? " xmlns='" : " xmlns:" + prefix + "='")
                            .append(uri)
                            .append('\'');
                }
            }
            String prefix = anyKnown(scope);
            String qualified = (prefix.isEmpty() ? "" : prefix + ":") + "e" + depth;
            Element.Builder element = Element.named(known(scope, prefix), "e" + depth);
            text.append('<').append(qualified).append(declarations);
            attribute(element, scope);
            text.append('>');
            for (int children = depth > 4 ? 0 : random.nextInt(4); children > 0; children--) {
                element.child(element(scope, depth + 1));
            }
            text.append("</").append(qualified).append('>');
            return element.build();
        }

        private void attribute(Element.Builder element, Map<String, String> scope) {
            String prefix = anyKnown(scope);
            String namespace = prefix.isEmpty() ? "" : known(scope, prefix);
            text.append(' ').append(prefix.isEmpty() ? "a" : prefix + ":a").append("='1'");
            element.attribute(new XmlName(namespace, "a"), "1");
        }

        private static String known(Map<String, String> scope, String prefix) {
            return scope.getOrDefault(prefix, "");
        }

        private String anyKnown(Map<String, String> scope) {
            return any(List.copyOf(scope.keySet()));
        }

        private String any(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }

    @Test
    void everyPrefixStandsForTheInnermostDeclaration() {
        Woodstox woodstox = new Woodstox();
        for (int seed = 0; seed < 4_000; seed++) {
            Made made = new Made(seed);
            byte[] document = Reading.bytes(made.text.toString());

            assertThat(Reading.element(document).toElement()).isEqualTo(made.meant);
            assertThat(woodstox.read(document)).contains(made.meant);
        }
    }

    /** A prefix that the header of a stream declares holds in every stanza, and one of a stanza in that one only. */
    @TestFactory
    Stream<DynamicTest> whatTheHeaderDeclaresHoldsInEveryStanza() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String prefix : List.of("p", "q", "long-prefix", "é")) {
            for (String uri : URIS) {
                tests.add(DynamicTest.dynamicTest(prefix + " for " + uri, () -> {
                    String header = Reading.HEADER.replace(" to=", " xmlns:" + prefix + "='" + uri + "' to=");
                    String inner = "<" + prefix + ":b xmlns:" + prefix + "='other'/>";
                    List<XmlEvent> events =
                            Reading.stream(header + "<" + prefix + ":a/><m>" + inner + "</m><m " + prefix + ":c='1'/>");

                    assertThat(name(events.get(1))).isEqualTo(new XmlName(uri, "a"));
                    assertThat(((XmlEvent.Complete) events.get(2))
                                    .element()
                                    .content()
                                    .children())
                            .containsExactly(new XmlName("other", "b"));
                    assertThat(((XmlEvent.Complete) events.get(3)).element().attributes())
                            .containsExactly(new XmlAttribute(new XmlName(uri, "c"), "1"));
                }));
            }
        }
        return tests.stream();
    }

    private static XmlName name(XmlEvent event) {
        return ((XmlEvent.Complete) event).element().name();
    }

    /** Tags, and why they are refused: what comes twice under two prefixes, and what is declared wrongly. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <a b='' b=''/>                                            | NOT_WELL_FORMED
            <a xmlns:p='u' p:b='' p:b=''/>                            | NOT_WELL_FORMED
            <a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>                | NOT_WELL_FORMED
            <a xmlns:p='u' xmlns:q='&#x75;' p:b='' q:b=''/>           | NOT_WELL_FORMED
            <a xmlns:p='u' xmlns:q='&#117;' q:b='' p:b=''/>           | NOT_WELL_FORMED
            <p:a xmlns:p='u' xmlns:q='u' p:b='' c='' q:b=''/>         | NOT_WELL_FORMED
            <a p:b='' xmlns:p='u' q:b='' xmlns:q='u'/>                | NOT_WELL_FORMED
            <a><b xmlns:p='u'><c xmlns:q='u' p:d='' q:d=''/></b></a>  | NOT_WELL_FORMED
            <a xmlns:p='u' xmlns:p='u'/>                              | NOT_WELL_FORMED
            <a xmlns='u' xmlns='u'/>                                  | NOT_WELL_FORMED
            <p:a/>                                                    | BAD_NAMESPACE_PREFIX
            <a p:b=''/>                                               | BAD_NAMESPACE_PREFIX
            <p:a xmlns:P='u'/>                                        | BAD_NAMESPACE_PREFIX
            <p:a xmlns:pp='u'/>                                       | BAD_NAMESPACE_PREFIX
            <pp:a xmlns:p='u'/>                                       | BAD_NAMESPACE_PREFIX
            <a><b xmlns:p='u'/><p:c/></a>                             | BAD_NAMESPACE_PREFIX
            <a><b xmlns:p='u'/><c p:d=''/></a>                        | BAD_NAMESPACE_PREFIX
            <a xmlns:p=''/>                                           | BAD_NAMESPACE_PREFIX
            <a xmlns:p='u'><b xmlns:p=''/></a>                        | BAD_NAMESPACE_PREFIX
            <a xmlns:xml='u'/>                                        | BAD_NAMESPACE_PREFIX
            <a xmlns:p='http://www.w3.org/XML/1998/namespace'/>       | BAD_NAMESPACE_PREFIX
            <a xmlns='http://www.w3.org/XML/1998/namespace'/>         | BAD_NAMESPACE_PREFIX
            <a xmlns:p='http://www.w3.org/2000/xmlns/'/>              | BAD_NAMESPACE_PREFIX
            <a xmlns='http://www.w3.org/2000/xmlns/'/>                | BAD_NAMESPACE_PREFIX
            <a xmlns:xmlns='u'/>                                      | BAD_NAMESPACE_PREFIX
            <xmlns:a/>                                                | BAD_NAMESPACE_PREFIX
            <xml:a/>                                                  | BAD_NAMESPACE_PREFIX
            <a xmlns:p='http://www.w3.org/XML/1998/namespac&#101;'/>  | BAD_NAMESPACE_PREFIX
            """)
    void isRefused(String document, XmlViolation.Kind kind) {
        assertThat(Reading.documentRefusal(document)).isEqualTo(kind);
        assertThat(Reading.stanzaRefusal(document)).isEqualTo(kind);
        assertThat(Reading.refusal(XmlParser.document(Reading.LIMITS), Reading.bytes(document)))
                .isEqualTo(kind);
    }

    /** Tags that look like the ones above and are right. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <a b='' B=''/>                                            | 2
            <a xmlns:p='u' b='' p:b=''/>                              | 2
            <p:a xmlns:p='u' b='' p:b=''/>                            | 2
            <a xmlns='u' xmlns:p='u' b='' p:b=''/>                    | 2
            <a xmlns:p='u' xmlns:q='v' p:b='' q:b=''/>                | 2
            <a xmlns:p='u' xmlns:q='U' p:b='' q:b=''/>                | 2
            <a xmlns:p='u' xmlns:q='u ' p:b='' q:b=''/>               | 2
            <a xmlns:p='u' xmlns:q='u/' p:b='' q:b=''/>               | 2
            <a xmlns:p='%75' xmlns:q='u' p:b='' q:b=''/>              | 2
            <a xml:lang='' lang=''/>                                  | 2
            <a xmlns:lang='u' lang:lang='' lang=''/>                  | 2
            """)
    void isTaken(String document, int attributes) {
        assertThat(Reading.element(document).attributes()).hasSize(attributes);
    }
}
