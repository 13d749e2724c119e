package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static im.redoubt.server.store.MemoryLog.id;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Keeper.Kept;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.StoreProblem;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept, what is said of it, and how it comes back (XEP-0160 and XEP-0203). */
class OfflineMessagesTest {
    private final Station station = new Station();
    private final MemoryLog log = new MemoryLog();
    private final OfflineMessages offline = new OfflineMessages(
            DOMAIN,
            MemoryLog.storeOf(Map.of("messages", log, "rosters", station.rosters())),
            station.sessions(),
            station.queues(),
            station.blocklists());

    private static Message message(String id, MessageType type, Element... content) {
        return new Message(
                new StanzaHeader(
                        Optional.of(id),
                        Optional.of(BOB.withResource("gone")),
                        Optional.of(ALICE.withResource("phone")),
                        Optional.of("de")),
                type,
                XmlContent.of("jabber:client", List.of(content)));
    }

    private static Element body(String text) {
        return Element.named("jabber:client", "body").text(text).build();
    }

    private void keeps(String id, String text) {
        assertThat(station.done(offline.keep(BOB, message(id, MessageType.CHAT, body(text)))))
                .isEqualTo(Kept.ACCEPTED);
    }

    /** Comes on line as presence has it: what waits is asked for, and then handed over behind the session's presence. */
    private void comes(Client client) {
        assertThat(offline.waits(client.session())).isTrue();
        client.session().catchUp();
        client.available(0);
        offline.available(client.session());
    }

    private static List<String> ids(Client client) {
        return client.received().stream().map(one -> one.id().orElseThrow()).toList();
    }

    /** XEP-0160 section 3: what says only that somebody types is worth nothing later; with anything else it is. */
    @ParameterizedTest
    @CsvSource({
        "CHAT,'',false",
        "CHAT,state,false",
        "CHAT,thread,false",
        "CHAT,state thread,false",
        "CHAT,body,true",
        "CHAT,state body,true",
        "CHAT,thread other,true",
        "CHAT,foreign-thread,true",
        "NORMAL,'',true",
        "NORMAL,state,true",
        "CHAT,body no-store,false",
        "NORMAL,body no-store,false",
        "CHAT,store no-store,false",
        "CHAT,state store,true",
        "CHAT,body no-permanent-store,true"
    })
    void aChatMessageWithoutContentIsNotKept(MessageType type, String parts, boolean kept) {
        Element[] content = List.of(parts.split(" ", -1)).stream()
                .filter(part -> !part.isEmpty())
                .map(part -> switch (part) {
                    case "state" -> Element.named("http://jabber.org/protocol/chatstates", "composing");
                    case "no-store", "store", "no-permanent-store" -> Element.named("urn:xmpp:hints", part);
                    case "other" -> Element.named("urn:example", "other");
                    case "foreign-thread" -> Element.named("urn:example", "thread");
                    default -> Element.named("jabber:client", part);
                })
                .map(Element.Builder::build)
                .toArray(Element[]::new);
        assertThat(station.done(offline.keep(BOB, message("m", type, content)))).isEqualTo(Kept.ACCEPTED);
        assertThat(log.messages()).hasSize(kept ? 1 : 0);
    }

    /** Only who may see the account's presence learns that its mailbox is full. */
    @ParameterizedTest
    @EnumSource(Subscription.class)
    void aFullMailboxIsToldToFriendsOnly(Subscription granted) {
        station.rosters().knows(BOB, ALICE, granted);
        station.rosters().knows(ALICE, BOB, Subscription.BOTH);
        log.refuse(Refusal.OFFLINE_FULL);
        boolean friend = granted == Subscription.FROM || granted == Subscription.BOTH;
        assertThat(station.done(offline.keep(BOB, message("m", MessageType.CHAT, body("x")))))
                .isEqualTo(friend ? Kept.FULL : Kept.ACCEPTED);
    }

    /** An account that does not exist must not show; every other failure of the store must. */
    @ParameterizedTest
    @EnumSource(StoreProblem.class)
    void whatTheStoreCouldNotKeepIsSaidUnlessThereIsNoAccount(StoreProblem problem) {
        log.fail(problem);
        assertThat(station.done(offline.keep(BOB, message("m", MessageType.CHAT, body("x")))))
                .isEqualTo(problem == StoreProblem.NO_ACCOUNT ? Kept.ACCEPTED : Kept.FAILED);
    }

    /** All of the header comes back as it was; the stamp is the server's, to the millisecond (XEP-0203 section 4). */
    @Test
    void whatComesBackIsTheMessageAndItsStamp() {
        Message sent = message("m", MessageType.NORMAL, body("hello"));
        station.done(offline.keep(BOB, sent));
        Client bob = station.client(BOB, "home");
        comes(bob);

        Stanza got = bob.received().getFirst();
        assertThat(got.header()).isEqualTo(sent.header());
        assertThat(((Message) got).type()).isEqualTo(MessageType.NORMAL);
        assertThat(got.content().elements())
                .containsExactly(
                        body("hello"),
                        Element.named("urn:xmpp:delay", "delay")
                                .attribute("from", "localhost")
                                .attribute("stamp", "2026-11-22T10:00:00.123Z")
                                .build());
        assertThat(bob.stored()).hasSize(1);
    }

