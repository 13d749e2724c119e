package im.redoubt.things.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.update.GivenUp.Reason;
import im.redoubt.things.update.Intake.Finished;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device takes what its maker signed for it, newer and whole, and goes back to what worked if that does not. */
@Tag("I-153")
class UpdaterTest {
    private final Workshop shop = new Workshop();

    @Test
    void aProgramIsTakenInTriedAndConfirmedAndThenTheNextIntoTheOtherSlot() {
        assertThat(shop.updater.begin()).isEmpty();
        shop.updated(2);
        assertThat(shop.updater.begin()).map(Program::onTrial).contains(false);
        shop.updated(3);
        shop.updated(7);
        assertThat(shop.start()).isEqualTo(7);
        assertThat(shop.updater.givenUp()).isEmpty();
    }

    @Test
    void whatTheMakerDidNotSignIsRefused() {
        Release release = Workshop.release(2);
        assertThat(shop.refused(release.sign(SigningKey.make(new SecureRandom()))))
                .isEqualTo(Refusal.UNSIGNED);
        assertThat(shop.refused(Octets.copyOf(new byte[0]))).isEqualTo(Refusal.MALFORMED);
        assertThat(shop.refused(Octets.copyOf(new byte[1 << 20]))).isEqualTo(Refusal.MALFORMED);
        assertThat(shop.updater.underWay()).isEmpty();
    }

    /** A key is replaced by a release that brings the next one; from then on the old one signs nothing more. */
    @Test
    void aKeyCanBeReplaced() {
        SigningKey next = SigningKey.make(new SecureRandom());
        shop.updated(2);
        OwnProgram both = new OwnProgram(
                Workshop.PRODUCT, 2, List.of(shop.maker.verifying(), next.verifying()), Workshop.MOST_SIZE);
        Updater updater = Updater.open(both, shop.disk, shop.disk.keep());
        assertThat(updater.refusal(Workshop.release(3).sign(next))).isEmpty();
        assertThat(updater.refusal(shop.signed(3))).isEmpty();
        OwnProgram later = new OwnProgram(Workshop.PRODUCT, 2, List.of(next.verifying()), Workshop.MOST_SIZE);
        updater = Updater.open(later, shop.disk, shop.disk.keep());
        assertThat(updater.refusal(Workshop.release(3).sign(next))).isEmpty();
        assertThat(updater.refusal(shop.signed(3))).contains(Refusal.UNSIGNED);
    }

    @Test
    void whatIsForAnotherDeviceIsRefused() {
        Octets hash = Workshop.sha256(Workshop.program(2));
        for (String product : new String[] {"keypad", "panels", "pane", "panel.2"}) {
            Octets other = new Release(product, 2, 0, Workshop.SIZE, hash).sign(shop.maker);
            assertThat(shop.refused(other)).isEqualTo(Refusal.OTHER_PRODUCT);
        }
    }

    @Test
    void nothingOlderIsTakenHoweverRightlyItIsSigned() {
        assertThat(shop.refused(shop.signed(1))).isEqualTo(Refusal.NOT_NEWER);
        shop.updated(5);
        for (long older = 1; older <= 5; older++) {
            assertThat(shop.refused(shop.signed(older))).isEqualTo(Refusal.NOT_NEWER);
        }
        shop.start();
        assertThat(shop.refused(shop.signed(4))).isEqualTo(Refusal.NOT_NEWER);
        shop.opened(1);
        assertThat(shop.refused(shop.signed(5))).isEqualTo(Refusal.NOT_NEWER);
        assertThat(shop.updater.refusal(shop.signed(6))).isEmpty();
    }

    /** Also where nothing was ever updated: what runs is newer than what somebody kept of the maker's. */
    @Test
    void whatCameWithTheDeviceIsNotReplacedByWhatIsOlder() {
        shop.opened(4);
        assertThat(shop.refused(shop.signed(3))).isEqualTo(Refusal.NOT_NEWER);
        shop.opened(1);
        assertThat(shop.refused(shop.signed(4))).isEqualTo(Refusal.NOT_NEWER);
    }

