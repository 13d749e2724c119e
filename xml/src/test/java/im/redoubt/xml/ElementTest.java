package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Building trees: what is found in them again, and what cannot be built. */
class ElementTest {
    private static final Element MESSAGE = Element.named("jabber:client", "message")
            .attribute("to", "j@example.org")
            .attribute("id", Optional.empty())
            .attribute("type", Optional.of("chat"))
            .attribute(XmlName.LANG, "en")
            .text("a")
            .text("")
            .text("b")
            .child("jabber:client", "body", "Hi")
            .child(Element.named("urn:x", "x").build())
            .text("c")
            .child("jabber:client", "body", "again")
            .build();

    @Test
    void findsWhatWasPutIn() {
        assertThat(MESSAGE.is("jabber:client", "message")).isTrue();
        assertThat(MESSAGE.attribute("to")).contains("j@example.org");
        assertThat(MESSAGE.attribute("id")).isEmpty();
        assertThat(MESSAGE.attribute("lang")).isEmpty();
        assertThat(MESSAGE.lang()).contains("en");
        assertThat(MESSAGE.text()).isEqualTo("abc");
        assertThat(MESSAGE.nodes()).hasSize(5).first().isEqualTo(new XmlText("ab"));
        assertThat(MESSAGE.children()).hasSize(3);
        assertThat(MESSAGE.children("jabber:client", "body"))
                .extracting(Element::text)
                .containsExactly("Hi", "again");
        assertThat(MESSAGE.first("urn:x", "x")).isPresent();
        assertThat(MESSAGE.first("urn:y", "x")).isEmpty();
    }

    @Test
    void isShownInCanonicalForm() {
        assertThat(MESSAGE)
                .hasToString("<message xmlns='jabber:client' to='j@example.org' type='chat' xml:lang='en'>ab"
                        + "<body>Hi</body><x xmlns='urn:x'/>c<body>again</body></message>");
    }

    @Test
    void survivesTheWire() {
        assertThat(Reading.element(MESSAGE.toString()).toElement())
                .isEqualTo(MESSAGE)
                .hasSameHashCodeAs(MESSAGE);
        assertThat(MESSAGE.toParsed().toElement()).isEqualTo(MESSAGE);
        assertThat(MESSAGE.toParsed()).isEqualTo(Reading.element(MESSAGE.toString()));
    }

    @Test
    void equalsByNamesAttributesInOrderAndMergedText() {
        Element one = Element.named("u", "a")
                .attribute("b", "1")
                .attribute("c", "2")
                .text("xy")
                .build();
        assertThat(Element.named("u", "a")
                        .attribute("b", "1")
                        .attribute("c", "2")
                        .text("x")
                        .text("y")
                        .build())
                .isEqualTo(one)
                .hasSameHashCodeAs(one);
        assertThat(Element.named("u", "a")
                        .attribute("c", "2")
                        .attribute("b", "1")
                        .text("xy")
                        .build())
                .isNotEqualTo(one);
        assertThat(Element.named("v", "a")
                        .attribute("b", "1")
                        .attribute("c", "2")
                        .text("xy")
                        .build())
                .isNotEqualTo(one);
    }

    @Tag("S-8")
    @Tag("S-9")
    @Tag("LIB-01")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "a\u0001",
                "\u000B",
                "\u000C",
                "\u001F",
                "\uFFFE",
                "\uFFFF",
                "\uD800",
                "a\uDFFF",
                "\uDE00\uD83D"
            })
    void refusesCharactersThatXmlCannotCarry(String bad) {
        refuses(() -> Element.named("u", "a").text(bad));
        refuses(() -> Element.named("u", "a").attribute("b", bad));
        refuses(() -> Element.named(bad, "a"));
        refuses(() -> Element.named("u", bad));
        refuses(() -> Element.named("u", "a").attribute(bad, "b"));
        refuses(() -> Element.named("u", "a").attribute(new XmlName(bad, "b"), "c"));
        refuses(() -> Element.named("u", "a").child("u", "b", bad));
        refuses(() -> XmlContent.ofText("u", bad));
    }

    @Tag("S-8")
    @Tag("S-5")
    @Tag("LIB-01")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a>",
                "a/",
                "a'",
                "a=",
                "1",
                "-",
                ".a",
                ":",
                "a:b",
                "xmlns",
                "xmlns:a",
                "a\n",
                "a\u00A0",
                "\u0300",
                "a\u2190",
                "<a",
                "&lt;",
                "\uD800\uDC00\uD800"
            })
    void refusesNamesThatAreNone(String bad) {
        refuses(() -> Element.named("u", bad));
        refuses(() -> Element.named("u", "a").attribute(bad, "b"));
        refuses(() -> Element.named("u", "a").attribute(new XmlName("v", bad), "b"));
        refuses(() -> Element.named("u", "a").child("u", bad, "b"));
    }

    @Test
    @Tag("S-5")
    @Tag("S-6")
    @Tag("S-8")
    void refusesNamespacesThatAreNotForThis() {
        refuses(() -> Element.named(XmlName.XML_NAMESPACE, "a"));
        refuses(() -> Element.named("http://www.w3.org/2000/xmlns/", "a"));
        refuses(() -> Element.named("u", "a").attribute(new XmlName("http://www.w3.org/2000/xmlns/", "b"), "c"));
        refuses(() -> Element.named("http://etherx.jabber.org/streams", "stream"));
        refuses(() -> Element.named("u", "a").attribute("b", "1").attribute("b", "2"));
        refuses(() ->
                Element.named("u", "a").attribute(new XmlName("v", "b"), "1").attribute(new XmlName("v", "b"), "1"));
    }

    @Test
    @Tag("S-8")
    @Tag("LIB-01")
    void markupInTextStaysText() {
        String tricks = "'\"<>&]]></body><evil/>\t\r\n{\"a\":1}&amp;<![CDATA[";
        Element element = Element.named("u'<>&\"\n", "a")
                .attribute("b", tricks)
                .attribute(new XmlName("v'><evil/>", "c"), tricks)
                .attribute(XmlName.LANG, tricks)
                .text(tricks)
                .child("", "d", tricks)
                .build();
        assertThat(Reading.element(element.toString()).toElement()).isEqualTo(element);
        assertThat(new Woodstox().read(Reading.bytes(element.toString()))).contains(element);
    }

    @Test
    @Tag("S-10")
    @Tag("LIB-01")
    void depthHasALimitAndTheDeepestTreeCanBeWalked() throws InterruptedException {
        Element deep = Element.named("u", "a").build();
        for (int i = 1; i < Element.MAX_DEPTH; i++) {
            deep = Element.named("u", "a").child(deep).build();
        }
        Element deepest = deep;
        refuses(() -> Element.named("u", "a").child(deepest).build());
        boolean[] equal = new boolean[1];
        Thread small = new Thread(
                null,
                () -> {
                    XmlLimits limits = new XmlLimits(100_000, 512, 1000, 9, 9, 9, 9);
                    List<XmlEvent> events =
                            Reading.events(XmlParser.document(limits), Reading.bytes(deepest.toString()));
                    Element read = ((XmlEvent.Complete) events.get(0)).element().toElement();
                    equal[0] = read.equals(deepest) && read.hashCode() == deepest.hashCode();
                },
                "small stack",
                512 * 1024);
        small.start();
        small.join();
        assertThat(equal[0]).isTrue();
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatExceptionOfType(XmlException.class).isThrownBy(what);
    }
}
