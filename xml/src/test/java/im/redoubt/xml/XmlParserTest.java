package im.redoubt.xml;

import static im.redoubt.xml.Reading.HEADER;
import static im.redoubt.xml.Reading.stanza;
import static im.redoubt.xml.Reading.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of a stream and of a document, and what the events say. */
class XmlParserTest {
    private static final XmlName ROOT = new XmlName("http://etherx.jabber.org/streams", "stream");

    @Test
    void openedTellsRootDefaultNamespaceAndAttributes() {
        assertThat(stream(HEADER))
                .containsExactly(
                        new XmlEvent.Opened(
                                ROOT, "jabber:client", List.of(plain("to", "example.org"), plain("version", "1.0"))),
                        XmlEvent.Starved.INSTANCE);
    }

    @Test
    void defaultNamespaceOfAHeaderMayBeMissing() {
        assertThat(stream("<s:stream xmlns:s='http://etherx.jabber.org/streams'>"))
                .first()
                .isEqualTo(new XmlEvent.Opened(ROOT, "", List.of()));
    }

    @Test
    void aStreamEndsWithItsRoot() {
        assertThat(stream(HEADER + " \n</stream:stream >ignored"))
                .hasSize(2)
                .last()
                .isEqualTo(XmlEvent.Closed.INSTANCE);
    }

    @Test
    void anEmptyRootOpensAndCloses() {
        assertThat(stream("<stream:stream xmlns:stream='http://etherx.jabber.org/streams'/>"))
                .containsExactly(new XmlEvent.Opened(ROOT, "", List.of()), XmlEvent.Closed.INSTANCE);
    }

    @Test
    void stanzasComeOneByOneAndLeaveWhatFollows() {
        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        ByteBuffer in = ByteBuffer.wrap(Reading.bytes(HEADER + "<a/><b/>"));
        assertThat(parser.next(in)).isInstanceOf(XmlEvent.Opened.class);
        assertThat(in.remaining()).isEqualTo("<a/><b/>".length());
        assertThat(parser.next(in)).isInstanceOf(XmlEvent.Complete.class);
        assertThat(in.remaining()).isEqualTo("<b/>".length());
    }

    @Test
    void readsAMessage() {
        ParsedElement message = stanza("<message to='juliet@example.org' id=\"1\" type='chat' xml:lang='en'>"
                + "<body>Hi &amp; bye</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>");
        assertThat(message.name()).isEqualTo(new XmlName("jabber:client", "message"));
        assertThat(message.attributes())
                .containsExactly(
                        plain("to", "juliet@example.org"),
                        plain("id", "1"),
                        plain("type", "chat"),
                        new XmlAttribute(XmlName.LANG, "en"));
        assertThat(message.lang()).contains("en");
        assertThat(message.content().children())
                .containsExactly(
                        new XmlName("jabber:client", "body"),
                        new XmlName("http://jabber.org/protocol/chatstates", "active"));
        assertThat(message.content()
                        .first("jabber:client", "body")
                        .orElseThrow()
                        .text())
                .isEqualTo("Hi & bye");
    }

    @Test
    void prefixesOfTheHeaderAreLegalInEveryStanza() {
        List<XmlEvent> events =
                stream("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
                        + " xmlns:x='urn:x'><stream:features/><iq><x:a/></iq>");
        assertThat(events).hasSize(4);
        assertThat(events.get(1))
                .isEqualTo(new XmlEvent.Complete(new ParsedElement(
                        new XmlName(ROOT.namespace(), "features"), List.of(), XmlContent.empty(ROOT.namespace()))));
        assertThat(events.get(2))
                .isEqualTo(new XmlEvent.Complete(new ParsedElement(
                        new XmlName("jabber:client", "iq"),
                        List.of(),
                        XmlContent.read("jabber:client", Reading.bytes("<a xmlns='urn:x'/>")))));
    }

