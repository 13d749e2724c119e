package im.redoubt.things.memory;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.list;
import static im.redoubt.client.extension.Field.nested;
import static im.redoubt.client.extension.Field.optionalNested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Field;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.OwnKeys;
import im.redoubt.things.key.Signed;
import im.redoubt.things.pin.PinHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All that a device keeps. Immutable: each change is another one, written as a whole, so that a command, what it changed and what it is
 * remembered by are there together or not at all.
 *
 * @param <S> the state of what the device is for
 * @param keys its own keys
 * @param members whom it was paired with
 * @param pin its PIN, once one was chosen
 * @param floor it cannot be earlier than this
 * @param events what somebody has still to hear of
 * @param state the state
 */
public record DeviceMemory<S>(
        OwnKeys keys, List<Member> members, Optional<PinHash> pin, Instant floor, EventLog events, S state) {
    /** The most peers of a device. */
    public static final int MOST_MEMBERS = 32;

    private static final Codec<PinHash> PIN = Codec.element(Signed.NAMESPACE, "pin")
            .of(
                    PinHash::new,
                    attribute("salt", Kind.bytes(16), PinHash::salt),
                    attribute("hash", Kind.bytes(32), PinHash::hash));

    private static final Codec<EventLog.Kept> EVENT = Codec.element(Signed.NAMESPACE, "kept")
            .of(
                    EventLog.Kept::new,
                    attribute("number", Kind.longInteger(1, Long.MAX_VALUE), EventLog.Kept::number),
                    Field.<EventLog.Kept, Octets>content(Kind.bytes(EventLog.MOST_BYTES), EventLog.Kept::element));

    /** Takes a copy. */
    public DeviceMemory {
        members = List.copyOf(members);
    }

    /** Returns how it is written. */
    public static <S> Codec<DeviceMemory<S>> codec(Codec<S> state) {
        return Codec.element(Signed.NAMESPACE, "device")
                .of(
                        (signing, opening, members, pin, floor, next, events, value) -> new DeviceMemory<>(
                                new OwnKeys(signing, opening), members, pin, floor, new EventLog(next, events), value),
                        attribute(
                                "signing",
                                Kinds.SIGNING,
                                memory -> memory.keys().signing()),
                        attribute(
                                "opening",
                                Kinds.OPENING,
                                memory -> memory.keys().opening()),
                        list(Member.CODEC, MOST_MEMBERS, DeviceMemory::members),
                        optionalNested(PIN, DeviceMemory::pin),
                        attribute("floor", Kind.instant(), DeviceMemory::floor),
                        attribute(
                                "next",
                                Kind.longInteger(1, Long.MAX_VALUE),
                                memory -> memory.events().next()),
                        list(EVENT, EventLog.MOST, memory -> memory.events().kept()),
                        nested(state, DeviceMemory::state));
    }

    /** Returns this in another state. */
    public DeviceMemory<S> with(S next) {
        return new DeviceMemory<>(keys, members, pin, floor, events, next);
    }

    /** Returns this with these events, of which those that everybody has are gone. */
    public DeviceMemory<S> with(EventLog next) {
        long heardByAll = next.next() - 1;
        for (Member member : members) {
            heardByAll = member.isToldOfEvents() ? Math.min(heardByAll, member.heard()) : heardByAll;
        }
        return new DeviceMemory<>(keys, members, pin, floor, next.without(heardByAll), state);
    }

    /** Returns this at a later time. */
    public DeviceMemory<S> notBefore(Instant time) {
        return time.isAfter(floor) ? new DeviceMemory<>(keys, members, pin, time, events, state) : this;
    }

    /** Returns this with another PIN. */
    public DeviceMemory<S> with(PinHash next) {
        return new DeviceMemory<>(keys, members, Optional.of(next), floor, events, state);
    }

    /** Returns this with members that are others. */
    public DeviceMemory<S> with(List<Member> next) {
        return new DeviceMemory<>(keys, next, pin, floor, events, state).with(events);
    }

    /** Returns this with a change of those members that are meant. */
    public DeviceMemory<S> changing(Predicate<Member> who, UnaryOperator<Member> change) {
        List<Member> all = new ArrayList<>();
        members.forEach(member -> all.add(who.test(member) ? change.apply(member) : member));
        return with(all);
    }
}
