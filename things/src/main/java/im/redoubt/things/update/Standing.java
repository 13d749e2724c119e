package im.redoubt.things.update;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.nested;
import static im.redoubt.client.extension.Field.optionalNested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.things.key.Signed;
import java.util.Optional;

/**
 * Which program is where, and what each has shown. Immutable: each change is another one, written as a whole.
 *
 * @param held the program that is known to be well; nothing while that is the one that came with the device
 * @param floor the greatest number that was ever well: nothing up to it is taken
 * @param intake what is being written into the other slot
 * @param trial what is in the other slot and has still to show that it is well
 * @param givenUp what was on trial last and was not well
 */
record Standing(
        Optional<Held> held, long floor, Optional<Release> intake, Optional<Trial> trial, Optional<GivenUp> givenUp) {
    static final Standing FIRST =
            new Standing(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** How often a program on trial is started. */
    static final int STARTS = 3;

    private static final Codec<Held> HELD = Codec.element(Signed.NAMESPACE, "held")
            .of(Held::new, attribute("slot", Kind.oneOf(Slot.class), Held::slot), nested(Release.CODEC, Held::release));

    private static final Codec<Trial> TRIAL = Codec.element(Signed.NAMESPACE, "trial")
            .of(
                    Trial::new,
                    nested(Release.CODEC, Trial::release),
                    attribute("starts-left", Kind.integer(0, STARTS), Trial::startsLeft));

    private static final Codec<GivenUp> GIVEN_UP = Codec.element(Signed.NAMESPACE, "given-up")
            .of(
                    GivenUp::new,
                    attribute("number", Kind.longInteger(1, Long.MAX_VALUE), GivenUp::number),
                    attribute("why", Kind.oneOf(GivenUp.Reason.class), GivenUp::why));

    static final Codec<Standing> CODEC = Codec.element(Signed.NAMESPACE, "programs")
            .of(
                    Standing::new,
                    optionalNested(HELD, Standing::held),
                    attribute("floor", Kind.longInteger(0, Long.MAX_VALUE), Standing::floor),
                    optionalNested(Release.CODEC, Standing::intake),
                    optionalNested(TRIAL, Standing::trial),
                    optionalNested(GIVEN_UP, Standing::givenUp));

    /**
     * A program that is well.
     *
     * @param slot where it is
     * @param release what it is
     */
    record Held(Slot slot, Release release) {}

    /**
     * A program that has still to show that it is well.
     *
     * @param release what it is
     * @param startsLeft how often it is still started
     */
    record Trial(Release release, int startsLeft) {}

    /** Checks that the other slot is wanted for one thing only. */
    Standing {
        if (intake.isPresent() && trial.isPresent()) {
            throw new IllegalArgumentException("one program is on trial, or one is taken in");
        }
    }

    /** Returns the slot that does not hold the program that is well. */
    Slot spare() {
        return held.filter(one -> one.slot() == Slot.A).isPresent() ? Slot.B : Slot.A;
    }

    /** Returns this where no program up to a number is taken any more. */
    Standing notBelow(long number) {
        return number > floor ? new Standing(held, number, intake, trial, givenUp) : this;
    }

    /** Returns this while a program is taken in. */
    Standing takingIn(Release release) {
        return new Standing(held, floor, Optional.of(release), Optional.empty(), Optional.empty());
    }

    /** Returns this with a program on trial, which may still be started so often. */
    Standing trying(Release release, int startsLeft) {
        return new Standing(held, floor, Optional.empty(), Optional.of(new Trial(release, startsLeft)), givenUp);
    }

    /** Returns this when the program on trial is well: from now on nothing older is taken. */
    Standing confirmed(Release release) {
        return new Standing(
                Optional.of(new Held(spare(), release)),
                Math.max(floor, release.number()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns this when the program on trial is given up. */
    Standing givingUp(GivenUp program) {
        return new Standing(held, floor, Optional.empty(), Optional.empty(), Optional.of(program));
    }
}
