package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for every tree: on the wire and back, as content and back, cut into children and put together again. */
@Tag("LIB-01")
class TreePropertyTest {
    private static final int TREES = 3_000;
    private static final XmlLimits WIDE = new XmlLimits(1 << 20, 64, 10_000, 64, 128, 256, 1_024);

    private static ParsedElement parsed(String document) {
        List<XmlEvent> events = Reading.events(XmlParser.document(WIDE), Reading.bytes(document));
        return ((XmlEvent.Complete) events.get(0)).element();
    }

    @Test
    @Tag("S-7")
    @Tag("S-8")
    void everyTreeIsReadBackAsItselfByOursAndByWoodstox() {
        Trees trees = new Trees(1);
        Woodstox woodstox = new Woodstox();
        for (int i = 0; i < TREES; i++) {
            Element tree = trees.element();
            String written = tree.toString();

            assertThat(parsed(written).toElement()).isEqualTo(tree);
            assertThat(woodstox.read(Reading.bytes(written))).contains(tree);
            assertThat(parsed(written).toElement()).hasToString(written);
        }
    }

    /** A child that is looked at without building what is inside is the one that is built, at every depth. */
    @Test
    void everyChildIsTheSameParsedAndBuilt() {
        Trees trees = new Trees(11);
        for (int i = 0; i < TREES; i++) {
            Element tree = trees.element();
            sameInside(tree.toContent(), tree);
        }
    }

    private static void sameInside(XmlContent content, Element tree) {
        assertThat(content.childCount()).isEqualTo(tree.children().size());
        assertThat(content.elements()).isEqualTo(tree.children());
        for (Element child : tree.children()) {
            String namespace = child.name().namespace();
            List<Element> built = tree.children(namespace, child.name().local());
            List<ParsedElement> parsed = content.parsed(namespace, child.name().local());
            assertThat(parsed).isEqualTo(built.stream().map(Element::toParsed).toList());
            assertThat(content.hasChildIn(namespace)).isTrue();
            sameInside(parsed.get(built.indexOf(child)).content(), child);
        }
    }

    /** TCP, WebSocket, a stream between servers, a stored copy and a forwarded one carry equal names and texts. */
    @Test
    @Tag("S-7")
    @Tag("S-8")
    void oneStanzaIsTheSameThroughEveryTransport() {
        Trees trees = new Trees(2);
        for (int i = 0; i < TREES; i++) {
            Element stanza = trees.stanza();
            ParsedElement parsed = stanza.toParsed();
            XmlBuffer tcp = new XmlBuffer();
            StreamWriter client = StreamWriter.stream(tcp, Trees.CLIENT);
            client.header(List.of());
            client.element(parsed);
            XmlBuffer frame = new XmlBuffer();
            StreamWriter.framed(frame).element(parsed);
            XmlBuffer server = new XmlBuffer();
            StreamWriter between = StreamWriter.stream(server, "jabber:server");
            between.header(List.of());
            between.element(parsed);
            Element forwarded = Element.named("urn:xmpp:forward:0", "forwarded")
                    .child(stanza)
                    .build();
            XmlContent stored = XmlContent.read(Trees.CLIENT, parsed.content().toByteArray());

            assertThat(second(tcp)).isEqualTo(stanza);
            assertThat(parsed(frame.toString()).toElement()).isEqualTo(stanza);
            assertThat(second(server)).isEqualTo(stanza);
            assertThat(parsed(forwarded.toString()).toElement().children()).containsExactly(stanza);
            assertThat(stored).isEqualTo(parsed.content());
        }
    }

    private static Element second(XmlBuffer stream) {
        List<XmlEvent> events = Reading.events(XmlParser.stream(WIDE), stream.toByteArray());
        assertThat(events).hasSize(3);
        return ((XmlEvent.Complete) events.get(1)).element().toElement();
    }

    @Test
    void contentKnowsWhatTheTreeKnows() {
        Trees trees = new Trees(3);
        for (int i = 0; i < TREES; i++) {
            Element tree = trees.element();
            XmlContent content = tree.toContent();

            assertThat(content.contextNamespace()).isEqualTo(tree.name().namespace());
            assertThat(content.elements()).isEqualTo(tree.children());
            assertThat(content.text()).isEqualTo(tree.text());
            assertThat(content.children())
                    .isEqualTo(tree.children().stream().map(Element::name).toList());
            for (Element child : tree.children()) {
                XmlName name = child.name();
                assertThat(content.has(name.namespace(), name.local())).isTrue();
                assertThat(content.first(name.namespace(), name.local()))
                        .isEqualTo(tree.first(name.namespace(), name.local()));
            }
            assertThat(content.has("urn:never", "there")).isFalse();
            assertThat(content.first("urn:never", "there")).isEmpty();
        }
    }

