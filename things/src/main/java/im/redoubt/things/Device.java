package im.redoubt.things;

import im.redoubt.client.Feature;
import im.redoubt.client.Pending;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Peer;
import im.redoubt.things.key.OwnKeys;
import im.redoubt.things.memory.DeviceMemory;
import im.redoubt.things.memory.EventLog;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.memory.Member;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.pin.PinHash;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A device: a state that changes by commands of those whom it was paired with, and by what happens to it. It lives without any network; a
 * session of a client that was built with its {@link #feature} is how others reach it.
 *
 * <pre>{@code
 * try (Device<Alarm.State> panel = Device.builder(account, AlarmTypes.STATE, new Alarm.State(false, false))
 *         .withPin((state, peer) -> Change.to(state).telling(AlarmTypes.GUESSING, new Alarm.Guessing(peer.name())))
 *         .on(AlarmTypes.DISARM, (state, disarm, by) -> Reply.done(Change.to(state.disarmed()), state.disarmed()))
 *         .open(Keep.in(path, key))) {
 *     panel.follow(siren::follow);
 *     Client client = Client.builder(account).credentials(store).trust(Trust.pinsOnly(pins)).with(panel.feature()).build();
 *     …
 *     panel.change(state -> Change.to(state.sounding()).telling(AlarmTypes.INTRUSION, new Alarm.Intrusion(zone)));
 * }
 * }</pre>
 *
 * <p>Guarantee: it does what somebody may tell it to, in his role, now, once, and nothing else; what it says that it did is on its disk, and so
 * is what its state listeners hear. Its keys are made by itself. Any thread may use it.
 *
 * @param <S> the state of what the device is for
 */
public final class Device<S extends Reading> implements AutoCloseable {
    private final Keep keep;
    private final Worker worker;
    private final DeviceCore<S> core;
    private final Follower<S> states;
    private final Feature<DeviceLine<S>> feature;

    private Device(Builder<S> builder, Keep keep) {
        this.keep = keep;
        SecureRandom random = new SecureRandom();
        Supplier<DeviceMemory<S>> first = () -> new DeviceMemory<>(
                OwnKeys.make(random), List.of(), Optional.empty(), DeviceClock.BUILT, EventLog.EMPTY, builder.first);
        Stored<DeviceMemory<S>> memory = Stored.open(keep, DeviceMemory.codec(builder.state.codec()), first.get());
        this.states = new Follower<>();
        this.worker = new Worker(builder.threads);
        DeviceClock clock = new DeviceClock(builder.nanos, memory.now().floor());
        this.core = new DeviceCore<>(
                new DeviceCore.Parts<>(
                        builder.account,
                        builder.zone,
                        builder.state.codec(),
                        memory,
                        builder.handlers,
                        clock,
                        builder.tampering,
                        states),
                random);
        DeviceLine.Settings<S> settings = new DeviceLine.Settings<>(builder.name, builder.beat, first);
        this.feature = host -> new DeviceLine<>(host, core, worker, settings);
    }

    /**
     * Begins to describe a device.
     *
     * @param account its account
     * @param state the type of its state
     * @param first the state in which it is made
     */
    public static <S extends Reading> Builder<S> builder(BareJid account, ReadingType<S> state, S first) {
        return new Builder<>(account, state, first);
    }

    /** Returns what a client is given so that others reach the device. One session at a time has it. */
    public Feature<DeviceLine<S>> feature() {
        return feature;
    }

    /** Returns how it stands. */
    public S state() {
        return core.memory().state();
    }

    /** Has somebody hear how it stands: at once, and whenever that has changed and is kept. He must not block. */
    public void follow(Consumer<S> follower) {
        worker.run(() -> states.add(follower, core.memory().state()));
    }

    /**
     * Changes the state by something that happened here.
     *
     * @param change gets how the device stands
     * @return the state then, once it is kept; or what hindered it, and nothing has changed
     */
    public Pending<S> change(Function<S, Change<S>> change) {
        return worker.begin(() -> core.change(change));
    }

    /** Returns whom it was paired with. */
    public List<Peer> peers() {
        return core.memory().members().stream().map(Member::peer).collect(Collectors.toList());
    }

    /** Returns how many events somebody has still to hear of. */
    public int unheard() {
        return core.memory().events().kept().size();
    }

    /**
     * Chooses the PIN, by somebody who stands before the device.
     *
     * @param pin one that {@link im.redoubt.things.pin.PinRules} has nothing against; the caller still owns and closes it
     * @return when it is kept
     * @throws IllegalArgumentException if there is something against it
     */
    public Pending<Boolean> choosePin(Secret pin) {
        PinHash hash = PinHash.of(pin, new SecureRandom());
        return worker.begin(() -> {
            core.become(core.memory().with(hash));
            return true;
        });
    }

    /** Returns whether a PIN was chosen: until then no command with a PIN is obeyed. */
    public boolean hasPin() {
        return core.hasPin();
    }

    Pending<Boolean> idle() {
        return worker.begin(() -> true);
    }

    /** Does what was begun, and nothing more. */
    @Override
    public void close() {
        worker.close();
        core.memory().keys().close();
        keep.close();
    }

    /** Returns the account. */
    @Override
    public String toString() {
        return "device " + core.device();
    }

    /** Describes a device. */
    public static final class Builder<S extends Reading> {
        private final BareJid account;
        private final ReadingType<S> state;
        private final S first;
        private final Handlers<S> handlers = new Handlers<>();
        private Unverified name = Unverified.EMPTY;
        private ZoneId zone = ZoneId.systemDefault();
        private Duration beat = DeviceLine.STANDARD_BEAT;
        private LongSupplier nanos = System::nanoTime;
        private ThreadFactory threads = Worker::thread;
        private Optional<Tampering<S>> tampering = Optional.empty();

        private Builder(BareJid account, ReadingType<S> state, S first) {
            this.account = account;
            this.state = state;
            this.first = first;
        }

        /** Says what it does when it is told this. What it was not given a handler for, it does not understand. */
        public <C extends Command<R>, R> Builder<S> on(CommandType<C, R> type, Handler<S, C, R> handler) {
            handlers.add(type, handler);
            return this;
        }

        /**
         * Says that it has a PIN: until that was chosen it obeys no command at all (IOT-06).
         *
         * @param change what changes when somebody has used up his tries, each time he is wrong from then on
         */
        public Builder<S> withPin(Tampering<S> change) {
            this.tampering = Optional.of(change);
            return this;
        }

        /** Says what it calls itself. */
        public Builder<S> name(String called) {
            this.name = Unverified.of(called, Peer.MOST_NAME_CHARS)
                    .orElseThrow(() -> new IllegalArgumentException("a name of at most " + Peer.MOST_NAME_CHARS));
            return this;
        }

        /** Says where it is, for the hours in which somebody may give commands; without it, in the zone of the system. */
        public Builder<S> zone(ZoneId where) {
            this.zone = where;
            return this;
        }

        /** Says how often it tells that it is there. */
        public Builder<S> beat(Duration interval) {
            this.beat = interval;
            return this;
        }

        /** Says where its thread comes from. */
        public Builder<S> threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        Builder<S> nanos(LongSupplier source) {
            this.nanos = source;
            return this;
        }

        /**
         * Opens it.
         *
         * @param keep where it keeps what it is; closed with it
         * @throws im.redoubt.client.ClientException if what is kept there cannot be read
         */
        public Device<S> open(Keep keep) {
            return new Device<>(this, keep);
        }
    }
}
