package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical content: asking, changing, reading back. */
class XmlContentTest {
    private static final XmlContent CONTENT = Reading.element(
                    "<m xmlns='u'>a<b>1</b>&gt;<c xmlns='v' d='&apos;'><b xmlns='u'/></c><b/>z</m>")
            .content();

    @Test
    void knowsItsChildren() {
        assertThat(CONTENT.contextNamespace()).isEqualTo("u");
        assertThat(CONTENT.children())
                .containsExactly(new XmlName("u", "b"), new XmlName("v", "c"), new XmlName("u", "b"));
        assertThat(CONTENT.has("v", "c")).isTrue();
        assertThat(CONTENT.has("v", "b")).isFalse();
        assertThat(CONTENT.has("u", "c")).isFalse();
        assertThat(CONTENT.first("u", "b").orElseThrow().text()).isEqualTo("1");
        assertThat(CONTENT.first("v", "c").orElseThrow().attribute("d")).contains("'");
        assertThat(CONTENT.elements()).hasSize(3);
        assertThat(CONTENT.text()).isEqualTo("a>z");
    }

    @Test
    void childrenOfTheOtherContentNamespaceCanBeSeen() {
        assertThat(Reading.stanza("<message><body/><message xmlns='jabber:server'/></message>")
                        .content()
                        .children())
                .containsExactly(new XmlName("jabber:client", "body"), new XmlName("jabber:server", "message"));
    }

    @Test
    void namespacesOfItsChildrenAreFound() {
        assertThat(CONTENT.childCount()).isEqualTo(3);
        assertThat(CONTENT.hasChildIn("u")).isTrue();
        assertThat(CONTENT.hasChildIn("v")).isTrue();
        assertThat(CONTENT.hasChildIn("")).isFalse();
        assertThat(CONTENT.hasChildIn("vv")).isFalse();
        XmlContent none = Reading.element("<m xmlns='u'><b xmlns=''/></m>").content();
        assertThat(none.hasChildIn("")).isTrue();
        assertThat(none.hasChildIn("u")).isFalse();
        XmlContent escaped =
                Reading.element("<m xmlns='u'><b xmlns='a&amp;b'/></m>").content();
        assertThat(escaped.hasChildIn("a&b")).isTrue();
        assertThat(escaped.hasChildIn("a&amp;b")).isFalse();
        assertThat(XmlContent.empty("u").hasChildIn("u")).isFalse();
    }

    /** What is inside a child, down to where its own children begin and end. */
    @Test
    void childIsParsedWithoutBuildingIt() {
        ParsedElement child = CONTENT.parsed("v", "c").get(0);
        assertThat(child.name()).isEqualTo(new XmlName("v", "c"));
        assertThat(child.attribute("d")).contains("'");
        assertThat(child.content().contextNamespace()).isEqualTo("v");
        assertThat(child.content().children()).containsExactly(new XmlName("u", "b"));
        assertThat(CONTENT.parsed("u", "b")).hasSize(2);
        assertThat(CONTENT.parsed("u", "b").get(0).content().text()).isEqualTo("1");
        assertThat(CONTENT.parsed("u", "b").get(1).content().size()).isZero();
        assertThat(CONTENT.parsed("u", "c")).isEmpty();
        assertThat(CONTENT.parsed("u", "")).isEmpty();
    }

    @Test
    void signsOfMarkupInsideOfAChildBeginNone() {
        XmlContent content = Reading.element(
                        "<m><a v='/&gt;&lt;b/>'><b w=\"'/>\"/>&lt;c/&gt;<![CDATA[<d/>]]><e><f/></e></a></m>")
                .content();
        XmlContent inside = content.parsed("", "a").get(0).content();
        assertThat(inside.children()).containsExactly(new XmlName("", "b"), new XmlName("", "e"));
        assertThat(inside.text()).isEqualTo("<c/><d/>");
    }

    @Test
    void withoutLeavesTheRest() {
        XmlContent without = CONTENT.without(name -> name.is("u", "b"));
        assertThat(without.children()).containsExactly(new XmlName("v", "c"));
        assertThat(without.text()).isEqualTo("a>z");
        assertThat(without).isEqualTo(XmlContent.read("u", without.toByteArray()));
        assertThat(CONTENT.without(name -> false)).isSameAs(CONTENT);
        assertThat(CONTENT.without(name -> true).elements()).isEmpty();
        assertThat(CONTENT.without(name -> name.is("v", "c")).elements()).hasSize(2);
    }

