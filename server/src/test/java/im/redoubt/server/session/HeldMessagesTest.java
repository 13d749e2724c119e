package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.XmlContent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What waits behind older messages. */
class HeldMessagesTest {
    private final SilentOutbox recorder = new SilentOutbox();
    private final HeldMessages held = new HeldMessages(() -> recorder);

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
        assertThat(held.add(message(1), Claim.SOLE)).isTrue();
        assertThat(held.add(message(2), Claim.SOLE)).isTrue();
        assertThat(recorder.sent).isEmpty();

        held.release();

        assertThat(recorder.sent).containsExactly(message(1), message(2));
        assertThat(held.add(message(3), Claim.SOLE)).isFalse();
    }

    @Test
    void isBoundedAndTheSlowOneIsToldOnce() {
        for (int number = 0; number < 3; number++) {
            held.add(message(number), Claim.SOLE);
        }
        assertThat(recorder.slow).isZero();

        held.add(message(3), Claim.SOLE);
        held.add(message(4), Claim.SOLE);

        assertThat(recorder.slow).isOne();
        assertThat(recorder.sent).isEmpty();
    }

    @Test
    void isGivenBackOnceWhenTheSessionIsOver() {
        held.add(message(1), Claim.SOLE);
        held.add(message(2), Claim.SOLE);

        assertThat(held.abandon()).extracting(Outgoing::stanza).containsExactly(message(1), message(2));
        assertThat(held.abandon()).isEmpty();
        assertThat(held.add(message(3), Claim.SOLE)).isFalse();
        held.release();
        assertThat(recorder.sent).isEmpty();
    }
}
