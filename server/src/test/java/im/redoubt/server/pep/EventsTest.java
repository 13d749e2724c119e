package im.redoubt.server.pep;

import static im.redoubt.server.pep.Bench.ALICE;
import static im.redoubt.server.pep.Bench.BOB;
import static im.redoubt.server.pep.Bench.CAROL;
import static im.redoubt.server.pep.Bench.limits;
import static im.redoubt.server.pep.Bench.pubsub;
import static im.redoubt.server.pep.Bench.told;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.session.Claim;
import im.redoubt.server.store.AccessModel;
import im.redoubt.server.store.LastItem;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told what of a node (XEP-0163 section 4.3). */
class EventsTest {
    private static final String TUNE = "http://jabber.org/protocol/tune";

    @TempDir
    Path directory = Path.of("");

    private Bench bench;

    // The bench is made before each test.
    @SuppressWarnings("NullAway.Init")
    EventsTest() {}

    @BeforeEach
    void begin() {
        bench = new Bench(directory, limits(1_000, 1_000, 100));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    /** Whom the owner shows its presence counts, and what the node says; not what the other one's roster says. */
    @ParameterizedTest
    @CsvSource({
        "PRESENCE,FROM,true",
        "PRESENCE,BOTH,true",
        "PRESENCE,TO,false",
        "PRESENCE,NONE,false",
        "OPEN,FROM,true",
        "OPEN,NONE,false",
        "WHITELIST,FROM,false",
        "WHITELIST,BOTH,false"
    })
    @Tag("R-67")
    @Tag("X-86")
    void contactsHearOfWhatTheyMayRead(AccessModel access, Subscription granted, boolean hears) {
        bench.put(ALICE, BOB, granted);
        bench.put(BOB, ALICE, Subscription.BOTH);
        Store.await(bench.store().personalNodes().create(ALICE, TUNE, NodeConfiguration.DEFAULT.withAccess(access)));
        Client alice = bench.client(ALICE, "phone", TUNE);
        Client bob = bench.client(BOB, "phone", TUNE);

        bench.publishes(alice, TUNE, "1");

        assertThat(told(alice)).containsExactly("alice " + TUNE + " 1");
        assertThat(told(bob)).isEqualTo(hears ? told(alice) : List.of());
    }

    @Test
    void onlySessionsThatWantItAreToldEachOnce() {
        bench.sees(BOB, ALICE);
        Client publisher = bench.client(ALICE, "publisher");
        Client own = bench.client(ALICE, "own", TUNE);
        Client other = bench.client(BOB, "other", "urn:other");
        Client wanting = bench.client(BOB, "wanting", TUNE, "urn:other");

        bench.publishes(publisher, TUNE, "1");

        assertThat(told(publisher)).isEmpty();
        assertThat(told(other)).isEmpty();
        assertThat(told(own)).hasSize(1);
        assertThat(told(wanting)).hasSize(1);
        Message event = (Message) wanting.received().getFirst();
        assertThat(event.type()).isEqualTo(MessageType.HEADLINE);
        assertThat(event.from()).contains(ALICE);
        assertThat(event.to()).contains(wanting.session().address());
        assertThat(event.content().first("urn:xmpp:delay", "delay")).isEmpty();
        assertThat(wanting.claims())
                .as("it is lost with the session, and nobody else gets it")
                .containsExactly(Claim.SPARE);
    }

    @ParameterizedTest
    @CsvSource({"alice@localhost,bob@localhost", "bob@localhost,alice@localhost", "alice@localhost,bob@localhost/phone"
    })
    @Tag("R-79")
    void nobodyHearsOfWhomHeBlocksOrWhoBlocksHim(String blocking, String blocked) {
        bench.sees(BOB, ALICE);
        bench.blocks().blocks(im.redoubt.protocol.address.BareJid.of(blocking), blocked);
        Client alice = bench.client(ALICE, "phone", TUNE);
        Client bob = bench.client(BOB, "phone", TUNE);

        bench.publishes(alice, TUNE, "1");

        assertThat(told(alice)).hasSize(1);
        assertThat(told(bob)).isEmpty();
    }

    private Element owner(String action) {
        return pubsub(
                Element.named(PubSub.OWNER, action).attribute("node", TUNE).build());
    }

    private Element retract(String id) {
        return pubsub(Element.named(PubSub.NAMESPACE, "retract")
                .attribute("node", TUNE)
                .child(PubSub.item(PubSub.NAMESPACE, id))
                .build());
    }

    /** XEP-0060 sections 7.2.2, 8.4.2 and 8.5.2. */
    @Test
    void whatIsTakenBackIsTold() {
        Client alice = bench.client(ALICE, "phone", TUNE);
        bench.publishes(alice, TUNE, "1");
        bench.sets(alice, retract("1"));
        bench.sets(alice, owner("purge"));
        bench.sets(alice, owner("delete"));
        bench.sets(alice, owner("delete"));

        assertThat(told(alice))
                .containsExactly(
                        "alice " + TUNE + " 1",
                        "alice " + TUNE + " retract 1",
                        "alice " + TUNE + " purge",
                        "alice " + TUNE + " delete");
    }

    /** Section 7.1.2: an item for which there is no room any more may be told, and is not: who follows has the newer one. */
    @Test
    void anItemThatMakesRoomIsNotToldOf() {
        Client alice = bench.client(ALICE, "phone", TUNE);
        bench.publishes(alice, TUNE, "1");
        bench.publishes(alice, TUNE, "2");
        assertThat(told(alice)).containsExactly("alice " + TUNE + " 1", "alice " + TUNE + " 2");
    }

    @Test
    void aNodeMayTellLess() {
        NodeConfiguration quiet =
                new NodeConfiguration(AccessModel.PRESENCE, true, 1, LastItem.NEVER, false, false, false, List.of());
        Store.await(bench.store().personalNodes().create(ALICE, TUNE, quiet));
        Client alice = bench.client(ALICE, "phone", TUNE);
        bench.publishes(alice, TUNE, "1");
        bench.sets(alice, retract("1"));
        bench.sets(alice, owner("delete"));

        assertThat(told(alice)).containsExactly("alice " + TUNE + " 1");
        assertThat(((Message) alice.received().getFirst()).content().elements().getFirst())
                .hasToString("<event xmlns='" + PubSub.EVENT + "'><items node='" + TUNE
                        + "'><item id='1'/></items></event>");
    }

    @Test
    @Tag("D-102")
    void whoHasToldTooManyWaits() {
        bench.close();
        bench = new Bench(directory.resolve("slow"), limits(1, 3, 100));
        bench.sees(BOB, ALICE);
        bench.sees(CAROL, ALICE);
        Client alice = bench.client(ALICE, "phone");
        Client bob = bench.client(BOB, "phone", TUNE);
        bench.client(BOB, "desk", TUNE);
        bench.client(CAROL, "phone", TUNE);

        assertThat(bench.publishes(alice, TUNE, "1")).isInstanceOf(IqAnswer.Result.class);
        assertThat(bench.publishes(alice, TUNE, "2")).isInstanceOf(IqAnswer.Result.class);
        assertThat(bench.publishes(alice, TUNE, "3"))
                .isEqualTo(IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "Too many events in a short time."));
        assertThat(told(bob)).hasSize(2);
        assertThat(bench.publishes(bob, TUNE, "1"))
                .as("each account has its own share")
                .isInstanceOf(IqAnswer.Result.class);
    }
}
