package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What waits behind older messages. */
class HeldMessagesTest {
    private final Recorder recorder = new Recorder();
    private final HeldMessages held = new HeldMessages(recorder);

    /** An outbox that takes 2,000 bytes. */
    private static final class Recorder implements Outbox {
        private final List<Stanza> sent = new ArrayList<>();
        private int slow;

        @Override
        public void send(Stanza stanza) {
            sent.add(stanza);
        }

        @Override
        public void sendStored(Stanza stanza) {
            throw new AssertionError("nothing here is stored");
        }

        @Override
        public CompletableFuture<Void> written() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public long maxWaitingBytes() {
            return 2_000;
        }

        @Override
        public void slow() {
            slow++;
        }

        @Override
        public void end(StreamError error) {
            throw new AssertionError(error.toString());
        }
    }

    private static Message message(int number) {
        return new Message(
                new StanzaHeader(
                        Optional.of(Integer.toString(number)),
                        Jid.parse("bob@localhost"),
                        Optional.empty(),
                        Optional.empty()),
                MessageType.CHAT,
                XmlContent.empty(Stanza.CLIENT_NAMESPACE));
    }

    @Test
    void leavesInTheOrderInWhichItCameAndNothingIsHeldAfterwards() {
        assertThat(held.add(message(1))).isTrue();
        assertThat(held.add(message(2))).isTrue();
        assertThat(recorder.sent).isEmpty();

        held.release();

        assertThat(recorder.sent).containsExactly(message(1), message(2));
        assertThat(held.add(message(3))).isFalse();
    }

    @Test
    void isBoundedAndTheSlowOneIsToldOnce() {
        for (int number = 0; number < 3; number++) {
            held.add(message(number));
        }
        assertThat(recorder.slow).isZero();

        held.add(message(3));
        held.add(message(4));

        assertThat(recorder.slow).isOne();
        assertThat(recorder.sent).isEmpty();
    }

    @Test
    void isGivenBackOnceWhenTheSessionIsOver() {
        held.add(message(1));
        held.add(message(2));

        assertThat(held.abandon()).containsExactly(message(1), message(2));
        assertThat(held.abandon()).isEmpty();
        assertThat(held.add(message(3))).isFalse();
        held.release();
        assertThat(recorder.sent).isEmpty();
    }
}
