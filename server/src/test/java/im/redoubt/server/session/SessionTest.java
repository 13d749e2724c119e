package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

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
        session.sendStored(message(1));
        assertThat(outbox.sent).containsExactly(request(), message(1));

        session.caughtUp();

        assertThat(outbox.sent).containsExactly(request(), message(1), message(2));
        assertThat(session.isCatchingUp()).isFalse();
        session.send(message(3));
        assertThat(outbox.sent).endsWith(message(3));
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
