package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Arrival;
import im.redoubt.things.command.CommandRules;
import im.redoubt.things.command.Gate;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Reason;
import im.redoubt.things.command.Received;
import im.redoubt.things.command.SignedCommand;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Verdict;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.event.Happened;
import im.redoubt.things.event.Inquiry;
import im.redoubt.things.event.Report;
import im.redoubt.things.event.Told;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.things.key.Signed;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.memory.DeviceMemory;
import im.redoubt.things.memory.EventLog;
import im.redoubt.things.memory.Member;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.pairing.Welcome;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.Event;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a device decides and keeps. Everything here happens on the device's one {@link Worker}, one behind the other, so a race of two
 * controllers has a first and a second.
 *
 * @param <S> the state of what the device is for
 */
final class DeviceCore<S> {
    private final BareJid device;
    private final Codec<S> state;
    private final Stored<DeviceMemory<S>> memory;
    private final Handlers<S> handlers;
    private final DeviceClock clock;
    private final Gate gate;
    private final Budget budget = new Budget(Budget.EACH_HOUR);
    private final Pins pins;
    private final boolean needsPin;
    private final Consumer<S> changed;
    private volatile Runnable line = () -> {};
    private Instant lastReport = Instant.EPOCH;

    /**
     * What a device consists of.
     *
     * @param device its account
     * @param zone where it is
     * @param state the type of its state
     * @param memory what it keeps
     * @param handlers what it does
     * @param clock its time
     * @param tampering what changes when somebody guesses PINs, if it has one
     * @param changed hears of each state that it is in
     */
    record Parts<S>(
            BareJid device,
            ZoneId zone,
            Codec<S> state,
            Stored<DeviceMemory<S>> memory,
            Handlers<S> handlers,
            DeviceClock clock,
            Optional<Tampering<S>> tampering,
            Consumer<S> changed) {}

    DeviceCore(Parts<S> parts, SecureRandom random) {
        this.device = parts.device();
        this.state = parts.state();
        this.memory = parts.memory();
        this.handlers = parts.handlers();
        this.clock = parts.clock();
        this.changed = parts.changed();
        this.needsPin = parts.tampering().isPresent();
        this.gate = new Gate(device, parts.zone(), this::known, random);
        this.pins = new Pins(
                new MemberPins<>(memory),
                peer -> parts.tampering().ifPresent(tampering -> change(state -> tampering.by(state, peer))),
                clock.nanos());
    }

    BareJid device() {
        return device;
    }

    DeviceMemory<S> memory() {
        return memory.now();
    }

    DeviceClock clock() {
        return clock;
    }

    /** Returns what the next command of an account has to bring back; nothing if it has none to give. */
    Optional<Octets> nonce(BareJid account) {
        boolean known = !known(account).isEmpty();
        return known && budget.take(account, clock.nanos()) ? gate.nonce(account, clock.nanos()) : Optional.empty();
    }

    /**
     * Takes a command.
     *
     * @param arrival how it came
     * @param element what came
     * @param received is told, signed, that it will be acted upon, before it is
     * @return the answer, signed; nothing to those who get none
     */
    Optional<Element> command(Arrival arrival, Element element, Consumer<Element> received) {
        if (known(arrival.sender()).isEmpty()) {
            return Optional.empty();
        }
        return handlers.find(element).flatMap(handling -> command(arrival, element, handling, received));
    }

    private <C extends Command<R>, R> Optional<Element> command(
            Arrival arrival, Element element, Handlers.Handling<S, C, R> handling, Consumer<Element> received) {
        Codec<C> codec = handling.type().codec();
        Optional<SignedCommand<C>> signed =
                SignedCommand.codec(codec).decode(element).value();
        if (!signed.isPresent()) {
            return Optional.empty();
        }
        SignedCommand<C> command = signed.get();
        Octets id = command.warrant().id();
        Octets attempt = command.attempt(codec);
        if (!budget.take(arrival.sender(), clock.nanos())) {
            return Optional.of(answer(handling, attempt, Answered.refused(id, Reason.TOO_MANY, Optional.empty())));
        }
        Verdict<C> verdict =
                gate.decide(arrival, command, codec, handling.type().rules());
        Answered<R> answered;
        if (verdict instanceof Verdict.Act<C> act) {
            received.accept(sign(new Received(id), Received.CODEC, act.digest()));
            answered = act(act, command, handling);
        } else if (verdict instanceof Verdict.Again<C> again) {
            answered = again(again.entry(), handling, id);
        } else if (verdict instanceof Verdict.Refused<C> refused) {
            answered = Answered.refused(id, refused.why(), Optional.empty());
        } else {
            throw new IllegalStateException("a verdict of another kind");
        }
        boolean says = answered.why().filter(why -> why != Reason.STALE).isPresent();
        return !says || isFinal(verdict, command.warrant(), handling)
                ? Optional.of(answer(handling, attempt, answered))
                : Optional.empty();
    }

