package im.redoubt.things;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.child;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.text.Unverified;
import im.redoubt.things.command.CommandRules;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Role;
import im.redoubt.things.pin.Pin;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.things.vocabulary.Event;
import im.redoubt.things.vocabulary.EventType;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import java.util.Set;

/** A small alarm system of the tests. */
final class Toy {
    static final String NAMESPACE = "urn:example:alarm:1";

    static final ReadingType<State> STATE = new ReadingType<>(Codec.element(NAMESPACE, "state")
            .of(
                    State::new,
                    attribute("armed", Kind.truth(), State::armed),
                    attribute("changes", Kind.integer(0, Integer.MAX_VALUE), State::changes)));

    static final CommandType<Arm, State> ARM = new CommandType<>(
            Codec.element(NAMESPACE, "arm").of(Arm::new, child("zone", Kind.oneOf(Zone.class), Arm::zone)),
            STATE.codec(),
            new CommandRules(Set.of(Role.OWNER, Role.USER, Role.GUEST), Freshness.NONCE),
            (arm, pins) -> arm);

    static final CommandType<Disarm, State> DISARM = new CommandType<>(
            Codec.element(NAMESPACE, "disarm")
                    .of(
                            Disarm::new,
                            child("pin", Pin.KIND, Disarm::pin),
                            child("zone", Kind.oneOf(Zone.class), Disarm::zone)),
            STATE.codec(),
            new CommandRules(Set.of(Role.OWNER, Role.USER), Freshness.NONCE),
            (disarm, pins) -> new Disarm(pins.apply(disarm.pin()), disarm.zone()));

    /** One that a device takes which sleeps. */
    static final CommandType<Later, State> LATER = new CommandType<>(
            Codec.element(NAMESPACE, "later").of(Later::new, child("pin", Pin.KIND, Later::pin)),
            STATE.codec(),
            new CommandRules(Set.of(Role.OWNER), Freshness.COUNTER),
            (later, pins) -> new Later(pins.apply(later.pin())));

    static final EventType<Intrusion> INTRUSION = new EventType<>(Codec.element(NAMESPACE, "intrusion")
            .of(Intrusion::new, attribute("index", Kind.integer(0, 1_000_000), Intrusion::index)));

    static final EventType<Guessing> GUESSING = new EventType<>(Codec.element(NAMESPACE, "guessing")
            .of(Guessing::new, child("by", Kind.text(Peer.MOST_NAME_CHARS), Guessing::by)));

    private Toy() {}

    enum Zone {
        HALL,
        GARDEN
    }

    record State(boolean armed, int changes) implements Reading {
        static final State FIRST = new State(true, 0);

        State now(boolean then) {
            return new State(then, changes + 1);
        }
    }

    record Arm(Zone zone) implements Command<State> {}

    record Disarm(Pin pin, Zone zone) implements Command<State> {}

    record Later(Pin pin) implements Command<State> {}

    record Intrusion(int index) implements Event {}

    record Guessing(Unverified by) implements Event {}

    /** Returns what the device does. */
    static Handlers<State> handlers() {
        Handlers<State> handlers = new Handlers<>();
        handlers.add(ARM, (state, arm, by) -> Reply.done(Change.to(state.now(true)), state.now(true)));
        handlers.add(
                DISARM,
                (state, disarm, by) -> Reply.done(
                        Change.to(state.now(false)).telling(INTRUSION, new Intrusion(state.changes())),
                        state.now(false)));
        handlers.add(LATER, (state, later, by) -> Reply.done(Change.to(state.now(false)), state.now(false)));
        return handlers;
    }
}
