package im.redoubt.things;

import im.redoubt.client.extension.Octets;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Arrival;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Role;
import im.redoubt.things.command.SignedCommand;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.command.Way;
import im.redoubt.things.key.OwnKeys;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.DeviceMemory;
import im.redoubt.things.memory.EventLog;
import im.redoubt.things.memory.Member;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.pin.Pin;
import im.redoubt.things.pin.PinHash;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A device of the tests without any network, whose time and whose disk are the test's. */
final class Bench {
    static final BareJid PANEL = BareJid.of("panel@example.org");
    static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    static final String PIN = "471108";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final PinHash HASH = hash();

    final PowerKeep keep = new PowerKeep();
    final List<Element> received = new ArrayList<>();
    final List<Toy.State> followed = new ArrayList<>();
    private final BareJid account;
    DeviceCore<Toy.State> core;
    Instant now = NOW;
    long nanos;

    /** Somebody who gives commands. */
    static final class Hand {
        final BareJid address;
        final OwnKeys keys = OwnKeys.make(RANDOM);
        long counter;

        Hand(String address) {
            this.address = BareJid.of(address);
        }

        Peer peer(Role role) {
            return new Peer(address, keys.shown(), role, Optional.empty(), Unverified.of(address.toString()));
        }
    }

    Bench() {
        this(PANEL);
    }

    Bench(BareJid account) {
        this.account = account;
        this.core = boot();
    }

    private static PinHash hash() {
        try (Secret pin = Secret.utf8(PIN.toCharArray())) {
            return PinHash.of(pin, RANDOM);
        }
    }

    private DeviceCore<Toy.State> boot() {
        DeviceMemory<Toy.State> first = new DeviceMemory<>(
                OwnKeys.make(RANDOM), List.of(), Optional.empty(), DeviceClock.BUILT, EventLog.EMPTY, Toy.State.FIRST);
        Stored<DeviceMemory<Toy.State>> memory = Stored.open(keep, DeviceMemory.codec(Toy.STATE.codec()), first);
        DeviceClock clock = new DeviceClock(() -> nanos, memory.now().floor());
        return new DeviceCore<>(
                new DeviceCore.Parts<>(
                        account,
                        ZoneOffset.UTC,
                        Toy.STATE.codec(),
                        memory,
                        Toy.handlers(),
                        clock,
                        Optional.of(
                                (state, peer) -> Change.to(state).telling(Toy.GUESSING, new Toy.Guessing(peer.name()))),
                        followed::add),
                RANDOM);
    }

    /** The power comes back: of what was, there is what is on the disk. */
    void restart() {
        nanos = RANDOM.nextInt(1_000_000);
        core = boot();
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        now = now.plus(time);
    }

    Bench withPin() {
        core.become(core.memory().with(HASH));
        return this;
    }

    Bench with(Hand hand, Role role) {
        List<Member> members = new ArrayList<>(core.memory().members());
        members.add(new Member(
                hand.peer(role), Taken.NOTHING, 0, core.memory().events().next() - 1));
        core.become(core.memory().with(members));
        return this;
    }

    static Octets id() {
        byte[] bytes = new byte[Warrant.ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Octets.copyOf(bytes);
    }

    Octets nonce(Hand hand) {
        return core.nonce(hand.address).orElseThrow();
    }

    /** Seals a PIN for one command of one hand. */
    Pin sealed(Hand hand, Octets id, String digits) {
        byte[] purpose =
                SignedCommand.purposeOfPins(hand.keys.signing().verifying(), id).toByteArray();
        try (Pin pin = Pin.of(digits.toCharArray())) {
            return pin.sealed(core.memory().keys().opening().sealing(), purpose);
        }
    }

    Element disarm(Hand hand, String digits) {
        Octets id = id();
        return signed(hand, Toy.DISARM, new Toy.Disarm(sealed(hand, id, digits), Toy.Zone.HALL), id);
    }

    Element later(Hand hand, String digits) {
        Octets id = id();
        return element(hand, Toy.LATER, new Toy.Later(sealed(hand, id, digits)), id, Optional.empty());
    }

    Element arm(Hand hand) {
        return signed(hand, Toy.ARM, new Toy.Arm(Toy.Zone.HALL), id());
    }

    <C extends Command<R>, R> Element signed(Hand hand, CommandType<C, R> type, C command, Octets id) {
        return element(hand, type, command, id, Optional.of(nonce(hand)));
    }

    <C extends Command<R>, R> Element element(
            Hand hand, CommandType<C, R> type, C command, Octets id, Optional<Octets> nonce) {
        Warrant.Times times = new Warrant.Times(now.minusSeconds(30), now.plusSeconds(60));
        Warrant warrant = new Warrant(hand.address, account, ++hand.counter, times, id, nonce);
        return SignedCommand.codec(type.codec())
                .encode(SignedCommand.sign(warrant, command, type.codec(), hand.keys.signing()));
    }

    Optional<Element> give(BareJid sender, Element command, Way way) {
        Optional<Instant> time = core.clock().now();
        return core.command(new Arrival(sender, way, nanos, time), command, received::add);
    }

    /** Returns what the device answers, as whoever believes only its key reads it. */
    Optional<Answered<Toy.State>> answer(Hand hand, Element command) {
        return give(hand.address, command, Way.REQUEST)
                .flatMap(element -> Signed.codec(Answered.codec(Toy.STATE.codec()))
                        .decode(element)
                        .value())
                .map(Signed::content);
    }

    Toy.State state() {
        return core.memory().state();
    }
}