    /**
     * Sees to it that a command that is refused is not done later. One with a nonce is not, and only its counter keeps one without from being
     * shown again.
     *
     * @return whether that may be said; not where the counter cannot be kept
     */
    private boolean isFinal(Verdict<?> verdict, Warrant warrant, Handlers.Handling<S, ?, ?> handling) {
        Optional<Peer> giver = verdict.giver();
        if (!giver.isPresent() || handling.type().rules().freshness() != CommandRules.Freshness.COUNTER) {
            return true;
        }
        PublicKeys keys = giver.get().keys();
        DeviceMemory<S> next = memory.now()
                .changing(
                        member -> member.peer().keys().equals(keys),
                        member -> member.with(member.taken().upTo(warrant.counter())));
        if (next.equals(memory.now())) {
            return true;
        }
        try {
            become(next);
            return true;
        } catch (ClientException notKept) {
            return false;
        }
    }

    private <C extends Command<R>, R> Answered<R> act(
            Verdict.Act<C> act, SignedCommand<C> signed, Handlers.Handling<S, C, R> handling) {
        try {
            return tryTo(act, signed, handling);
        } catch (ClientException notKept) {
            if (memory.isUncertain()) {
                throw notKept; // it may be on the disk all the same: nothing is said of what nobody knows
            }
            return Answered.refused(signed.warrant().id(), Reason.FAILED, Optional.empty());
        }
    }

    private <C extends Command<R>, R> Answered<R> tryTo(
            Verdict.Act<C> act, SignedCommand<C> signed, Handlers.Handling<S, C, R> handling) {
        Octets id = signed.warrant().id();
        if (needsPin && !hasPin()) {
            return Answered.refused(id, Reason.NO_PIN, Optional.empty());
        }
        Octets purpose = SignedCommand.purposeOfPins(act.peer().keys().verifying(), id);
        Pins.Proof proof = pins.prove(
                handling.type().secrets(),
                signed.command(),
                act.peer(),
                new Pins.Opening(memory.now().keys().opening(), purpose, act.digest(), clock.nanos()));
        if (proof.against().isPresent()) {
            return Answered.refused(id, proof.against().get(), proof.pause());
        }
        Reply<S, R> reply = handling.handler().handle(memory.now().state(), signed.command(), act.peer());
        if (!(reply instanceof Reply.Done<S, R> done)) {
            return Answered.refused(id, Reason.NOT_NOW, Optional.empty());
        }
        Octets kept = Octets.copyOf(Stored.bytes(handling.type().answer().encode(done.result())));
        Taken.Entry entry = new Taken.Entry(id, act.digest(), kept);
        become(with(memory.now(), done.change())
                .changing(
                        member -> member.peer().keys().equals(act.peer().keys()),
                        member ->
                                member.with(member.taken().with(signed.warrant().counter(), entry))));
        return Answered.done(id, Outcome.DONE, done.result());
    }

    private static <S, C extends Command<R>, R> Answered<R> again(
            Taken.Entry entry, Handlers.Handling<S, C, R> handling, Octets id) {
        List<Element> kept = Stored.elements(entry.answer().toByteArray());
        Optional<R> result = kept.isEmpty()
                ? Optional.empty()
                : handling.type().answer().decode(kept.get(0)).value();
        return result.map(before -> Answered.done(id, Outcome.ALREADY_DONE, before))
                .orElseGet(() -> Answered.refused(id, Reason.REPLAYED, Optional.empty()));
    }

    private <C extends Command<R>, R> Element answer(
            Handlers.Handling<S, C, R> handling, Octets attempt, Answered<R> answered) {
        return sign(answered, Answered.codec(handling.type().answer()), attempt);
    }