    /** XEP-0191 section 3.3: what was kept of somebody before he was blocked is not delivered, and does not come again. */
    @Test
    @Tag("R-79")
    void whatWasKeptOfSomebodyWhoIsBlockedSinceIsPassedOver() {
        keeps("1", "of alice");
        station.done(offline.keep(
                BOB,
                message("2", MessageType.CHAT, body("of carol"))
                        .withHeader(new StanzaHeader(
                                Optional.of("2"),
                                Optional.of(BOB),
                                Optional.of(Station.CAROL.withResource("x")),
                                Optional.empty()))));
        keeps("3", "of alice");
        station.blocks().blocks(BOB, "alice@localhost");
        Client bob = station.client(BOB, "home");
        comes(bob);
        assertThat(ids(bob)).containsExactly("2");
        assertThat(log.cursors()).last().isEqualTo(MemoryLog.id(3));
    }

    @Test
    void whereNothingWaitsNothingIsDone() {
        Client bob = station.client(BOB, "home");
        assertThat(offline.waits(bob.session())).isFalse();
        keeps("1", "x");
        log.fail(StoreProblem.UNAVAILABLE);
        assertThat(offline.waits(bob.session())).isFalse();
    }

    /** Trouble with the store must not leave the session waiting for ever for what was held back. */
    @Test
    void aSessionIsNotHeldUpByAStoreThatFails() {
        keeps("1", "x");
        Client bob = station.client(BOB, "home").available(0);
        bob.session().catchUp();
        bob.session().send(message("new", MessageType.CHAT, body("y")));
        log.fail(StoreProblem.UNAVAILABLE);
        offline.available(bob.session());
        assertThat(bob.session().isCatchingUp()).isFalse();
        assertThat(ids(bob)).containsExactly("new");
        assertThat(log.cursors()).isEmpty();
    }

    /** What is old comes before what is new, and is forgotten when it was written, not before. */
    @Test
    void theOldComesBeforeTheNewAndIsForgottenWhenWritten() {
        keeps("1", "x");
        keeps("2", "y");
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        assertThat(offline.waits(bob.session())).isTrue();
        bob.session().catchUp();
        bob.session().send(message("new", MessageType.CHAT, body("z")));
        offline.available(bob.available(0).session());
        assertThat(ids(bob)).containsExactly("1", "2", "new");
        assertThat(log.cursors()).isEmpty();
        bob.reads();
        assertThat(log.cursors()).containsExactly(id(2));
        assertThat(log.messages()).isEmpty();
    }

    /** A page holds a hundred messages; the next one follows when that was written, and the new ones wait for all. */
    @Test
    void aPageFollowsWhenTheOneBeforeWasWritten() {
        for (int number = 1; number <= 201; number++) {
            keeps(Integer.toString(number), "x");
        }
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        comes(bob);
        bob.session().send(message("new", MessageType.CHAT, body("z")));
        for (int page = 1; page <= 2; page++) {
            station.tasks().run();
            assertThat(bob.received()).hasSize(100 * page);
            assertThat(bob.session().isCatchingUp()).isTrue();
            bob.reads();
        }
        station.tasks().run();
        assertThat(bob.received()).hasSize(202);
        assertThat(ids(bob).subList(199, 202)).containsExactly("200", "201", "new");
        assertThat(bob.session().isCatchingUp()).isFalse();
        bob.reads();
        assertThat(log.cursors()).containsExactly(id(100), id(200), id(201));
    }

