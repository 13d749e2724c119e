package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.store.MemoryLog.id;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.routing.Keeper.Held;
import im.redoubt.server.routing.Keeper.Kept;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How what waits is handed to who comes on line: in order, once, and not forgotten before it was written. */
class BacklogDeliveryTest {
    private final Mailbox box = new Mailbox();

    /** What is old comes before what is new, and is forgotten when it was written, not before. */
    @Test
    void theOldComesBeforeTheNewAndIsForgottenWhenWritten() {
        box.keeps("1", "x");
        box.keeps("2", "y");
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        assertThat(box.offline.waits(bob.session())).isTrue();
        bob.session().catchUp();
        bob.session().send(Mailbox.message("new", MessageType.CHAT, Mailbox.body("z")));
        box.offline.available(bob.available(0).session());
        assertThat(Mailbox.ids(bob)).containsExactly("1", "2", "new");
        assertThat(box.log.cursors()).isEmpty();
        bob.reads();
        assertThat(box.log.cursors()).containsExactly(id(2));
        assertThat(box.log.messages()).isEmpty();
    }

    /** A page holds a hundred messages; the next one follows when that was written, and the new ones wait for all. */
    @Test
    void aPageFollowsWhenTheOneBeforeWasWritten() {
        for (int number = 1; number <= 201; number++) {
            box.keeps(Integer.toString(number), "x");
        }
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        bob.session().send(Mailbox.message("new", MessageType.CHAT, Mailbox.body("z")));
        for (int page = 1; page <= 2; page++) {
            box.station.tasks().run();
            assertThat(bob.received()).hasSize(100 * page);
            assertThat(bob.session().isCatchingUp()).isTrue();
            bob.reads();
        }
        box.station.tasks().run();
        assertThat(bob.received()).hasSize(202);
        assertThat(Mailbox.ids(bob).subList(199, 202)).containsExactly("200", "201", "new");
        assertThat(bob.session().isCatchingUp()).isFalse();
        bob.reads();
        assertThat(box.log.cursors()).containsExactly(id(100), id(200), id(201));
    }