    @Test
    void plusAddsAtTheEnd() {
        Element first = Element.named("w", "x").text("&").build();
        Element second = Element.named("u", "y").build();
        assertThat(CONTENT.plus(first, second)).isEqualTo(CONTENT.plus(first).plus(second));
        assertThat(CONTENT.plus(first, second).elements()).endsWith(first, second);
        XmlContent plus = CONTENT.plus(first);
        assertThat(plus.children()).hasSize(4);
        assertThat(plus.first("w", "x").orElseThrow().text()).isEqualTo("&");
        assertThat(plus).isEqualTo(XmlContent.read("u", plus.toByteArray()));
        assertThat(XmlContent.empty("u").plus(Element.named("u", "x").build()))
                .isEqualTo(XmlContent.of("u", List.of(Element.named("u", "x").build())));
    }

    @Test
    void textIsEscaped() {
        XmlContent text = XmlContent.ofText("u", "<a>&\r\n");
        assertThat(new String(text.toByteArray(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("&lt;a&gt;&amp;&#xD;\n");
        assertThat(text.text()).isEqualTo("<a>&\r\n");
        assertThat(text).isEqualTo(XmlContent.read("u", text.toByteArray()));
    }

    @Test
    void bytesAreCopied() {
        byte[] bytes = CONTENT.toByteArray();
        bytes[0] = '<';
        assertThat(CONTENT.text()).startsWith("a");
        byte[] mine = Reading.bytes("<b/>");
        XmlContent read = XmlContent.read("u", mine);
        mine[1] = 'x';
        assertThat(read.has("u", "b")).isTrue();
    }

    @Tag("LIB-01")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a></a>",
                "<a />",
                "<a b=\"c\"/>",
                "<a b='>'/>",
                "<a xmlns='u'/>",
                "<a><b xmlns='u'/></a>",
                "<p:a xmlns:p='v'/>",
                "<a xmlns:a0='v'/>",
                "<a xmlns:a1='v' a1:b=''/>",
                "<a b='' xmlns='v'/>",
                "&#65;",
                "&quot;",
                "&apos;",
                ">",
                "&#13;",
                "\r",
                "<![CDATA[a]]>",
                "<a>",
                "</a>",
                "</content>",
                "</content><content>",
                "<a b='\t'/>",
                "&#xd;",
                "<!-- -->",
                "a\u0000",
                "<!DOCTYPE a>",
                "<!DOCTYPE a><a/>",
                "<a/><!DOCTYPE a SYSTEM 'file:///etc/hostname'>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<a>&b;</a>",
                "<?a?>",
                "<?xml version='1.0'?><a/>",
            })
    @Tag("S-1")
    void readRefusesWhatIsNotCanonical(String bytes) {
        assertThatExceptionOfType(XmlException.class).isThrownBy(() -> XmlContent.read("u", Reading.bytes(bytes)));
    }

    /** What is found by its bytes is what is found by building the names, also where a name is written with references. */
    @Test
    void itFindsTheNamesThatItHas() {
        List<String> words =
                List.of("", "u", "v", "b", "bb", "ab", "urn:a&b", "urn:a", "it's", "<", "é", "éb", "bé", "🙂");
        List<Element> children = new ArrayList<>();
        for (String namespace : words) {
            for (String local : List.of("b", "bb", "éb", "c-b")) {
                children.add(Element.named(namespace, local).build());
            }
        }
        List<String> locals = List.of("b", "bb", "bbb", "c", "c-b", "é", "éb", "é-b");
        for (Element child : children) {
            XmlContent content = XmlContent.of("u", List.of(child));
            for (String namespace : words) {
                for (String local : locals) {
                    assertThat(content.has(namespace, local))
                            .as("%s in %s", local, namespace)
                            .isEqualTo(content.children().contains(new XmlName(namespace, local)));
                }
            }
        }
        XmlContent all = XmlContent.of("u", children);
        assertThat(children)
                .allMatch(child -> all.first(
                                child.name().namespace(), child.name().local())
                        .orElseThrow()
                        .equals(child));
    }
}