    /** Large messages go out in parts of 64 KiB, so that a slow reader's queue stays below its limit. */
    @ParameterizedTest
    @CsvSource({"65600,1", "32800,2", "22000,3", "16000,5"})
    void largeMessagesGoOutInParts(int bytes, int first) {
        for (int number = 1; number <= 8; number++) {
            keeps(Integer.toString(number), "x".repeat(bytes));
        }
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        comes(bob);
        station.tasks().run();
        assertThat(bob.received()).hasSize(first);
        while (bob.received().size() < 8) {
            bob.reads();
            station.tasks().run();
        }
        bob.reads();
        assertThat(ids(bob)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(log.messages()).isEmpty();
    }

    /** What one session is being handed is not handed to another that comes meanwhile. */
    @Test
    void onlyOneSessionIsHandedWhatWaits() {
        for (int number = 1; number <= 101; number++) {
            keeps(Integer.toString(number), "x");
        }
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        comes(bob);
        Client second = station.client(BOB, "work");
        assertThat(offline.waits(second.session())).isFalse();
        bob.reads();
        station.tasks().run();
        assertThat(bob.received()).hasSize(101);
        assertThat(offline.waits(second.available(0).session())).isFalse();
        assertThat(second.received()).isEmpty();
    }

    /** A session that has been handed all of it and has not read it yet keeps it, however long it takes. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatOneSessionHasNotReadYetIsNotHandedToAnother() {
        keeps("1", "x");
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        comes(bob);
        assertThat(bob.session().isCatchingUp()).isFalse();
        bob.available(-1);
        Client second = station.client(BOB, "work");
        assertThat(offline.waits(second.session())).isFalse();
        second.available(0);
        keeps("2", "y");
        assertThat(ids(bob)).containsExactly("1");
        assertThat(ids(second)).containsExactly("2");
        bob.reads();
        assertThat(log.cursors().getFirst()).isEqualTo(id(1));
    }

    /** What was on its way when the connection ended comes again, to the session that is there then. */
    @Test
    void whatWasNotWrittenGoesToTheNextSession() {
        keeps("1", "x");
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        comes(bob);
        Client second = station.client(BOB, "work").available(0);
        station.sessions().remove(bob.session());
        bob.breaks();
        station.tasks().run();
        assertThat(log.cursors()).containsExactly(id(1));
        assertThat(ids(second)).containsExactly("1");
    }

    /** The cursor never passes what another session was to get and did not: it comes again, with what was behind it. */
    @Test
    @Tag("SRV-13")
    void whatAnotherSessionDidNotGetIsNotForgottenWithWhatCameBehindIt() {
        keeps("1", "x");
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        comes(bob);
        bob.available(-1);
        Client second = station.client(BOB, "work").available(0);
        keeps("2", "y");
        station.sessions().remove(bob.session());
        bob.breaks();
        station.tasks().run();
        assertThat(ids(second)).containsExactly("2", "1", "2");
        assertThat(log.cursors()).containsExactly(id(2));
    }

    /** Whoever leaves may not have read what he was handed: the next session waits until that is known. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Tag("SRV-13")
    void whatALeavingSessionWasHandedIsSettledFirst(boolean reads) throws Exception {
        keeps("1", "x");
        Client bob = station.client(BOB, "home");
        bob.slowDown();
        comes(bob);
        bob.session().availability(Optional.empty());
        Client second = station.client(BOB, "work");
        FutureTask<Boolean> waits = new FutureTask<>(() -> offline.waits(second.session()));
        Thread asks = Thread.ofPlatform().start(waits);
        await(asks, Thread.State.WAITING);
        if (reads) {
            bob.reads();
        } else {
            bob.breaks();
        }
        assertThat(waits.get()).isEqualTo(!reads);
    }

    /** What came back from a session that is over is older than what the next one will be sent: it waits for that. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Tag("SRV-13")
    void whatComesBackFromTheSessionBeforeIsWaitedFor() throws Exception {
        Client gone = station.client(BOB, "gone").available(0);
        gone.session().markEnded();
        Client bob = station.client(BOB, "home");
        FutureTask<Boolean> waits = new FutureTask<>(() -> offline.waits(bob.session()));
        Thread asks = Thread.ofPlatform().start(waits);
        await(asks, Thread.State.TIMED_WAITING);
        log.slowDown();
        CompletionStage<Kept> kept = offline.keep(BOB, message("1", MessageType.CHAT, body("x")));
        gone.session().depart(() -> true);
        station.sessions().remove(gone.session());
        await(asks, Thread.State.WAITING);
        log.commits();
        assertThat(waits.get()).isTrue();
        assertThat(station.done(kept)).isEqualTo(Kept.ACCEPTED);
    }

    private static void await(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            if (!thread.isAlive()) {
                throw new AssertionError("it did not wait");
            }
            Thread.onSpinWait();
        }
    }

    /** A message kept just as its recipient came is not left waiting for the next time. */
    @ParameterizedTest
    @CsvSource({"0,1", "-1,0"})
    void whatIsKeptWhileSomebodyCameIsHandedOverAtOnce(int priority, int times) {
        Client asleep = station.client(BOB, "asleep");
        Client bob = station.client(BOB, "home").available(priority);
        CompletionStage<Kept> kept = offline.keep(BOB, message("1", MessageType.CHAT, body("x")));
        assertThat(kept.toCompletableFuture()).isNotDone();
        assertThat(station.done(kept)).isEqualTo(Kept.ACCEPTED);
        assertThat(bob.received()).hasSize(times);
        assertThat(asleep.received()).isEmpty();
        assertThat(log.messages()).hasSize(1 - times);
    }

    @Test
    void aSessionThatIsOverIsHandedNothing() {
        keeps("1", "x");
        Client bob = station.client(BOB, "home").available(0);
        bob.session().markEnded();
        keeps("2", "y");
        offline.available(bob.session());
        assertThat(bob.received()).isEmpty();
        assertThat(log.messages()).hasSize(2);
    }
}