    @Test
    void declarationsOfAStanzaEndWithIt() {
        assertThat(Reading.stanzaRefusal("<iq xmlns:x='urn:x'><x:a/></iq><iq><x:a/></iq>"))
                .isEqualTo(XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
    }

    @Test
    @Tag("S-12")
    void whiteSpaceMayStandBeforeAHeaderWithoutDeclaration() {
        assertThat(stream("\r\n\t <a>")).first().isInstanceOf(XmlEvent.Opened.class);
    }

    @Test
    void restartForgetsTheStream() {
        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        parser.next(ByteBuffer.wrap(Reading.bytes("<a xmlns:p='urn:p'><p:b>")));
        parser.next(ByteBuffer.wrap(Reading.bytes("<half")));
        parser.restart();
        assertThat(parser.midElement()).isFalse();
        assertThat(Reading.events(parser, Reading.bytes(HEADER + "<a/>"))).hasSize(3);
        parser.restart();
        assertThat(Reading.refusal(parser, Reading.bytes("<a><p:b/>")))
                .isEqualTo(XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
    }

    @Test
    void staysRefusedUntilRestart() {
        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        XmlEvent refused = parser.next(ByteBuffer.wrap(Reading.bytes("<!DOCTYPE a><a>")));
        assertThat(refused).isInstanceOf(XmlEvent.Refused.class);
        ByteBuffer more = ByteBuffer.wrap(Reading.bytes("<a>"));
        assertThat(parser.next(more)).isEqualTo(refused);
        assertThat(more.remaining()).isEqualTo(3);
        parser.restart();
        assertThat(parser.next(more)).isInstanceOf(XmlEvent.Opened.class);
    }

    @Test
    void midElementIsTrueInsideOnly() {
        XmlParser parser = XmlParser.stream(Reading.LIMITS);
        String bytes = "<a > <b/> ";
        String inside = "***..***..";
        assertThat(parser.midElement()).isFalse();
        for (int i = 0; i < bytes.length(); i++) {
            parser.next(ByteBuffer.wrap(Reading.bytes(bytes), i, 1));
            assertThat(parser.midElement()).as("after byte %s", i).isEqualTo(inside.charAt(i) == '*');
        }
    }

    @Test
    void limitsChangeFromTheNextElementOn() {
        XmlParser parser = XmlParser.stream(new XmlLimits(100, 8, 8, 8, 8, 8, 8));
        parser.next(ByteBuffer.wrap(Reading.bytes("<a><b>")));
        parser.limits(new XmlLimits(5, 8, 8, 8, 8, 8, 8));
        assertThat(parser.next(ByteBuffer.wrap(Reading.bytes("long text</b>")))).isInstanceOf(XmlEvent.Refused.class);
        parser.restart();
        parser.next(ByteBuffer.wrap(Reading.bytes("<a>")));
        XmlEvent refused = parser.next(ByteBuffer.wrap(Reading.bytes("<b>x</b>")));
        assertThat(((XmlEvent.Refused) refused).violation().kind()).isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
    }

    /** The first byte of an element says which limits it has, wherever it is cut. */
    @Test
    void limitsThatChangeBehindTheFirstByteAreNotThoseOfTheElement() {
        XmlLimits narrow = new XmlLimits(5, 8, 8, 8, 8, 8, 8);
        for (boolean narrowing : new boolean[] {true, false}) {
            XmlParser parser = XmlParser.stream(narrowing ? Reading.LIMITS : narrow);
            parser.next(ByteBuffer.wrap(Reading.bytes("<a>")));
            assertThat(parser.next(ByteBuffer.wrap(Reading.bytes("<")))).isInstanceOf(XmlEvent.Starved.class);
            parser.limits(narrowing ? narrow : Reading.LIMITS);
            assertThat(parser.next(ByteBuffer.wrap(Reading.bytes("b>x</b>"))))
                    .isInstanceOf(narrowing ? XmlEvent.Complete.class : XmlEvent.Refused.class);
        }
    }

    @Test
    void aDocumentIsOneElement() {
        assertThat(Reading.document(" <open/>\n")).hasSize(2).last().isEqualTo(XmlEvent.Starved.INSTANCE);
        assertThat(Reading.documentRefusal("<open/><a/>")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
        assertThat(Reading.documentRefusal("<open/>a")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
        assertThat(Reading.documentRefusal("</open>")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }

    @Test
    void readsFromBuffersOfEveryKind() {
        byte[] bytes = Reading.bytes(HEADER + "<message><body>" + "x".repeat(5000) + "</body></message><a/>");
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
        direct.put(bytes).flip();
        byte[] padded = new byte[bytes.length + 20];
        System.arraycopy(bytes, 0, padded, 10, bytes.length);
        ByteBuffer slice = ByteBuffer.wrap(padded, 7, bytes.length + 3).slice();
        slice.position(3);
        List<XmlEvent> expected = Reading.events(XmlParser.stream(Reading.LIMITS), bytes);
        for (ByteBuffer in : List.of(direct, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), slice)) {
            XmlParser parser = XmlParser.stream(Reading.LIMITS);
            for (XmlEvent event : expected) {
                assertThat(parser.next(in)).isEqualTo(event);
            }
            assertThat(in.hasRemaining()).isFalse();
        }
    }

    private static XmlAttribute plain(String local, String value) {
        return new XmlAttribute(new XmlName("", local), value);
    }
}
