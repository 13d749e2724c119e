package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The writers cannot be made to write what was not meant: they refuse before the first byte, or write just one element. */
@Tag("S-8")
@Tag("LIB-01")
class StreamWriterTest {
    private static final String CLIENT = "jabber:client";
    private static final String STREAMS = "http://etherx.jabber.org/streams";

    private final XmlBuffer out = new XmlBuffer(0);
    private final StreamWriter stream = StreamWriter.stream(out, CLIENT);
    private final StreamWriter framed = StreamWriter.framed(out);

    private static XmlAttribute attribute(String namespace, String local, String value) {
        return new XmlAttribute(new XmlName(namespace, local), value);
    }

    private void refuses(String why, ThrowingCallable what) {
        assertThatExceptionOfType(XmlException.class).isThrownBy(what).withMessage(why);
        assertThat(out.size()).isZero();
    }

    /** RFC 7395, section 3.3: there is no stream header and no end tag over WebSocket. */
    @Test
    void framesHaveNeitherHeaderNorFooter() {
        assertThatIllegalStateException()
                .isThrownBy(() -> framed.header(List.of()))
                .withMessage("frames have no stream header");
        assertThatIllegalStateException().isThrownBy(framed::footer).withMessage("frames have no end of a stream");
        assertThat(out.size()).isZero();
    }

