package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the children of a content begin and end: as parsed, as built, as changed and as read back, it is one index. */
@Tag("LIB-01")
class ContentIndexTest {
    private static Element child(int i) {
        return switch (i % 4) {
            case 0 -> Element.named("u", "c" + i).build();
            case 1 -> Element.named("v", "c" + i).attribute("a", "/>'" + i).build();
            case 2 -> Element.named("u", "c" + i).child("u", "c" + i, "in").build();
            default -> Element.named("", "c" + i).text("<" + i).build();
        };
    }

    private static Element parent(int children) {
        Element.Builder parent = Element.named("u", "m");
        for (int i = 0; i < children; i++) {
            parent.child(child(i)).text(i % 3 == 0 ? "t" + i : "");
        }
        return parent.build();
    }

    private static void knows(XmlContent content, List<Element> children, String text) {
        assertThat(content.elements()).isEqualTo(children);
        assertThat(content.children())
                .isEqualTo(children.stream().map(Element::name).toList());
        assertThat(content.text()).isEqualTo(text);
        for (Element child : children) {
            assertThat(content.first(child.name().namespace(), child.name().local()))
                    .contains(child);
        }
        assertThat(XmlContent.read(content.contextNamespace(), content.toByteArray()))
                .isEqualTo(content);
    }

    /** The array of the index grows with the children; each number around its steps is right. */
    @Test
    void everyNumberOfChildrenIsIndexed() {
        for (int n = 0; n <= 70; n++) {
            Element parent = parent(n);
            List<Element> children =
                    IntStream.range(0, n).mapToObj(ContentIndexTest::child).toList();
            knows(parent.toContent(), children, parent.text());
            knows(Reading.element(parent.toString()).content(), children, parent.text());
            knows(XmlContent.read("u", parent.toContent().toByteArray()), children, parent.text());
        }
    }