    /** Large messages go out in parts of 64 KiB, so that a slow reader's queue stays below its limit. */
    @ParameterizedTest
    @CsvSource({"65600,1", "32800,1", "22000,2", "16000,4"})
    void largeMessagesGoOutInParts(int bytes, int first) {
        for (int number = 1; number <= 8; number++) {
            box.keeps(Integer.toString(number), "x".repeat(bytes));
        }
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        box.station.tasks().run();
        assertThat(bob.received()).hasSize(first);
        while (bob.received().size() < 8) {
            bob.reads();
            box.station.tasks().run();
        }
        bob.reads();
        assertThat(Mailbox.ids(bob)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(box.log.messages()).isEmpty();
    }

    /** What one session is being handed is not handed to another that comes meanwhile. */
    @Test
    void onlyOneSessionIsHandedWhatWaits() {
        for (int number = 1; number <= 101; number++) {
            box.keeps(Integer.toString(number), "x");
        }
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        Client second = box.station.client(BOB, "work");
        assertThat(box.offline.waits(second.session())).isFalse();
        bob.reads();
        box.station.tasks().run();
        assertThat(bob.received()).hasSize(101);
        assertThat(box.offline.waits(second.available(0).session())).isFalse();
        assertThat(second.received()).isEmpty();
    }

    /** A session that has been handed all of it and has not read it yet keeps it, however long it takes. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatOneSessionHasNotReadYetIsNotHandedToAnother() {
        box.keeps("1", "x");
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        assertThat(bob.session().isCatchingUp()).isFalse();
        bob.available(-1);
        Client second = box.station.client(BOB, "work");
        assertThat(box.offline.waits(second.session())).isFalse();
        second.available(0);
        box.keeps("2", "y");
        assertThat(Mailbox.ids(bob)).containsExactly("1");
        assertThat(Mailbox.ids(second)).containsExactly("2");
        bob.reads();
        assertThat(box.log.cursors().getFirst()).isEqualTo(id(1));
    }

    /** What was on its way when the connection ended comes again, to the session that is there then. */
    @Test
    void whatWasNotWrittenGoesToTheNextSession() {
        box.keeps("1", "x");
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        Client second = box.station.client(BOB, "work").available(0);
        box.station.sessions().remove(bob.session());
        bob.breaks();
        box.station.tasks().run();
        assertThat(box.log.cursors()).containsExactly(id(1));
        assertThat(Mailbox.ids(second)).containsExactly("1");
    }

    /** The cursor never passes what another session was to get and did not: it comes again, with what was behind it. */
    @Test
    @Tag("SRV-13")
    void whatAnotherSessionDidNotGetIsNotForgottenWithWhatCameBehindIt() {
        box.keeps("1", "x");
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        bob.available(-1);
        Client second = box.station.client(BOB, "work").available(0);
        box.keeps("2", "y");
        box.station.sessions().remove(bob.session());
        bob.breaks();
        box.station.tasks().run();
        assertThat(Mailbox.ids(second)).containsExactly("2", "1", "2");
        assertThat(box.log.cursors()).containsExactly(id(2));
    }

    /** Whoever leaves may not have read what he was handed: the next session waits until that is known. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Tag("SRV-13")
    void whatALeavingSessionWasHandedIsSettledFirst(boolean reads) throws Exception {
        box.keeps("1", "x");
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        bob.session().availability(Optional.empty());
        Client second = box.station.client(BOB, "work");
        FutureTask<Boolean> waits = new FutureTask<>(() -> box.offline.waits(second.session()));
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
        Client gone = box.station.client(BOB, "gone").available(0);
        gone.session().markEnded();
        Client bob = box.station.client(BOB, "home");
        FutureTask<Boolean> waits = new FutureTask<>(() -> box.offline.waits(bob.session()));
        Thread asks = Thread.ofPlatform().start(waits);
        await(asks, Thread.State.TIMED_WAITING);
        box.log.slowDown();
        CompletionStage<Kept> kept = box.keeping(Mailbox.message("1", MessageType.CHAT, Mailbox.body("x")));
        gone.session().depart(() -> true);
        box.station.sessions().remove(gone.session());
        await(asks, Thread.State.WAITING);
        box.log.commits();
        assertThat(waits.get()).isTrue();
        assertThat(box.station.done(kept)).isInstanceOf(Kept.Done.class);
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
        Client asleep = box.station.client(BOB, "asleep");
        Client bob = box.station.client(BOB, "home").available(priority);
        CompletionStage<Kept> kept = box.keeping(Mailbox.message("1", MessageType.CHAT, Mailbox.body("x")));
        assertThat(kept.toCompletableFuture()).isNotDone();
        assertThat(box.station.done(kept)).isInstanceOf(Kept.Done.class);
        assertThat(bob.received()).hasSize(times);
        assertThat(asleep.received()).isEmpty();
        assertThat(box.log.messages()).hasSize(1 - times);
    }

    @Test
    void aSessionThatIsOverIsHandedNothing() {
        box.keeps("1", "x");
        Client bob = box.station.client(BOB, "home").available(0);
        bob.session().markEnded();
        box.keeps("2", "y");
        box.offline.available(bob.session());
        assertThat(bob.received()).isEmpty();
        assertThat(box.log.messages()).hasSize(2);
    }

    /** What a session could not be handed is older than what another one is being handed: it comes all the same, and once. */
    @Test
    @Tag("SRV-13")
    void whatComesBackMeanwhileIsHandedOverBehindIt() {
        Message live = Mailbox.message("1", MessageType.CHAT, Mailbox.body("x"));
        Kept.Done kept = (Kept.Done) box.station.done(box.handing(live, false));
        box.keeps("2", "y");
        Client bob = box.station.client(BOB, "home");
        bob.slowDown();
        box.comes(bob);
        CompletionStage<Held> held = box.offline.hold(BOB, kept.received().get(), Optional.empty());
        box.station.tasks().run();
        assertThat(Mailbox.ids(bob)).containsExactly("2");
        bob.reads();
        box.station.done(held);
        assertThat(Mailbox.ids(bob)).containsExactly("2", "1");
        bob.reads();
        assertThat(box.log.messages()).isEmpty();
    }
}