    /** Attributes that no element may have, for each way of writing one; each is refused with its reason. */
    @TestFactory
    Stream<DynamicTest> noWayOfWritingTakesWrongAttributes() {
        XmlContent content = XmlContent.ofText(CLIENT, "x");
        XmlContent error = XmlContent.empty(STREAMS);
        CanonicalWriter canonical = new CanonicalWriter(out, "");
        List<java.util.function.Consumer<List<XmlAttribute>>> ways = List.of(
                stream::header,
                attributes -> stream.element(new XmlName(CLIENT, "iq"), attributes, content),
                attributes -> framed.element(new XmlName(CLIENT, "iq"), attributes, content),
                attributes -> stream.element(new XmlName(STREAMS, "error"), attributes, error),
                attributes -> framed.element(new XmlName(STREAMS, "error"), attributes, error),
                attributes -> canonical.element(new XmlName(CLIENT, "iq"), attributes, content));
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            var way = ways.get(i);
            tests.add(DynamicTest.dynamicTest("way " + i, () -> {
                refuses("not a local name", () -> way.accept(List.of(attribute("", "", "x"))));
                refuses("not a local name", () -> way.accept(List.of(attribute("", "a b", "x"))));
                refuses("not a local name", () -> way.accept(List.of(attribute("u", "a:b", "x"))));
                refuses("not a local name", () -> way.accept(List.of(attribute("", "xmlns", "x"))));
                refuses("not a local name", () -> way.accept(List.of(attribute("", "a", ""), attribute("", "'", ""))));
                refuses("a character that XML cannot carry", () -> way.accept(List.of(attribute("", "a", "x\u0000"))));
                refuses("a character that XML cannot carry", () -> way.accept(List.of(attribute("u\uD800", "a", "x"))));
                refuses(
                        "a name in the namespace of xmlns",
                        () -> way.accept(List.of(attribute(XmlName.XMLNS_NAMESPACE, "p", "u"))));
                refuses(
                        "two attributes of one name",
                        () -> way.accept(
                                List.of(attribute("u", "a", "1"), attribute("", "a", "2"), attribute("u", "a", "3"))));
            }));
        }
        return tests.stream();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jabber:client                        | a b    | not a local name
            jabber:client                        | xmlns  | not a local name
            http://etherx.jabber.org/streams     | a/     | not a local name
            http://etherx.jabber.org/streams     | stream | a stream inside of a stream
            http://www.w3.org/XML/1998/namespace | a      | an element in the namespace of xml
            http://www.w3.org/2000/xmlns/        | a      | a name in the namespace of xmlns
            """)
    void noWayOfWritingTakesAWrongName(String namespace, String local, String why) {
        XmlName name = new XmlName(namespace, local);
        XmlContent content = XmlContent.empty(namespace);

        refuses(why, () -> stream.element(name, List.of(), content));
        refuses(why, () -> framed.element(name, List.of(), content));
        refuses(why, () -> new CanonicalWriter(out, namespace).element(name, List.of(), content));
        refuses(why, () -> Element.named(namespace, local));
    }

    /** The bytes of a content mean something in one namespace only; under another parent they would mean something else. */
    @Test
    void contentOfAnotherNamespaceIsNotWritten() {
        XmlContent content =
                XmlContent.of(CLIENT, List.of(Element.named(CLIENT, "body").build()));
        String why = "content of an element in another namespace";
        for (String namespace : List.of("", "jabber:server", STREAMS, "jabber:client ")) {
            XmlName name = new XmlName(namespace, "message");
            refuses(why, () -> stream.element(name, List.of(), content));
            refuses(why, () -> framed.element(name, List.of(), content));
            refuses(why, () -> new CanonicalWriter(out, "").element(name, List.of(), content));
            refuses(why, () -> stream.element(name, List.of(), XmlContent.empty(CLIENT)));
        }
    }

    /** RFC 6120, section 4.8.5: the prefix of the stream, for what is in the streams namespace at the top and only there. */
    @Test
    void thePrefixOfTheStreamStandsAtTheTopOnly() {
        Element inner = Element.named(STREAMS, "inner").build();
        stream.element(Element.named(STREAMS, "error").text("t").build());
        stream.element(Element.named(STREAMS, "error").child(inner).build());
        stream.element(Element.named(CLIENT, "iq").child(inner).build());
        stream.element(Element.named(STREAMS, "error")
                .child(Element.named("u", "a").child(inner).build())
                .build());

        assertThat(out)
                .hasToString("<stream:error>t</stream:error>"
                        + "<error xmlns='" + STREAMS + "'><inner/></error>"
                        + "<iq><inner xmlns='" + STREAMS + "'/></iq>"
                        + "<stream:error><a xmlns='u'><inner xmlns='" + STREAMS + "'/></a></stream:error>");
        List<XmlEvent> events = Reading.stream(Reading.HEADER + out);
        assertThat(events).hasSize(6);
        assertThat(events.subList(1, 5)).allMatch(XmlEvent.Complete.class::isInstance);
    }

    /** In a frame the prefix is declared where it is used; in a stream it never is. */
    @Test
    void aFrameDeclaresWhatItUses() {
        XmlAttribute foreign = attribute("urn:f", "a", "'");
        XmlAttribute lang = new XmlAttribute(XmlName.LANG, "en");
        framed.element(new XmlName(STREAMS, "error"), List.of(foreign, lang), XmlContent.ofText(STREAMS, "<"));
        String frame = "<stream:error xmlns:stream='" + STREAMS
                + "' xmlns:a0='urn:f' a0:a='&apos;' xml:lang='en'>&lt;</stream:error>";
        assertThat(out).hasToString(frame);
        assertThat(Reading.element(frame).attributes()).containsExactly(foreign, lang);
        assertThat(Reading.element(frame).content().text()).isEqualTo("<");

        out.clear();
        stream.element(new XmlName(STREAMS, "error"), List.of(foreign, lang), XmlContent.ofText(STREAMS, "<"));
        assertThat(out).hasToString(frame.replace(" xmlns:stream='" + STREAMS + "'", ""));
    }

    /** A stanza of no namespace inside of a stream of clients says so, and one between servers keeps its own. */
    @Test
    void theContentNamespaceIsWrittenWhereItDiffers() {
        Element none = Element.named("", "a").child("", "b", "").build();
        Element server =
                Element.named("jabber:server", "a").child(CLIENT, "b", "").build();
        stream.element(none);
        stream.element(server.toParsed());
        framed.element(none);
        framed.element(server.name(), server.attributes(), server.toContent());

        assertThat(out)
                .hasToString("<a xmlns=''><b/></a><a xmlns='jabber:server'><b xmlns='jabber:client'/></a>"
                        + "<a><b/></a><a xmlns='jabber:server'><b xmlns='jabber:client'/></a>");
    }

    /** What was parsed is written as it was, whichever of the three ways is taken. */
    @Test
    void theThreeWaysOfWritingWriteTheSame() {
        Trees trees = new Trees(11);
        for (int i = 0; i < 500; i++) {
            Element tree = i % 2 == 0 ? trees.element() : trees.stanza();
            for (StreamWriter writer : List.of(stream, framed)) {
                out.clear();
                writer.element(tree);
                String asTree = out.toString();
                out.clear();
                writer.element(tree.toParsed());
                String asParsed = out.toString();
                out.clear();
                writer.element(tree.name(), tree.attributes(), tree.toContent());
                assertThat(out).hasToString(asTree).hasToString(asParsed);
            }
        }
    }
}
