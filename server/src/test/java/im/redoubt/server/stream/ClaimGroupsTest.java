package im.redoubt.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.session.Claim;
import im.redoubt.server.store.HibernatedStanza;
import im.redoubt.server.store.MessageId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who answers for a message is the same after a restart. */
@Tag("SRV-13")
@Tag("N-124")
class ClaimGroupsTest {
    private final ClaimGroups before = new ClaimGroups();
    private final ClaimGroups after = new ClaimGroups();

    @Test
    void whoAnswersAloneStillDoes() {
        assertThat(after.read(before.write(Claim.SOLE))).isEqualTo(Claim.SOLE);
        assertThat(after.read(before.write(Claim.SPARE))).isEqualTo(Claim.SPARE);
    }

    /** The store has given it away in the same moment. */
    @Test
    void whatTheStoreHeldIsTheSessions() {
        assertThat(after.read(before.write(new Claim.Waiting(MessageId.START)))).isEqualTo(Claim.SOLE);
    }

    @Test
    void aMessageToSeveralIsLostWhenAllHaveLostIt() {
        Claim three = Claim.shared(3);
        Claim others = Claim.shared(2);
        assertThat(three.lost()).as("one before the restart").isFalse();
        HibernatedStanza.Claim phone = before.write(three);
        HibernatedStanza.Claim desk = before.write(three);
        HibernatedStanza.Claim other = before.write(others);
        assertThat(phone).isEqualTo(desk).isNotEqualTo(other);

        assertThat(after.read(phone).lost()).isFalse();
        assertThat(after.read(other).lost()).isFalse();
        assertThat(after.read(desk).lost()).isTrue();
    }

    /** One of the two got it before: it never says so, and the other's loss is none. */
    @Test
    void whatOneHasGotIsNotLost() {
        assertThat(after.read(before.write(Claim.shared(2))).lost()).isFalse();
    }

    @Test
    void whatWasRoutedOnceMoreAlreadyIsNotOnceMore() {
        Claim both = Claim.shared(2);
        assertThat(both.lost()).isFalse();
        assertThat(both.lost()).isTrue();
        assertThat(after.read(before.write(both))).isEqualTo(Claim.SPARE);
    }
}
