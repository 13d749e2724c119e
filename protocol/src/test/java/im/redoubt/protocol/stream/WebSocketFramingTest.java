package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlViolation;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages mean to a stream (RFC 7395 section 3.3). */
@Tag("S-16")
class WebSocketFramingTest {
    private static final List<XmlAttribute> ATTRIBUTES = List.of(
            new XmlAttribute(new XmlName("", "to"), "example.org"),
            new XmlAttribute(new XmlName("", "version"), "1.0"),
            new XmlAttribute(XmlName.LANG, "en"));

    private static XmlEvent event(Element element) {
        return WebSocketFraming.event(element.toParsed());
    }

    /** To the rules for headers it is one: the names are those of RFC 6120, the attributes as they came. */
    @Test
    void openIsAHeader() {
        assertThat(event(WebSocketFraming.open(ATTRIBUTES)))
                .isEqualTo(new XmlEvent.Opened(
                        new XmlName("http://etherx.jabber.org/streams", "stream"), "jabber:client", ATTRIBUTES));
    }

    @Test
    void closeIsTheEnd() {
        assertThat(event(WebSocketFraming.close())).isEqualTo(new XmlEvent.Closed());
        Element elsewhere = Element.named(WebSocketFraming.NAMESPACE, "close")
                .attribute("see-other-uri", "wss://elsewhere.example/")
                .build();
        assertThat(event(elsewhere)).isEqualTo(new XmlEvent.Closed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "close"})
    void bothAreEmpty(String name) {
        Element full = Element.named(WebSocketFraming.NAMESPACE, name)
                .child("urn:x", "x", "")
                .build();
        Element text = Element.named(WebSocketFraming.NAMESPACE, name).text(" ").build();
        for (Element element : List.of(full, text)) {
            assertThat(event(element))
                    .isInstanceOfSatisfying(
                            XmlEvent.Refused.class,
                            refused -> assertThat(refused.violation().kind()).isEqualTo(XmlViolation.Kind.BAD_FORMAT));
        }
    }

    /** The name alone does not do it, nor the namespace. */
    @Test
    void everythingElseIsAnElement() {
        for (Element element : List.of(
                Element.named("jabber:client", "open").build(),
                Element.named("", "close").build(),
                Element.named(WebSocketFraming.NAMESPACE, "Open").build(),
                Element.named(WebSocketFraming.NAMESPACE, "message").build(),
                Element.named("jabber:client", "message")
                        .child(WebSocketFraming.close())
                        .build())) {
            assertThat(event(element)).isEqualTo(new XmlEvent.Complete(element.toParsed()));
        }
    }
}
