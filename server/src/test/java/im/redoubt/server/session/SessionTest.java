package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session sends while older messages are still on their way to it. */
class SessionTest {
    private static final Element PING = Element.named("urn:xmpp:ping", "ping").build();

    private final SilentOutbox outbox = new SilentOutbox();
    private final Session session =
            new Session(BareJid.of("alice@localhost").withResource("phone"), outbox, SilentOutbox.ORIGIN);

    private static Message message(int number) {
        return new Message(
                StanzaHeader.EMPTY.withId(Integer.toString(number)),
                MessageType.CHAT,
                XmlContent.empty(Stanza.CLIENT_NAMESPACE));
    }

    private static Stanza request() {
        return IqRequest.of(IqRequest.Action.GET, StanzaHeader.EMPTY.withId("r"), PING);
    }

    @Test
    void sendsAtOnceWhenNothingOlderWaits() {
        session.send(message(1));
        assertThat(outbox.sent).containsExactly(message(1));
    }

    @Test
    void messagesWaitBehindOlderOnesAndRequestsDoNot() {
        session.catchUp();
        session.send(message(2));
        session.send(request());
        var _ = session.sendStored(List.of(Outgoing.spare(message(1))));
        assertThat(outbox.sent).containsExactly(request(), message(1));

        session.caughtUp();

        assertThat(outbox.sent).containsExactly(request(), message(1), message(2));
        assertThat(session.isCatchingUp()).isFalse();
        session.send(message(3));
        assertThat(outbox.sent).endsWith(message(3));
    }

    /** Whoever left once more is not brought back by what was begun before. */
    @Test
    void whoLeftOnceMoreIsStillAway() {
        assertThat(session.isAbsent()).isFalse();
        session.leave();
        int times = session.absences();
        session.leave();
        session.comeBack(times);
        assertThat(session.isAbsent()).isTrue();
        session.comeBack(session.absences());
        assertThat(session.isAbsent()).isFalse();
    }

    /** Everything goes over the other connection from then on, what was held as well. */
    @Test
    void aSessionMoves() {
        SilentOutbox heir = new SilentOutbox();
        Session.Origin before = session.origin();
        session.catchUp();
        session.send(message(1));
        InetSocketAddress there = new InetSocketAddress("192.0.2.7", 443);
        session.moveTo(heir, there);
        assertThat(session.origin())
                .isEqualTo(new Session.Origin(there, before.mechanism(), before.agent(), before.since()));
        session.send(request());
        session.caughtUp();
        var _ = session.sendStored(List.of(Outgoing.spare(message(2))));
        assertThat(outbox.sent).isEmpty();
        assertThat(heir.sent).containsExactly(request(), message(1), message(2));
    }

    @Test
    void catchingUpTwiceIsCatchingUpOnce() {
        session.catchUp();
        session.send(message(1));
        session.catchUp();
        session.send(message(2));
        session.caughtUp();
        session.caughtUp();
        assertThat(outbox.sent).containsExactly(message(1), message(2));
    }

    @Test
    void whatWaitedGoesElsewhereWhenItEndsAndNothingWaitsAfterwards() {
        session.catchUp();
        session.send(message(1));
        session.markEnded();
        assertThat(outbox.sent).isEmpty();

        session.abandoned();
        assertThat(outbox.sent).containsExactly(message(1));

        session.send(message(2));
        assertThat(outbox.sent).containsExactly(message(1), message(2));
        session.abandoned();
        assertThat(outbox.sent).hasSize(2);
    }

    @Test
    void whatIsOverDoesNotCatchUpAnyMore() {
        session.markEnded();
        session.catchUp();
        assertThat(session.isCatchingUp()).isFalse();
        session.send(message(1));
        assertThat(outbox.sent).containsExactly(message(1));
    }

    /** RFC 6121 section 8.5: a message for the account is for those who take it; one for this session is, whatever it says. */
    @Test
    void takesWhatIsForItAsLongAsItIsThere() {
        assertThat(session.sendIfAvailable(message(1), Claim.SOLE)).isFalse();
        assertThat(session.sendIfThere(message(2), Claim.SOLE)).isTrue();
        available(-1);
        assertThat(session.sendIfAvailable(message(3), Claim.SOLE)).isFalse();
        available(0);
        assertThat(session.sendIfAvailable(message(4), Claim.SOLE)).isTrue();
        session.markEnded();
        assertThat(session.sendIfAvailable(message(5), Claim.SOLE)).isTrue();
        assertThat(session.depart(() -> false)).isFalse();
        assertThat(session.sendIfAvailable(message(6), Claim.SOLE)).isTrue();
        assertThat(session.depart(() -> true)).isTrue();
        assertThat(session.wantsMessages()).isFalse();
        assertThat(session.sendIfAvailable(message(7), Claim.SOLE)).isFalse();
        assertThat(session.sendIfThere(message(8), Claim.SOLE)).isFalse();
        assertThat(session.depart(() -> false)).isTrue();
        assertThat(outbox.sent).containsExactly(message(2), message(4), message(5), message(6));
    }

    private void available(int priority) {
        session.availability(Optional.of(new Availability(
                Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY.withFrom(session.address())), priority)));
    }

    /** What was taken is on its way when the session is gone: a later message that is kept cannot be older than it. */
    @Test
    @Tag("SRV-13")
    void nothingIsTakenBehindTheDeparture() throws InterruptedException {
        outbox.foreign = true;
        AtomicInteger late = new AtomicInteger();
        for (int round = 0; round < 20_000; round++) {
            Session leaving = new Session(session.address(), outbox, SilentOutbox.ORIGIN);
            AtomicBoolean taken = new AtomicBoolean();
            outbox.sent.clear();
            outbox.entered = 0;
            CyclicBarrier together = new CyclicBarrier(2);
            Thread sender = Thread.ofVirtual().start(() -> {
                meet(together);
                taken.set(leaving.sendIfThere(message(1), Claim.SOLE));
            });
            meet(together);
            boolean gone = leaving.depart(() -> outbox.entered == 0);
            sender.join();
            if (gone == taken.get()) {
                late.incrementAndGet();
            }
        }
        assertThat(late).hasValue(0);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever comes next waits until it is known what came back from the one before. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void itsDepartureCanBeWaitedFor() throws InterruptedException {
        Thread waits = Thread.ofPlatform().start(session::awaitDeparture);
        while (waits.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        session.depart(() -> false);
        assertThat(waits.join(Duration.ofMillis(50))).isFalse();
        session.depart(() -> true);
        waits.join();
        session.awaitDeparture();
        assertThat(session.wantsMessages()).isFalse();
    }

    @Test
    void nothingIsLostOrOutOfOrderWhenItCatchesUpWhileSomebodySends() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            outbox.sent.clear();
            session.catchUp();
            session.send(message(0));
            CountDownLatch go = new CountDownLatch(1);
            Thread sender = Thread.ofPlatform().start(() -> {
                go.countDown();
                session.send(message(1));
                session.send(message(2));
            });
            go.await();
            session.caughtUp();
            sender.join();
            assertThat(outbox.sent).containsExactly(message(0), message(1), message(2));
        }
    }
}
