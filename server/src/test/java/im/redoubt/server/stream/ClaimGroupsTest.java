package im.redoubt.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Debt;
import im.redoubt.server.session.HandedPage;
import im.redoubt.server.store.HibernatedStanza;
import im.redoubt.server.store.MemoryLog;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who answers for a message is the same after a restart. */
@Tag("SRV-13")
@Tag("N-124")
class ClaimGroupsTest {
    private final MemoryLog log = new MemoryLog();
    private final ClaimGroups before = new ClaimGroups(log);
    private final ClaimGroups after = new ClaimGroups(log);

    @Test
    void whoAnswersAloneStillDoes() {
        assertThat(after.read(before.write(Claim.SOLE))).isEqualTo(Claim.SOLE);
        assertThat(after.read(before.write(Claim.SPARE))).isEqualTo(Claim.SPARE);
    }

    /** In the same moment the store has it no more as what waits, but as what is on its way. */
    @Test
    void whatWaitedInTheStoreIsOwedToTheSession() {
        Claim handed = after.read(before.write(new Claim.Waiting(MemoryLog.id(1), new HandedPage())));
        handed.got();
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1));
        assertThat(handed.lost()).isTrue();
    }

    /** What is kept until one of several sessions has it is so after the restart, and is forgotten once. */
    @Test
    void whatIsKeptUntilASessionHasItStillIs() {
        Claim both = Claim.shared(2, Optional.of(new Debt(log, MemoryLog.id(2))));
        HibernatedStanza.Claim phone = before.write(both);
        HibernatedStanza.Claim desk = before.write(both);
        assertThat(phone.owed()).contains(MemoryLog.id(2));
        after.read(phone).got();
        after.read(desk).got();
        assertThat(log.arrived()).containsExactly(MemoryLog.id(2));
    }

    /** One session had it before the restart: nothing is lost with the other. */
    @Test
    void whatASessionHasIsNotKeptForTheOthers() {
        Claim both = Claim.shared(2, Optional.of(new Debt(log, MemoryLog.id(3))));
        both.got();
        assertThat(after.read(before.write(both))).isEqualTo(Claim.SPARE);
    }

    @Test
    void aMessageToSeveralIsLostWhenAllHaveLostIt() {
        Claim three = Claim.shared(3, Optional.empty());
        Claim others = Claim.shared(2, Optional.empty());
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
        assertThat(after.read(before.write(Claim.shared(2, Optional.empty()))).lost())
                .isFalse();
    }

    @Test
    void whatWasRoutedOnceMoreAlreadyIsNotOnceMore() {
        Claim both = Claim.shared(2, Optional.empty());
        assertThat(both.lost()).isFalse();
        assertThat(both.lost()).isTrue();
        assertThat(after.read(before.write(both))).isEqualTo(Claim.SPARE);
    }
}
