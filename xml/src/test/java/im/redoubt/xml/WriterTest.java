package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@link CanonicalWriter} and {@link StreamWriter} put on the wire. */
class WriterTest {
    private static final String STREAMS = "http://etherx.jabber.org/streams";
    private static final XmlName MESSAGE = new XmlName("jabber:client", "message");

    private final XmlBuffer out = new XmlBuffer(0);
    private final StreamWriter stream = StreamWriter.stream(out, "jabber:client");

    @Test
    void writesTheHeaderAndTheFooter() {
        stream.header(List.of(plain("from", "a'b"), plain("version", "1.0"), new XmlAttribute(XmlName.LANG, "en")));
        stream.footer();
        assertThat(out)
                .hasToString("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='" + STREAMS
                        + "' from='a&apos;b' version='1.0' xml:lang='en'></stream:stream>");
        assertThat(Reading.stream(out.toString())).hasSize(2);
    }

    @Test
    void elementsOfTheStreamItselfHaveItsPrefix() {
        stream.element(Element.named(STREAMS, "features").build());
        stream.element(Element.named(STREAMS, "error")
                .child(Element.named("urn:ietf:params:xml:ns:xmpp-streams", "reset")
                        .build())
                .child("jabber:client", "a", "")
                .build());
        assertThat(out)
                .hasToString("<stream:features/><stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                        + "<a xmlns='jabber:client'/></stream:error>");
    }

    @Test
    void framesStandAlone() {
        StreamWriter framed = StreamWriter.framed(out);
        framed.element(Element.named(STREAMS, "features").build());
        framed.element(Element.named("jabber:client", "iq").build());
        assertThat(out).hasToString("<stream:features xmlns:stream='" + STREAMS + "'/><iq xmlns='jabber:client'/>");
    }

    @Test
    void everyElementIsReadBackAsItWasWritten() {
        List<Element> elements = List.of(
                Element.named(STREAMS, "features")
                        .child(Element.named("u", "a").build())
                        .build(),
                Element.named(STREAMS, "error")
                        .child(Element.named(STREAMS, "x").build())
                        .build(),
                Element.named(STREAMS, "error")
                        .child(Element.named("", "x").build())
                        .text("t")
                        .build(),
                Element.named("jabber:client", "iq")
                        .child(Element.named("jabber:server", "x").build())
                        .build(),
                Element.named("", "iq")
                        .child(Element.named("jabber:client", "x").build())
                        .build());
        stream.header(List.of());
        elements.forEach(stream::element);
        List<XmlEvent> events = Reading.stream(out.toString());
        for (int i = 0; i < elements.size(); i++) {
            assertThat(events.get(i + 1))
                    .isEqualTo(new XmlEvent.Complete(elements.get(i).toParsed()));
            out.clear();
            StreamWriter.framed(out).element(elements.get(i).toParsed());
            assertThat(Reading.element(out.toString()).toElement()).isEqualTo(elements.get(i));
        }
    }

    @Test
    void forwardsTheSameContentUnderANewHeader() {
        XmlContent content =
                Reading.stanza("<message to='x'><body>Hi</body></message>").content();
        new CanonicalWriter(out, "urn:xmpp:forward:0").element(MESSAGE, List.of(plain("from", "y")), content);
        assertThat(out).hasToString("<message xmlns='jabber:client' from='y'><body>Hi</body></message>");
    }

    @Test
    @Tag("S-8")
    void writesNothingOfWhatItRefuses() {
        XmlContent content = XmlContent.ofText("jabber:client", "x");
        CanonicalWriter writer = new CanonicalWriter(out, "");
        refuses(() -> writer.element(new XmlName("jabber:client", "a b"), List.of(), content));
        refuses(() -> writer.element(MESSAGE, List.of(plain("to", "\uD800")), content));
        refuses(() -> writer.element(MESSAGE, List.of(plain("to", "a"), plain("to", "b")), content));
        refuses(() -> writer.element(MESSAGE, List.of(plain("xmlns", "a")), content));
        refuses(() -> writer.element(MESSAGE, List.of(plain("xmlns:p", "a")), content));
        refuses(() -> writer.element(new XmlName("jabber:server", "message"), List.of(), content));
        refuses(() -> stream.element(new XmlName(STREAMS, "a'"), List.of(), XmlContent.empty(STREAMS)));
        refuses(() -> stream.header(List.of(plain("to", "\u0000"))));
        assertThat(out.size()).isZero();
    }

    private static XmlAttribute plain(String local, String value) {
        return new XmlAttribute(new XmlName("", local), value);
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatExceptionOfType(XmlException.class).isThrownBy(what);
    }
}
