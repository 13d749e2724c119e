package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is equal to what: one part changed makes another value, and what was given or handed out cannot change it. */
class EqualityTest {
    private static final XmlName A = new XmlName("u", "a");
    private static final XmlAttribute TO = new XmlAttribute(new XmlName("", "to"), "x");
    private static final XmlAttribute FROM = new XmlAttribute(new XmlName("", "from"), "y");

    /** Trees of which no two are equal, each made anew with each call. */
    private static List<Element> trees() {
        return List.of(
                Element.named("u", "a").build(),
                Element.named("u", "b").build(),
                Element.named("v", "a").build(),
                Element.named("", "a").build(),
                Element.named("u", "a").attribute("to", "x").build(),
                Element.named("u", "a").attribute("to", "y").build(),
                Element.named("u", "a").attribute("from", "x").build(),
                Element.named("u", "a").attribute(new XmlName("v", "to"), "x").build(),
                Element.named("u", "a").attribute("to", "x").attribute("b", "").build(),
                Element.named("u", "a").attribute("b", "").attribute("to", "x").build(),
                Element.named("u", "a").text("x").build(),
                Element.named("u", "a").text("y").build(),
                Element.named("u", "a").text(" x").build(),
                Element.named("u", "a").child("u", "b", "").build(),
                Element.named("u", "a").child("v", "b", "").build(),
                Element.named("u", "a").child("u", "b", "").text("x").build(),
                Element.named("u", "a").text("x").child("u", "b", "").build(),
                Element.named("u", "a").child("u", "b", "x").build(),
                Element.named("u", "a").child("u", "b", "").child("u", "b", "").build());
    }

    private static void tellsApart(List<?> ones, List<?> others) {
        for (int i = 0; i < ones.size(); i++) {
            for (int j = 0; j < others.size(); j++) {
                Object one = ones.get(i);
                Object other = others.get(j);
                assertThat(one.equals(other)).as("%s and %s", one, other).isEqualTo(i == j);
                if (i == j) {
                    assertThat(one).isNotSameAs(other).hasSameHashCodeAs(other);
                }
            }
            assertThat(ones.get(i)).isNotEqualTo(null).isNotEqualTo("a");
        }
    }

    @Test
    void treesAreEqualByAllTheirParts() {
        tellsApart(trees(), trees());
        Set<Integer> hashes = new HashSet<>();
        trees().forEach(tree -> hashes.add(tree.hashCode()));
        assertThat(hashes).hasSize(trees().size());
    }

    @Test
    void topLevelElementsAreEqualByAllTheirParts() {
        tellsApart(
                trees().stream().map(Element::toParsed).toList(),
                trees().stream().map(tree -> Reading.element(tree.toString())).toList());
        Set<Integer> hashes = new HashSet<>();
        trees().forEach(tree -> hashes.add(tree.toParsed().hashCode()));
        assertThat(hashes).hasSize(trees().size());
    }

    /** {@code <b/>} inside of one namespace is not what it is inside of another, though the bytes are the same. */
    @Test
    void contentIsEqualByContextAndBytes() {
        List<String> bytes = List.of("", "a", "b", "<b/>", "<b>a</b>", "<b/>a", "a<b/>", "<b xmlns='w'/>");
        List<XmlContent> ones = new ArrayList<>();
        List<XmlContent> others = new ArrayList<>();
        for (String context : List.of("", "u", "v")) {
            for (String content : bytes) {
                ones.add(XmlContent.read(context, Reading.bytes(content)));
                others.add(Reading.element("<m xmlns='" + context + "'>" + content + "</m>")
                        .content());
            }
        }
        tellsApart(ones, others);
        assertThat(Set.copyOf(ones)).hasSize(24);
        assertThat(ones.stream().map(Object::hashCode).distinct()).hasSize(24);
        assertThat(XmlContent.empty("u")).isEqualTo(ones.get(8)).hasSameHashCodeAs(ones.get(8));
    }

    @Test
    void namesAndAttributesAreValues() {
        assertThat(A).isEqualTo(new XmlName("u", "a")).isNotEqualTo(new XmlName("", "a"));
        assertThat(A.is("u", "a")).isTrue();
        assertThat(A.is("a", "u")).isFalse();
        assertThat(A.is("u", "b")).isFalse();
        assertThat(A.is("v", "a")).isFalse();
        assertThat(A).hasToString("{u}a");
        assertThat(new XmlName("", "a")).hasToString("a");
        assertThat(TO).isEqualTo(new XmlAttribute(new XmlName("", "to"), "x")).isNotEqualTo(FROM);
        assertThat(XmlName.LANG).isEqualTo(new XmlName("http://www.w3.org/XML/1998/namespace", "lang"));
    }

    /** An attribute is found by its own name: {@code p:to} is no {@code to}, and {@code lang} is no {@code xml:lang}. */
    @Test
    void anAttributeOfAnotherNamespaceIsNotFoundInItsPlace() {
        String document = "<a xmlns:p='v' p:to='foreign' p:lang='fr' lang='de' to='own' p:id='1' xml:lang='en'/>";
        ParsedElement parsed = Reading.element(document);
        Element tree = parsed.toElement();

        assertThat(parsed.attribute("to")).contains("own").isEqualTo(tree.attribute("to"));
        assertThat(parsed.attribute("id")).isEmpty();
        assertThat(tree.attribute("id")).isEmpty();
        assertThat(parsed.attribute("lang")).contains("de").isEqualTo(tree.attribute("lang"));
        assertThat(parsed.lang()).contains("en").isEqualTo(tree.lang());
        assertThat(Reading.element("<a lang='de'/>").lang()).isEmpty();
        assertThat(Reading.element("<a lang='de'/>").toElement().lang()).isEmpty();
        assertThat(Reading.element("<a xml:lang='' xml:base='b'/>").lang()).contains("");
    }

    /** A builder that goes on building changes nothing of what it has built. */
    @Test
    void aBuiltTreeDoesNotChange() {
        Element.Builder builder = Element.named("u", "a").attribute("b", "1").text("x");
        Element before = builder.build();
        Element after =
                builder.attribute("c", "2").text("y").child("u", "d", "").build();

        assertThat(before).hasToString("<a xmlns='u' b='1'>x</a>");
        assertThat(after).hasToString("<a xmlns='u' b='1' c='2'>xy<d/></a>");
    }

    @Test
    void theListsOfATreeAreFixed() {
        Element tree =
                Element.named("u", "a").attribute("b", "1").child("u", "c", "").build();
        ParsedElement parsed = tree.toParsed();
        for (List<?> list : List.of(
                tree.attributes(),
                tree.nodes(),
                tree.children(),
                tree.children("u", "c"),
                parsed.attributes(),
                parsed.content().children(),
                parsed.content().elements())) {
            assertThat(list).hasSize(1);
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(list::clear);
        }
        List<XmlAttribute> attributes = new ArrayList<>(List.of(TO, FROM));
        ParsedElement made = new ParsedElement(A, attributes, XmlContent.empty("u"));
        attributes.clear();
        assertThat(made.attributes()).containsExactly(TO, FROM);
    }
}