    /**
     * Returns how the device stands, signed, at a time that is later each time, in the next session too: whoever hears of two goes by that which
     * is the newer one, and the clock may have been set back a little in between.
     *
     * @param belongsTo what it answers, or what stands for the device
     */
    synchronized Element report(Octets belongsTo) {
        Instant now = clock.atLeast().truncatedTo(ChronoUnit.MILLIS);
        lastReport = now.isAfter(lastReport) ? now : lastReport.plusMillis(1);
        return sign(new Report<>(lastReport, memory.now().state()), Report.codec(state), belongsTo);
    }

    /** Returns the answer to somebody who asks how the device stands; nothing if he gets none. */
    Optional<Element> inquired(BareJid from, Inquiry inquiry) {
        boolean known = !known(from).isEmpty() && budget.take(from, clock.nanos());
        return known ? Optional.of(report(inquiry.answeredFor(own()))) : Optional.empty();
    }

    /**
     * Has somebody be a peer from now on. His counters begin where no command of an earlier pairing can be: at the milliseconds that have
     * passed, of which there are more than anybody gives commands.
     */
    Welcome welcome(Peer peer) {
        DeviceMemory<S> before = memory.now();
        List<Member> members = new ArrayList<>();
        long counter = clock.atLeast().toEpochMilli();
        for (Member member : before.members()) {
            if (member.peer().keys().equals(peer.keys())) {
                counter = Math.max(counter, member.taken().counter());
            } else {
                members.add(member);
            }
        }
        if (members.size() == DeviceMemory.MOST_MEMBERS) {
            throw new IllegalStateException("a device has " + DeviceMemory.MOST_MEMBERS + " peers at most; remove one");
        }
        long latest = before.events().next() - 1;
        members.add(new Member(peer, Taken.NOTHING.upTo(counter), 0, latest));
        become(before.with(members));
        return new Welcome(peer.role(), latest, counter);
    }

    /** Something changes by itself, or by who stands before the device. When this returns, it is kept. */
    S change(Function<S, Change<S>> change) {
        become(with(memory.now(), change.apply(memory.now().state())));
        return memory.now().state();
    }

    /** Has somebody hear that there may be something to tell, and nobody else any more; he must not block. */
    void line(Runnable tells) {
        line = tells;
    }

    /** The device is as it was made, with other keys, and knows what time it is at least. */
    void beginAnew(DeviceMemory<S> first) {
        DeviceMemory<S> before = memory.now();
        become(first.notBefore(before.floor()));
        before.keys().close();
    }

    /** What the device keeps becomes this. */
    void become(DeviceMemory<S> next) {
        S before = memory.now().state();
        memory.become(next.notBefore(clock.now().orElse(Instant.EPOCH)));
        clock.kept(memory.now().floor());
        if (!next.state().equals(before)) {
            changed.accept(next.state());
        }
        line.run();
    }

    /** Returns something that the device says, signed, as it is written. */
    <T> Element sign(T content, Codec<T> codec, Octets belongsTo) {
        SigningKey key = memory.now().keys().signing();
        return Signed.codec(codec).encode(Signed.sign(content, codec, belongsTo, key));
    }

    /** Returns what belongs to the device as a whole, and to no command. */
    Octets own() {
        return Words.own(device);
    }

    private DeviceMemory<S> with(DeviceMemory<S> before, Change<S> change) {
        EventLog events = before.events();
        for (Change.Occurrence<?> occurrence : change.events()) {
            events = events.with(written(occurrence, events.next()));
        }
        return before.with(change.state()).with(events);
    }

    private <E extends Event> Octets written(Change.Occurrence<E> occurrence, long number) {
        Happened<E> happened = new Happened<>(
                number,
                clock.atLeast().truncatedTo(ChronoUnit.MILLIS),
                clock.now().isPresent(),
                occurrence.event());
        Codec<E> codec = occurrence.type().codec();
        Told<E> told = Told.sign(happened, codec, own(), memory.now().keys().signing());
        Element element = Told.codec(codec).encode(told);
        return Octets.copyOf(Stored.bytes(element));
    }

    private List<Gate.Known> known(BareJid address) {
        List<Gate.Known> known = new ArrayList<>();
        for (Member member : memory.now().members()) {
            if (member.peer().address().equals(address)) {
                known.add(new Gate.Known(member.peer(), member.taken()));
            }
        }
        return known;
    }

    /** Returns whether a PIN was chosen. */
    boolean hasPin() {
        return memory.now().pin().isPresent();
    }
}