    @Test
    void aStepIsNotLeftOut() {
        Octets hash = Workshop.sha256(Workshop.program(9));
        Octets leap = new Release(Workshop.PRODUCT, 9, 2, Workshop.SIZE, hash).sign(shop.maker);
        assertThat(shop.refused(leap)).isEqualTo(Refusal.STEP_MISSING);
        shop.updated(2);
        assertThat(shop.updater.refusal(leap)).isEmpty();
    }

    @Test
    void whatIsLargerThanTheDeviceTakesIsRefused() {
        Octets hash = Workshop.sha256(new byte[0]);
        Octets large = new Release(Workshop.PRODUCT, 2, 0, Workshop.MOST_SIZE + 1, hash).sign(shop.maker);
        assertThat(shop.refused(large)).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void whileOneIsOnTrialNoOtherIsTaken() {
        Workshop.whole(shop.taken(2));
        assertThat(shop.refused(shop.signed(3))).isEqualTo(Refusal.ON_TRIAL);
        assertThat(shop.start()).isEqualTo(2);
        assertThat(shop.refused(shop.signed(3))).isEqualTo(Refusal.ON_TRIAL);
        assertThat(shop.updater.confirm()).isTrue();
        assertThat(shop.updater.refusal(shop.signed(3))).isEmpty();
    }

    @Test
    void whatIsCutOffIsNotTried() {
        Intake intake = shop.taken(2);
        assertThat(intake.finish()).isEqualTo(Finished.TRUNCATED);
        Workshop.write(intake, Workshop.program(2), Workshop.SIZE - 1);
        assertThat(intake.finish()).isEqualTo(Finished.TRUNCATED);
        assertThat(shop.start()).isEqualTo(1);
        assertThat(Workshop.whole(shop.updater.underWay().orElseThrow())).isEqualTo(Finished.ON_TRIAL);
    }

    @Test
    void whatIsLongerIsNotTriedAndNeverOnTheDisk() {
        Intake intake = shop.taken(2);
        byte[] longer = Arrays.copyOf(Workshop.program(2), Workshop.SIZE + 100_000);
        assertThatThrownBy(() -> intake.write(longer, 1, longer.length)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(intake.write(longer, 0, longer.length)).isFalse();
        assertThat(intake.position()).isEqualTo(Workshop.SIZE);
        assertThat(intake.finish()).isEqualTo(Finished.TOO_LONG);
        assertThat(shop.start()).isEqualTo(1);
        assertThat(Workshop.whole(shop.updater.underWay().orElseThrow())).isEqualTo(Finished.ON_TRIAL);
    }

    /** Wherever the byte is that differs. */
    @Test
    void otherBytesAreNotTried() {
        Intake intake = shop.taken(2);
        for (int at = 0; at < Workshop.SIZE; at += Workshop.SIZE / 7) {
            byte[] other = Workshop.program(2);
            other[at] ^= 1;
            Workshop.write(intake, other, Workshop.SIZE);
            assertThat(intake.finish()).isEqualTo(Finished.OTHER_BYTES);
            assertThat(intake.position()).isZero();
        }
        assertThat(shop.start()).isEqualTo(1);
        assertThat(Workshop.whole(shop.updater.underWay().orElseThrow())).isEqualTo(Finished.ON_TRIAL);
    }

    @Test
    void whatIsNotConfirmedIsGivenUpAfterThreeStarts() {
        shop.updated(2);
        Workshop.whole(shop.taken(3));
        for (int start = 0; start < Standing.STARTS; start++) {
            assertThat(shop.start()).isEqualTo(3);
            assertThat(shop.updater.givenUp()).isEmpty();
        }
        assertThat(shop.start()).isEqualTo(2);
        assertThat(shop.updater.givenUp()).contains(new GivenUp(3, Reason.NOT_CONFIRMED));
        assertThat(shop.updater.confirm()).isFalse();
        assertThat(shop.start()).isEqualTo(2);
        shop.updated(3);
        assertThat(shop.updater.givenUp()).isEmpty();
    }

    /** The floor rises with what was well, and not with what was only tried. */
    @Test
    void whatWasGivenUpClosesNothing() {
        Workshop.whole(shop.taken(9));
        for (int start = 0; start < Standing.STARTS; start++) {
            shop.start();
        }
        assertThat(shop.start()).isEqualTo(1);
        shop.updated(2);
    }

    /** The old program says at each of its starts that it is well, and means itself. */
    @Test
    void nobodyConfirmsAnotherProgram() {
        shop.updated(2);
        Workshop.whole(shop.taken(3));
        assertThat(shop.updater.confirm()).isFalse();
        assertThat(shop.start()).isEqualTo(3);
        shop.opened(2);
        assertThat(shop.updater.confirm()).isFalse();
        shop.opened(3);
        assertThat(shop.updater.confirm()).isTrue();
    }

    @Test
    void whatCannotBeCountedIsNotTried() {
        shop.updated(2);
        Workshop.whole(shop.taken(3));
        shop.disk.recordIsFull(true);
        for (int start = 0; start < 2 * Standing.STARTS; start++) {
            assertThat(shop.start()).isEqualTo(2);
        }
        shop.disk.recordIsFull(false);
        assertThat(shop.start()).isEqualTo(3);
    }

    @Test
    void whatIsDamagedIsNotStarted() {
        shop.updated(2);
        Program well = shop.updater.begin().orElseThrow();
        Workshop.whole(shop.taken(3));
        shop.disk.damage(shop.updater.begin().orElseThrow().file());
        assertThat(shop.start()).isEqualTo(2);
        assertThat(shop.updater.givenUp()).contains(new GivenUp(3, Reason.DAMAGED));
        shop.disk.damage(well.file());
        assertThatThrownBy(shop.updater::begin).isInstanceOf(ClientException.class);
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        shop.updated(2);
        Intake intake = shop.taken(3);
        Workshop.write(intake, Workshop.program(3), Workshop.SIZE - 1);
        assertThat(shop.start()).isEqualTo(2);
        Intake rest = shop.updater.underWay().orElseThrow();
        assertThat(rest.position()).isEqualTo(2 * ProgramFile.STRIDE_BYTES);
        assertThat(intake.write(new byte[1], 0, 1)).isFalse();
        assertThat(intake.finish()).isEqualTo(Finished.STOPPED);
        assertThat(Workshop.whole(rest)).isEqualTo(Finished.ON_TRIAL);
        assertThat(shop.updater.underWay()).isEmpty();
    }

    /** The same release offered again is gone on with; a newer order takes the place of what is not finished. */
    @Test
    void whatIsNotFinishedGivesWay() {
        Intake first = shop.taken(2);
        Workshop.write(first, Workshop.program(2), 100_000);
        assertThat(shop.taken(2).position()).isEqualTo(100_000);
        Intake second = shop.taken(3);
        assertThat(second.position()).isZero();
        assertThat(first.write(Workshop.program(2), 0, 10)).isFalse();
        assertThat(first.finish()).isEqualTo(Finished.STOPPED);
        assertThat(Workshop.whole(second)).isEqualTo(Finished.ON_TRIAL);
        assertThat(second.finish()).isEqualTo(Finished.STOPPED);
        assertThat(shop.start()).isEqualTo(3);
    }

    @Test
    void aFullDiskStopsTheIntakeAndNothingElse() {
        shop.updated(2);
        Intake intake = shop.taken(3);
        shop.disk.room(Workshop.SIZE + 30_000L);
        assertThatThrownBy(() -> Workshop.whole(intake)).isInstanceOf(ClientException.class);
        assertThat(intake.finish()).isEqualTo(Finished.TRUNCATED);
        assertThat(shop.start()).isEqualTo(2);
        shop.disk.room(Long.MAX_VALUE);
        assertThat(Workshop.whole(shop.updater.underWay().orElseThrow())).isEqualTo(Finished.ON_TRIAL);
        assertThat(shop.start()).isEqualTo(3);
    }

    @Test
    void whatIsWrittenButNotRecordedIsNotTried() {
        Intake intake = shop.taken(2);
        Workshop.write(intake, Workshop.program(2), Workshop.SIZE);
        shop.disk.recordIsFull(true);
        assertThatThrownBy(intake::finish).isInstanceOf(ClientException.class);
        shop.disk.recordIsFull(false);
        assertThat(intake.finish()).isEqualTo(Finished.ON_TRIAL);
        assertThat(shop.start()).isEqualTo(2);
        assertThat(shop.updater.confirm()).isTrue();
    }
}