    /** Every choice of children to leave out, of content that was parsed and of content to which something was added. */
    @Test
    void everyChoiceOfChildrenCanBeLeftOut() {
        Element parent = parent(6);
        for (XmlContent content : List.of(
                parent.toContent(),
                Reading.element(parent.toString()).content(),
                parent(5).toContent().plus(child(5)))) {
            for (int choice = 0; choice < 64; choice++) {
                List<Element> kept = new ArrayList<>();
                List<XmlName> left = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    if ((choice >> i & 1) == 0) {
                        kept.add(child(i));
                    } else {
                        left.add(child(i).name());
                    }
                }
                XmlContent without = content.without(left::contains);
                knows(without, kept, content.text());
                left.forEach(name -> assertThat(without.first(name.namespace(), name.local()))
                        .isEmpty());
                List<Element> more = new ArrayList<>(kept);
                more.add(child(7));
                knows(without.plus(child(7)), more, content.text());
            }
        }
    }

    /** Where nothing is left out nothing is copied, however little there is. */
    @Test
    void whatStaysAsItIsIsNotCopied() {
        for (int children = 0; children < 4; children++) {
            XmlContent content = parent(children).toContent();
            assertThat(content.without(name -> false)).isSameAs(content);
        }
    }

    /** Each child is asked for once and in order, by the name that it has here and not further in. */
    @Test
    void eachChildIsAskedForOnce() {
        List<XmlName> asked = new ArrayList<>();
        parent(4).toContent().without(name -> !asked.add(name));
        assertThat(asked)
                .containsExactly(
                        new XmlName("u", "c0"), new XmlName("v", "c1"), new XmlName("u", "c2"), new XmlName("", "c3"));
    }

    /** Of several children of one name the first is found, and a child of another namespace is not in its way. */
    @Test
    void theFirstOfSeveralIsFound() {
        XmlContent content = Reading.element("<m xmlns='u'><b xmlns='v'>0</b><x><b>in</b></x><b>1</b><b>2</b></m>")
                .content();
        assertThat(content.first("u", "b").orElseThrow().text()).isEqualTo("1");
        assertThat(content.first("v", "b").orElseThrow().text()).isEqualTo("0");
        assertThat(content.first("", "b")).isEmpty();
        assertThat(content.first("u", "bb")).isEmpty();
        assertThat(content.has("u", "x")).isTrue();
        assertThat(content.has("x", "u")).isFalse();
    }

    @Test
    void plusLeavesTheContentThatItWasMadeFrom() {
        XmlContent content = XmlContent.ofText("u", "<t>");
        XmlContent one = content.plus(child(0));
        XmlContent other = content.plus(child(1)).plus(child(2));
        knows(content, List.of(), "<t>");
        knows(one, List.of(child(0)), "<t>");
        knows(other, List.of(child(1), child(2)), "<t>");
        assertThat(one.contextNamespace()).isEqualTo("u");
    }

    /** Names are kept in 64 places while a tree is read; far more names than that, alike and not, are all told apart. */
    @Test
    @Tag("S-5")
    void manyNamesAreToldApart() {
        Element.Builder parent = Element.named("u", "m");
        List<XmlName> names = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (String namespace : List.of("u", "v", "Aa", "BB", "")) {
                for (int i = 0; i < 60; i++) {
                    for (String local : List.of("Aa" + i, "BB" + i)) {
                        names.add(new XmlName(namespace, local));
                        parent.child(Element.named(namespace, local)
                                .attribute(new XmlName("u" + i % 7, local), namespace)
                                .build());
                    }
                }
            }
        }
        Element tree = parent.build();
        assertThat(tree.toContent().children()).isEqualTo(names);
        assertThat(tree.toContent().elements()).isEqualTo(tree.children());
        assertThat(tree.toParsed().toElement()).isEqualTo(tree);
    }

    /** Equal names in one tree are one object, which is what keeps large trees small. */
    @Test
    @Tag("D-98")
    void equalNamesOfATreeAreOneObject() {
        List<Element> children = Reading.element("<m xmlns='urn:u'><unknown-1/><x/><unknown-1/></m>")
                .toElement()
                .children();
        assertThat(children.get(0).name()).isSameAs(children.get(2).name());
    }

    /** Canonical bytes are read to their last one: the shortest that end in each state of the reader. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <a/>                              | 1 | ``
            t                                 | 0 | t
            <a/>t                             | 1 | t
            t<a/>                             | 1 | t
            <a>t</a>                          | 1 | ``
            <a xmlns='v'/>                    | 1 | ``
            <a xmlns=''/>                     | 1 | ``
            <a xmlns='&apos;/&gt;&lt;'/>      | 1 | ``
            <xmlns-a xmlnsa=''/>              | 1 | ``
            <a xml:a='' b=''/>                | 1 | ``
            <a xmlns:a0='v' a0:xmlnsa=''/>    | 1 | ``
            <a xmlns='v' xmlns:a0='v' a0:b=''/> | 1 | ``
            &lt;a/&gt;                        | 0 | <a/>
            &amp;lt;                          | 0 | &lt;
            a&#xD;&#xD;b                      | 0 | a␍␍b
            <a b='=:/&gt; &#x9;&#xA;&#xD;&amp;&apos;"'/> | 1 | ``
            """)
    void theShortestContentsAreRead(String bytes, int children, String text) {
        XmlContent content = XmlContent.read("u", Reading.bytes(bytes));
        assertThat(content.elements()).hasSize(children);
        assertThat(content.text()).isEqualTo(text.replace('␍', '\r'));
        assertThat(XmlContent.ofNodes("u", content.nodes())).isEqualTo(content);
        assertThat(content.size()).isEqualTo(Reading.bytes(bytes).length);
    }

    /** Bytes that close the element which is put around them, or leave something open, are no content. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</content> ",
                "</content>\n",
                "</content><content/>",
                "</content><content xmlns='u'>",
                " </content>",
                "<a",
                "<a>",
                "<a/",
                "&",
                "&amp",
                "<![CDATA[",
                "<![CDATA[]]>",
                "]]>",
                "<a/ >",
                "\u0000",
                "<a xml:b=''  c=''/>",
                "<a xmlns:a0='v' xmlns:a0='v' a0:b=''/>",
                "<a xmlns:a0='v' b='' a0:c='' xmlns:a1='w' a1:c=''/>",
                "<a xmlns:a1='w' xmlns:a0='v' a0:c='' a1:c=''/>",
                "<a xmlns:a00='w' a00:c=''/>",
                "&#x0D;",
                "&#xd;",
                "&#x9;",
                "<a b='&quot;'/>",
                "<a b='&#9;'/>",
                "<stream xmlns='http://etherx.jabber.org/streams'/>",
            })
    @Tag("S-1")
    @Tag("S-7")
    void whatIsNoContentIsNotRead(String bytes) {
        assertThatExceptionOfType(XmlException.class)
                .isThrownBy(() -> XmlContent.read("u", Reading.bytes(bytes)))
                .withMessage("bytes that are not canonical content");
    }
}
