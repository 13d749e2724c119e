package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Dangerous strings at every place of our own API: as a name, a namespace, a value, a language, a text. Each is written so
 * that one stanza is read with that string in that place, or refused before the first byte.
 */
@Tag("S-8")
@Tag("LIB-01")
class InjectionTest {
    private static final String CLIENT = "jabber:client";
    private static final String STREAMS = "http://etherx.jabber.org/streams";
    private static final List<String> DANGEROUS = List.of(
            "",
            "'",
            "\"",
            "<",
            ">",
            "&",
            "&amp;",
            "&#60;",
            "'/><message to='evil'",
            "\"/><message to=\"evil\"",
            "</message><message to='evil'>",
            "</stream:stream>",
            "<stream:stream>",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?xml version='1.0'?>",
            "<!DOCTYPE a>",
            " ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "a b",
            "a=b",
            "a:b",
            ":",
            "xmlns",
            "xmlns:a",
            "xml:lang",
            "a0:b",
            "1a",
            "-a",
            "a/",
            "{u}a",
            "a|b",
            "\u000C",
            "\u0000",
            "\u0001",
            "\u001F",
            "\u007F",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uFFFE",
            "\uFFFF",
            "\uD800",
            "\uDC00",
            "\uDC00\uD800",
            "a\uD800b",
            "\uD83D\uDE00",
            "javascript:alert(1)",
            "{\"a\":1}",
            "é水",
            "a".repeat(300));

    /** Puts a string into a stanza at one place. */
    private interface Place {
        Element with(String dangerous);
    }

    private static List<Place> places() {
        return List.of(
                dangerous -> Element.named(CLIENT, "message")
                        .attribute("to", dangerous)
                        .build(),
                dangerous -> Element.named(CLIENT, "message")
                        .attribute(XmlName.LANG, dangerous)
                        .build(),
                dangerous -> Element.named(CLIENT, "message")
                        .attribute(dangerous, "v")
                        .build(),
                dangerous -> Element.named(CLIENT, "message")
                        .attribute(new XmlName(dangerous, "a"), "v")
                        .build(),
                dangerous -> Element.named(CLIENT, "message")
                        .attribute(new XmlName("urn:a", dangerous), "v")
                        .build(),
                dangerous -> Element.named(CLIENT, "message").text(dangerous).build(),
                dangerous -> Element.named(CLIENT, "message")
                        .child(CLIENT, "body", dangerous)
                        .build(),
                dangerous -> Element.named(CLIENT, "message")
                        .child(CLIENT, dangerous, "t")
                        .build(),
                dangerous -> Element.named(CLIENT, "message")
                        .child(dangerous, "x", "t")
                        .build(),
                dangerous -> Element.named(CLIENT, dangerous).build(),
                dangerous -> Element.named(dangerous, "message").build(),
                dangerous -> Element.named(STREAMS, "error")
                        .child(dangerous, "x", "t")
                        .build(),
                dangerous -> Element.named(STREAMS, "features")
                        .attribute("a", dangerous)
                        .build());
    }

    @TestFactory
    Stream<DynamicTest> oneStanzaIsReadWithTheStringInItsPlaceOrNothingIsWritten() {
        List<DynamicTest> tests = new ArrayList<>();
        List<Place> places = places();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            for (String dangerous : DANGEROUS) {
                tests.add(
                        DynamicTest.dynamicTest("place " + i + ": " + shown(dangerous), () -> check(place, dangerous)));
            }
        }
        return tests.stream();
    }

    private static String shown(String s) {
        StringBuilder shown = new StringBuilder("«");
        s.chars().limit(30).forEach(c -> shown.append(c > ' ' && c < 0x7F ? String.valueOf((char) c) : "\\" + c));
        return shown.append('»').toString();
    }

    private static void check(Place place, String dangerous) {
        Element element;
        try {
            element = place.with(dangerous);
        } catch (XmlException refused) {
            return; // nothing was built, and so nothing can be written
        }
        XmlBuffer out = new XmlBuffer();
        StreamWriter writer = StreamWriter.stream(out, CLIENT);
        writer.header(List.of());
        writer.element(element);
        writer.element(Element.named(CLIENT, "presence").build());
        XmlLimits wide = new XmlLimits(100_000, 64, 100, 64, 64, 1_024, 1_024);
        List<XmlEvent> events = Reading.events(XmlParser.stream(wide), out.toByteArray());

        assertThat(events).as(out.toString()).hasSize(4);
        assertThat(events.get(1)).isEqualTo(new XmlEvent.Complete(element.toParsed()));
        assertThat(((XmlEvent.Complete) events.get(1)).element().toElement()).isEqualTo(element);
    }

    /** What our own code may build, others can read: the same tree. */
    @Test
    @Tag("S-7")
    void whatCanBeBuiltWoodstoxReadsAsItIs() {
        Woodstox woodstox = new Woodstox();
        int read = 0;
        for (Place place : places()) {
            for (String dangerous : DANGEROUS) {
                try {
                    Element element = place.with(dangerous);
                    if (element.toString().chars().allMatch(c -> c < 0x80)) {
                        assertThat(woodstox.read(Reading.bytes(element.toString())))
                                .as(element.toString())
                                .contains(element);
                        read++;
                    }
                } catch (XmlException refused) {
                    assertThat(refused.getMessage()).doesNotContain("evil");
                }
            }
        }
        assertThat(read).isGreaterThan(200);
    }

    /** A header is written whole or not at all. */
    @TestFactory
    Stream<DynamicTest> aStreamHeaderCannotBeBrokenOutOf() {
        return DANGEROUS.stream()
                .map(dangerous -> DynamicTest.dynamicTest(shown(dangerous), () -> {
                    XmlBuffer out = new XmlBuffer(0);
                    StreamWriter writer = StreamWriter.stream(out, CLIENT);
                    List<XmlAttribute> attributes = List.of(new XmlAttribute(new XmlName("", "to"), dangerous));
                    try {
                        writer.header(attributes);
                    } catch (XmlException refused) {
                        assertThat(out.size()).isZero();
                        return;
                    }
                    assertThat(Reading.stream(out.toString()).get(0))
                            .isEqualTo(new XmlEvent.Opened(new XmlName(STREAMS, "stream"), CLIENT, attributes));
                }));
    }
}