    /** Taking children out leaves the others, in order, and all the text. */
    @Test
    @Tag("R-70")
    void withoutTakesOutAllThatMatchAndNothingElse() {
        Trees trees = new Trees(4);
        Random random = new Random(4);
        for (int i = 0; i < TREES; i++) {
            Element tree = trees.element();
            List<Element> children = tree.children();
            XmlName unwanted = children.isEmpty()
                    ? new XmlName("urn:never", "there")
                    : children.get(random.nextInt(children.size())).name();
            XmlContent content = tree.toContent();
            XmlContent less = content.without(unwanted::equals);
            List<Element> kept = new ArrayList<>(children);
            kept.removeIf(child -> child.name().equals(unwanted));

            assertThat(less.elements()).isEqualTo(kept);
            assertThat(less.text()).isEqualTo(tree.text());
            assertThat(less.has(unwanted.namespace(), unwanted.local())).isFalse();
            assertThat(less.without(unwanted::equals)).isSameAs(less);
            assertThat(content.without(name -> true).elements()).isEmpty();
            assertThat(content.without(name -> false)).isSameAs(content);
            assertThat(XmlContent.read(less.contextNamespace(), less.toByteArray()))
                    .isEqualTo(less);
        }
    }

    @Test
    void plusAddsOneChildAtTheEnd() {
        Trees trees = new Trees(5);
        for (int i = 0; i < TREES; i++) {
            Element tree = trees.element();
            Element child = trees.element();
            XmlContent content = tree.toContent();
            XmlContent more = content.plus(child);
            List<Element> expected = new ArrayList<>(tree.children());
            expected.add(child);

            assertThat(more.elements()).isEqualTo(expected);
            assertThat(more.text()).isEqualTo(tree.text());
            assertThat(content.elements()).isEqualTo(tree.children());
            assertThat(more.size()).isGreaterThan(content.size());
            assertThat(XmlContent.read(more.contextNamespace(), more.toByteArray()))
                    .isEqualTo(more);
        }
    }

    @Test
    void equalTreesAreEqualInEveryForm() {
        Trees one = new Trees(6);
        Trees same = new Trees(6);
        Element before = Element.named("", "before").build();
        for (int i = 0; i < TREES; i++) {
            Element a = one.element();
            Element b = same.element();

            assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
            assertThat(a.toParsed()).isEqualTo(b.toParsed()).hasSameHashCodeAs(b.toParsed());
            assertThat(a.toContent()).isEqualTo(b.toContent()).hasSameHashCodeAs(b.toContent());
            assertThat(a.equals(before)).isEqualTo(a.toString().equals(before.toString()));
            before = a;
        }
    }

    /** A stanza under another header has the same content, byte for byte. */
    @Test
    void aNewHeaderLeavesTheContentAlone() {
        Trees trees = new Trees(7);
        for (int i = 0; i < TREES; i++) {
            ParsedElement stanza = trees.stanza().toParsed();
            XmlBuffer out = new XmlBuffer();
            new CanonicalWriter(out, "")
                    .element(
                            stanza.name(),
                            List.of(new XmlAttribute(new XmlName("", "from"), "alice@example.org/r")),
                            stanza.content());
            ParsedElement read = parsed(out.toString());

            assertThat(read.content()).isEqualTo(stanza.content());
            assertThat(read.attribute("from")).contains("alice@example.org/r");
            assertThat(read.attributes()).hasSize(1);
        }
    }

    /** Nothing of what was said is in what is printed for a log. */
    @Test
    @Tag("A-60")
    @Tag("LIB-08")
    void whatIsPrintedOfAStanzaDoesNotSayWhatItSays() {
        ParsedElement stanza = Element.named(Trees.CLIENT, "message")
                .child(Trees.CLIENT, "body", "a secret")
                .build()
                .toParsed();

        assertThat(stanza.toString()).doesNotContain("secret").contains("message");
        assertThat(stanza.content().toString()).doesNotContain("secret").contains("bytes");
        assertThat(Optional.of(new XmlEvent.Complete(stanza)).toString()).doesNotContain("secret");
    }
}
