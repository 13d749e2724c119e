package im.redoubt.server.pep;

import static im.redoubt.server.pep.Bench.ALICE;
import static im.redoubt.server.pep.Bench.BOB;
import static im.redoubt.server.pep.Bench.CAROL;
import static im.redoubt.server.pep.Bench.limits;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.IqRequest.Action;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a node goes out at once: answers here hold 100 000 bytes of payloads. */
class ItemReaderTest {
    private static final String NODE = "urn:node";

    @TempDir
    Path directory = Path.of("");

    private Bench bench;
    private Client alice;

    // Both are made before each test.
    @SuppressWarnings("NullAway.Init")
    ItemReaderTest() {}

    @BeforeEach
    void begin() {
        bench = new Bench(directory, limits(1_000, 1_000, 100));
        alice = bench.client(ALICE, "phone");
        Store.await(bench.store().personalNodes().create(ALICE, NODE, NodeConfiguration.PRIVATE));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private void holds(int count, int bytes) {
        for (int number = 0; number < count; number++) {
            Element payload =
                    Element.named("urn:x", "x").text("x".repeat(bytes)).build();
            bench.sets(
                    alice,
                    Bench.pubsub(Element.named(PubSub.NAMESPACE, "publish")
                            .attribute("node", NODE)
                            .child(Element.named(PubSub.NAMESPACE, "item")
                                    .attribute("id", Integer.toString(number))
                                    .child(payload)
                                    .build())
                            .build()));
        }
    }

    private static Element items(List<Element> inside) {
        return Element.named(PubSub.NAMESPACE, "items")
                .attribute("node", NODE)
                .children(inside)
                .build();
    }

    private IqAnswer asks(Element request) {
        return bench.asks(alice, Action.GET, ALICE, request);
    }

    private static Element payload(IqAnswer answer) {
        return ((IqAnswer.Result) answer).payload().orElseThrow();
    }

    private static List<String> ids(Element answer) {
        return answer.first(PubSub.NAMESPACE, "items").orElseThrow().children().stream()
                .map(item -> item.attribute("id").orElseThrow())
                .toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    /** Who asks for all and pages through nothing gets the newest, and is told how many there are (section 6.5.4). */
    @Test
    @Tag("X-86")
    void whatDoesNotFitIsLeftOutFromTheOldEndAndThatIsSaid() {
        holds(5, 30_000);

        Element all = payload(asks(Bench.pubsub(items(List.of()))));

        assertThat(ids(all)).isEqualTo(numbers(2, 5));
        Element set = all.first(ResultSet.NAMESPACE, "set").orElseThrow();
        assertThat(set).isEqualTo(ResultSet.sent(Optional.of(new ResultSet.Ends("2", "4")), Optional.of(5L)));
        Element before = Element.named(PubSub.NAMESPACE, "pubsub")
                .child(items(List.of()))
                .child(Element.named(ResultSet.NAMESPACE, "set")
                        .child(ResultSet.NAMESPACE, "before", "2")
                        .build())
                .build();
        assertThat(ids(payload(asks(before)))).as("and can go on").isEqualTo(numbers(0, 2));
    }

    @Test
    void whatFitsComesWhole() {
        holds(20, 100);
        Element all = payload(asks(Bench.pubsub(items(List.of()))));
        assertThat(ids(all)).isEqualTo(numbers(0, 20));
        assertThat(all.first(ResultSet.NAMESPACE, "set")).isEmpty();
    }

    @Test
    @Tag("X-86")
    void whoNamesTooMuchIsToldToNameLess() {
        holds(5, 30_000);
        List<Element> all = numbers(0, 5).stream()
                .map(id -> PubSub.item(PubSub.NAMESPACE, id))
                .toList();
        assertThat(asks(Bench.pubsub(items(all)))).isEqualTo(IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT));
        assertThat(ids(payload(asks(Bench.pubsub(items(all.subList(1, 3))))))).isEqualTo(numbers(1, 3));
        assertThat(asks(Bench.pubsub(
                        items(List.of(Element.named(PubSub.NAMESPACE, "item").build())))))
                .isEqualTo(PubSubError.NO_ITEM_NAMED);
        List<Element> many = numbers(0, 1_001).stream()
                .map(id -> PubSub.item(PubSub.NAMESPACE, id))
                .toList();
        assertThat(asks(Bench.pubsub(items(many)))).isEqualTo(IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT));
    }

    /** RFC 6120 section 13.11, XEP-0191 section 3.3. */
    @Test
    @Tag("SRV-12")
    @Tag("R-76")
    void whoMayNotReadIsAnsweredAsOfNobody() {
        holds(1, 10);
        Client bob = bench.client(BOB, "phone");
        Element request = Bench.pubsub(items(List.of()));
        IqAnswer nobody = bench.asks(bob, Action.GET, BareJid.of("nobody@localhost"), request);

        assertThat(nobody).isEqualTo(IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE));
        assertThat(bench.asks(bob, Action.GET, ALICE, request)).isEqualTo(nobody);
        bench.sees(BOB, ALICE);
        assertThat(bench.asks(bob, Action.GET, ALICE, request))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));
        bench.sees(BOB, CAROL);
        bench.blocks().blocks(CAROL, "bob@localhost");
        assertThat(bench.asks(bob, Action.GET, CAROL, request)).isEqualTo(nobody);
    }
}
