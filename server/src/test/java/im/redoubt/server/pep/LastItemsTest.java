package im.redoubt.server.pep;

import static im.redoubt.server.pep.Bench.ALICE;
import static im.redoubt.server.pep.Bench.BOB;
import static im.redoubt.server.pep.Bench.CAROL;
import static im.redoubt.server.pep.Bench.limits;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.store.AccessModel;
import im.redoubt.server.store.LastItem;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.Subscription;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session is sent when it comes on line (XEP-0163 section 4.3.4). */
class LastItemsTest {
    private static final String MOOD = "urn:mood";
    private static final String TUNE = "urn:tune";

    /** A node that each session here wants, with an item of its own account: what was to come before is there with it. */
    private static final String MARK = "urn:zz";

    @TempDir
    Path directory = Path.of("");

    private Bench bench;

    // The bench is made before each test.
    @SuppressWarnings("NullAway.Init")
    LastItemsTest() {}

    @BeforeEach
    void begin() {
        bench = new Bench(directory, limits(1_000, 1_000, 3));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private Client online(String resource, String... nodes) {
        return bench.client(ALICE, resource, nodes);
    }

    /** Waits until a session was told so many events, and everything else that it caused is done. */
    private List<String> told(Client client, int count) {
        bench.until(() -> Bench.told(client).size() >= count);
        Client marking = bench.client(ALICE, "marking" + System.nanoTime());
        bench.publishes(marking, MARK, "mark");
        Client marked = bench.client(ALICE, "marked" + System.nanoTime(), MARK);
        bench.until(() -> !Bench.told(marked).isEmpty());
        return Bench.told(client);
    }

    @Test
    void ownNodesComeFirstThenThoseOfContactsOneItemEach() {
        Client alice = bench.client(ALICE, "publisher");
        Client bob = bench.client(BOB, "publisher");
        Client carol = bench.client(CAROL, "publisher");
        bench.sees(ALICE, BOB);
        bench.publishes(alice, TUNE, "1");
        bench.publishes(bob, TUNE, "1");
        bench.publishes(bob, TUNE, "2");
        bench.publishes(bob, MOOD, "1");
        bench.publishes(bob, "urn:other", "1");
        bench.publishes(carol, TUNE, "1");

        Client phone = online("phone", TUNE, MOOD);

        assertThat(told(phone, 3)).containsExactly("alice urn:tune 1", "bob urn:mood 1", "bob urn:tune 2");
        Message last = (Message) phone.received().getLast();
        assertThat(last.content().first("urn:xmpp:delay", "delay").orElseThrow().attribute("stamp"))
                .isPresent();
        assertThat(last.from()).contains(BOB);
        assertThat(last.to()).contains(phone.session().address());
    }

    @Test
    @Tag("R-67")
    @Tag("X-86")
    void nobodyIsSentWhatHeMayNotReadOrWhatIsNotToBeSent() {
        PersonalNodes nodes = bench.store().personalNodes();
        Client bob = bench.client(BOB, "publisher");
        bench.sees(ALICE, BOB);
        Store.await(
                nodes.create(BOB, TUNE, NodeConfiguration.PRIVATE.withLastItem(LastItem.ON_SUBSCRIPTION_AND_PRESENCE)));
        Store.await(nodes.create(BOB, MOOD, NodeConfiguration.DEFAULT.withLastItem(LastItem.NEVER)));
        bench.publishes(bob, TUNE, "1");
        bench.publishes(bob, MOOD, "1");
        bench.publishes(bob, "urn:seen", "1");

        Client phone = online("phone", TUNE, MOOD, "urn:seen");

        assertThat(told(phone, 1)).containsExactly("bob urn:seen 1");
        Client own = bench.client(BOB, "phone", TUNE);
        bench.until(() -> !Bench.told(own).isEmpty());
        assertThat(Bench.told(own)).containsExactly("bob urn:tune 1");
    }

    @Test
    @Tag("R-79")
    void nothingComesOfWhomOneBlocksOrWhoBlocksOne() {
        bench.sees(ALICE, BOB);
        bench.sees(ALICE, CAROL);
        bench.blocks().blocks(ALICE, "bob@localhost");
        bench.blocks().blocks(CAROL, "alice@localhost");
        bench.publishes(bench.client(BOB, "publisher"), TUNE, "1");
        bench.publishes(bench.client(CAROL, "publisher"), TUNE, "1");
        bench.publishes(bench.client(ALICE, "publisher"), TUNE, "1");

        assertThat(told(online("phone", TUNE), 1)).containsExactly("alice urn:tune 1");
    }

    @Test
    @Tag("R-77")
    void bothRostersMustAgree() {
        bench.put(ALICE, BOB, Subscription.BOTH);
        bench.put(BOB, ALICE, Subscription.TO);
        bench.publishes(bench.client(BOB, "publisher"), TUNE, "1");
        bench.publishes(bench.client(ALICE, "publisher"), TUNE, "1");

        assertThat(told(online("phone", TUNE), 1)).containsExactly("alice urn:tune 1");
    }

    @Test
    @Tag("D-102")
    void thereAreNoMoreThanTheLimitForOnePresence() {
        bench.sees(ALICE, BOB);
        Client bob = bench.client(BOB, "publisher");
        for (String node : List.of("urn:1", "urn:2", "urn:3", "urn:4", "urn:5")) {
            bench.publishes(bob, node, "1");
        }

        Client phone = online("phone", "urn:1", "urn:2", "urn:3", "urn:4", "urn:5");

        assertThat(told(phone, 3)).containsExactly("bob urn:1 1", "bob urn:2 1", "bob urn:3 1");
    }

    @Test
    @Tag("D-102")
    void noItemComesTwiceToOneSession() {
        bench.sees(ALICE, BOB);
        Client bob = bench.client(BOB, "publisher");
        bench.publishes(bob, TUNE, "1");
        Client phone = online("phone", TUNE);
        assertThat(told(phone, 1)).containsExactly("bob urn:tune 1");

        bench.wants(phone, TUNE);
        assertThat(told(phone, 1)).as("its presence changed").hasSize(1);
        bench.publishes(bob, TUNE, "2");
        assertThat(told(phone, 2)).last().isEqualTo("bob urn:tune 2");
        bench.absent(phone);
        bench.wants(phone, TUNE);
        assertThat(told(phone, 2)).as("it was away, and nothing happened").hasSize(2);
        bench.absent(phone);
        bench.publishes(bob, TUNE, "3");
        bench.wants(phone, TUNE);
        assertThat(told(phone, 3)).last().isEqualTo("bob urn:tune 3");
        assertThat(told(online("desk", TUNE), 1)).containsExactly("bob urn:tune 3");
    }

    /** Section 4.3.4: to new subscribers, too. */
    @Test
    void aNewSubscriberIsSentWhatIsThere() {
        PersonalNodes nodes = bench.store().personalNodes();
        Client bob = bench.client(BOB, "publisher");
        Store.await(nodes.create(BOB, TUNE, NodeConfiguration.DEFAULT.withLastItem(LastItem.ON_SUBSCRIPTION)));
        Store.await(nodes.create(BOB, MOOD, NodeConfiguration.DEFAULT.withLastItem(LastItem.NEVER)));
        Store.await(nodes.create(BOB, "urn:secret", NodeConfiguration.PRIVATE.withLastItem(LastItem.ON_SUBSCRIPTION)));
        for (String node : List.of(TUNE, MOOD, "urn:secret", "urn:other")) {
            bench.publishes(bob, node, "1");
        }
        Client phone = online("phone", TUNE, MOOD, "urn:secret");
        bench.subscribed(ALICE, BOB);
        assertThat(Bench.told(phone)).as("bob has not let alice see him").isEmpty();

        bench.sees(ALICE, BOB);
        bench.subscribed(ALICE, BOB);

        assertThat(Bench.told(phone)).containsExactly("bob urn:tune 1");
    }

    @Test
    void whatIsPublishedMeanwhileComesOnce() {
        bench.sees(ALICE, BOB);
        Client bob = bench.client(BOB, "publisher");
        bench.publishes(bob, TUNE, "1");
        Client slow = online("slow", MARK);
        slow.slowDown();
        bench.publishes(bench.client(ALICE, "publisher"), "urn:a", "1");
        bench.wants(slow, "urn:a", TUNE);
        bench.until(() -> !Bench.told(slow).isEmpty());
        bench.publishes(bob, TUNE, "2");
        bench.until(() -> {
            slow.reads();
            return Bench.told(slow).size() >= 2;
        });
        slow.reads();

        assertThat(told(slow, 2)).containsExactly("alice urn:a 1", "bob urn:tune 2");
    }

    @Test
    void whatIsConfiguredOtherwiseMeanwhileIsNotSent() {
        bench.sees(ALICE, BOB);
        bench.publishes(bench.client(BOB, "publisher"), TUNE, "1");
        bench.publishes(bench.client(ALICE, "publisher"), "urn:a", "1");
        Client slow = online("slow");
        slow.slowDown();
        bench.wants(slow, "urn:a", TUNE);
        bench.until(() -> !Bench.told(slow).isEmpty());
        Store.await(bench.store().personalNodes().configure(BOB, TUNE, now -> now.withAccess(AccessModel.WHITELIST)));
        slow.reads();

        assertThat(told(slow, 1)).containsExactly("alice urn:a 1");
    }

    @Test
    @Tag("D-102")
    void nothingIsKeptOfSessionsThatAreOver() {
        Served served = new Served();
        Client phone = online("phone");
        assertThat(served.begin(phone.session(), List.of(TUNE), 1)).containsExactly(TUNE);
        assertThat(served.begin(phone.session(), List.of(MOOD, TUNE), 2)).containsExactly(MOOD);
        served.end(phone.session(), List.of(MOOD), 2);
        served.toldOf(phone.session(), BOB, TUNE);
        assertThat(served.isTold(phone.session(), BOB, TUNE)).isTrue();
        assertThat(served.isTold(phone.session(), ALICE, TUNE)).isFalse();
        served.end(phone.session(), List.of(TUNE), 5);
        assertThat(served.isTold(phone.session(), BOB, TUNE)).isFalse();
        assertThat(served.until(phone.session(), TUNE)).isEqualTo(5);
        served.leaves(phone.session(), 9);
        assertThat(served.until(phone.session(), MOOD)).isEqualTo(9);
        served.leaves(phone.session(), 7);
        assertThat(served.begin(phone.session(), List.of(TUNE), 10)).containsExactly(TUNE);
        assertThat(served.begin(phone.session(), List.of(), 11)).isEmpty();
        assertThat(served.until(phone.session(), TUNE)).isEqualTo(11);
        for (int name = 0; name < 1_000; name++) {
            served.end(phone.session(), List.of("urn:" + name), 1);
        }
        assertThat(served.names(phone.session())).isLessThanOrEqualTo(256);
        served.forget(phone.session());
        assertThat(served.size()).isZero();
    }
}
