package im.redoubt.alarm;

import im.redoubt.client.text.Unverified;
import im.redoubt.things.command.Role;
import im.redoubt.things.pin.Pin;
import im.redoubt.things.vocabulary.AllowedTo;
import im.redoubt.things.vocabulary.AtMost;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.Event;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.Secret;
import im.redoubt.things.vocabulary.Vocabulary;
import java.util.List;

/** What an alarm system understands and says. */
@Vocabulary("urn:redoubt:alarm:0")
public interface Alarm {
    /** The parts of a house that are watched by themselves. */
    enum Zone {
        /** The rooms. */
        HOUSE,
        /** What is around it. */
        GARDEN
    }

    /**
     * How the panel stands.
     *
     * @param armed the zones that are armed
     * @param sounding whether the siren sounds
     */
    record State(@AtMost(2) List<Zone> armed, boolean sounding) implements Reading {
        /** Takes a copy. */
        public State {
            armed = List.copyOf(armed);
        }
    }

    /**
     * Watches a zone from now on.
     *
     * @param zone which one
     */
    @AllowedTo({Role.OWNER, Role.USER, Role.GUEST})
    record Arm(Zone zone) implements Command<State> {}

    /**
     * Watches a zone no more, and silences the siren.
     *
     * @param pin the PIN of the panel
     * @param zone which one
     */
    @AllowedTo({Role.OWNER, Role.USER})
    record Disarm(@Secret Pin pin, Zone zone) implements Command<State> {}

    /**
     * Somebody is in a zone that is armed.
     *
     * @param zone which one
     */
    record Intrusion(Zone zone) implements Event {}

    /**
     * A zone is watched.
     *
     * @param zone which one
     * @param by who has armed it, as he calls himself
     */
    record Armed(Zone zone, @AtMost(64) Unverified by) implements Event {}

    /**
     * A zone is watched no more.
     *
     * @param zone which one
     * @param by who has disarmed it, as he calls himself
     */
    record Disarmed(Zone zone, @AtMost(64) Unverified by) implements Event {}

    /**
     * Somebody guesses the PIN.
     *
     * @param by who, as he calls himself
     */
    record Guessing(@AtMost(64) Unverified by) implements Event {}
}
