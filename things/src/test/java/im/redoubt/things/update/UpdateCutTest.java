package im.redoubt.things.update;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.things.update.Intake.Finished;
import im.redoubt.things.update.PowerDisk.Loss;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever in an update the power goes, and whatever the disk loses: the old program or the new one starts, whole, and the update can go on. */
@Tag("I-153")
class UpdateCutTest {
    /** What was said before the power went. */
    private boolean onTrial;

    private boolean confirmed;

    @ParameterizedTest
    @EnumSource(Loss.class)
    void theFirstUpdateCanBeCutAnywhere(Loss loss) {
        cutEverywhere(loss, 1, shop -> {});
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aLaterUpdateCanBeCutAnywhere(Loss loss) {
        cutEverywhere(loss, 2, shop -> shop.updated(2));
    }

    /** The other slot has the program that was well before, which the new one is written over. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void anUpdateOverAnOlderProgramCanBeCutAnywhere(Loss loss) {
        cutEverywhere(loss, 3, shop -> {
            shop.updated(2);
            shop.updated(3);
        });
    }

    /** The other slot has the beginning of a program that was given up for this one. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void anUpdateOverAnUnfinishedOneCanBeCutAnywhere(Loss loss) {
        cutEverywhere(loss, 1, shop -> Workshop.write(shop.taken(5), Workshop.program(5), 100_000));
    }

    private void cutEverywhere(Loss loss, long old, Consumer<Workshop> before) {
        int step = 0;
        for (boolean cut = true; cut; step++) {
            Workshop shop = new Workshop();
            before.accept(shop);
            onTrial = false;
            confirmed = false;
            cut = isCut(shop, step, old + 10);
            afterwards(shop, loss, old);
            // And once more, in what goes on from there.
            isCut(shop, step, old + 10);
            afterwards(shop, loss, old);
            goOn(shop, old + 10);
            assertThat(shop.start()).isEqualTo(old + 10);
        }
        assertThat(step).isGreaterThan(40);
    }

    private boolean isCut(Workshop shop, int step, long next) {
        try {
            shop.disk.cutAfter(step);
            goOn(shop, next);
            shop.disk.cutAfter(Integer.MAX_VALUE);
            return false;
        } catch (PowerDisk.Cut gone) {
            return true;
        }
    }

    private void afterwards(Workshop shop, Loss loss, long old) {
        shop.disk.restart(loss);
        long started = shop.start();
        assertThat(started).isIn(old, old + 10);
        if (onTrial) {
            assertThat(started).isEqualTo(old + 10);
        }
        if (confirmed) {
            assertThat(shop.updater.begin()).map(Program::onTrial).contains(false);
        }
    }

    /** Goes on with the update from wherever it is. A program of which the power took nothing that was sure is whole at the first try. */
    private void goOn(Workshop shop, long next) {
        if (!shop.updater.refusal(shop.signed(next)).isPresent()) {
            assertThat(Workshop.whole(shop.taken(next))).isEqualTo(Finished.ON_TRIAL);
            onTrial = true;
            assertThat(shop.start()).isEqualTo(next);
        }
        confirmed |= shop.updater.confirm();
    }
}
