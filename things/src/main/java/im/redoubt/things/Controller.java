package im.redoubt.things;

import im.redoubt.client.Feature;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Peer;
import im.redoubt.things.key.OwnKeys;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.memory.KeptOrder;
import im.redoubt.things.memory.KeptOrders;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.things.vocabulary.Event;
import im.redoubt.things.vocabulary.EventType;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What gives commands to devices and hears what happens there: a keypad, a phone, a service. It keeps its keys, which it makes itself, and
 * which devices it was paired with, and what it has commanded and has no answer to yet; a session of a client that was built with its {@link #feature} is how it reaches them.
 *
 * <pre>{@code
 * try (Controller keypad = Controller.builder(account).on(AlarmTypes.INTRUSION, news -> show(news)).open(Keep.in(path, key))) {
 *     Client client = Client.builder(account).credentials(store).with(keypad.feature()).build();
 *     try (Session session = client.open()) {
 *         ControllerLine devices = session.get(keypad.feature());
 *         Order<Alarm.State> order = devices.order(panel, AlarmTypes.DISARM, new Alarm.Disarm(pin, zone));
 *         Answered<Alarm.State> answer = order.answer().await();
 *     }
 * }
 * }</pre>
 *
 * <p>Any thread may use it.
 */
public final class Controller implements AutoCloseable {
    private final BareJid account;
    private final Keep keep;
    private final Worker worker;
    private final Stored<ControllerMemory> memory;
    private final Feature<ControllerLine> feature;

    private Controller(Builder builder, Keep keep) {
        this.account = builder.account;
        this.keep = keep;
        SecureRandom random = new SecureRandom();
        this.memory = Stored.open(
                keep, ControllerMemory.CODEC, new ControllerMemory(OwnKeys.make(random), List.of(), KeptOrders.NONE));
        this.worker = new Worker(builder.threads);
        ControllerLine.Settings settings = new ControllerLine.Settings(
                builder.name,
                builder.patience,
                builder.subjects,
                builder.resuming,
                new AtomicReference<>(memory.now().orders().all()));
        this.feature = host -> new ControllerLine(host, memory, worker, settings);
    }

    /**
     * Begins to describe a controller.
     *
     * @param account its account
     */
    public static Builder builder(BareJid account) {
        return new Builder(account);
    }

    /** Returns what a client is given so that this reaches devices. One session at a time has it. */
    public Feature<ControllerLine> feature() {
        return feature;
    }

    /** Returns the devices that it was paired with. */
    public List<KnownDevice> devices() {
        return memory.now().devices();
    }

    /**
     * Returns the commands that went out, or are about to, and of which it is not known yet what came of them: at first those that were under way
     * when the program stopped.
     */
    public List<KeptOrder> underWay() {
        return memory.now().orders().all();
    }

    /** Does what was begun, and nothing more. */
    @Override
    public void close() {
        worker.close();
        memory.now().keys().close();
        keep.close();
    }

    /** Returns the account. */
    @Override
    public String toString() {
        return "controller " + account;
    }

    /** Describes a controller. */
    public static final class Builder {
        private final BareJid account;
        private final Subjects subjects = new Subjects();
        private final Resuming resuming = new Resuming();
        private Unverified name = Unverified.EMPTY;
        private Duration patience = ControllerLine.STANDARD_PATIENCE;
        private ThreadFactory threads = Worker::thread;

        private Builder(BareJid account) {
            this.account = account;
        }

        /**
         * Says who hears of events of a type, in the order in which they happened at each device, once each: until he returns, the device
         * keeps it. He may block, and hears of one more than once only if this program stops between his return and the moment after it.
         */
        public <E extends Event> Builder on(EventType<E> type, Consumer<News<E>> listener) {
            subjects.add(type, listener);
            return this;
        }

        /** Says who hears of events that a device could not keep until they were heard. */
        public Builder onMissing(Consumer<Missing> listener) {
            subjects.missing(listener);
            return this;
        }

        /** Says who hears how devices stand, whenever that has changed; an older report than the last one is not told. */
        public <R extends Reading> Builder on(ReadingType<R> type, Consumer<Reported<R>> listener) {
            subjects.add(type, listener);
            return this;
        }

        /**
         * Has commands of a type go on after a restart: what was under way when the program stopped, and is still good, is given again at the
         * first session, under the same identifier, so that the device does it once and says what came of it. A command for a device that sleeps
         * is sent again only if the server had not taken it over; its answer is waited for. One whose time has passed is not given again:
         * its answer fails with {@link UncertainException}.
         *
         * @param type the type of the commands
         * @param listener gets each of them to wait for; until he has returned and it is over, it is kept, so that he hears of one more than
         *     once only if the program stops before. He is not called on a thread that the answer needs
         */
        public <C extends Command<R>, R> Builder resuming(CommandType<C, R> type, Consumer<Order<R>> listener) {
            resuming.add(type, listener);
            return this;
        }

        /** Says who hears of commands that were under way when the program stopped, and of whose type nobody goes on with any. */
        public Builder onUncertain(Consumer<Uncertain> listener) {
            resuming.uncertain(listener);
            return this;
        }

        /** Says what it calls itself. */
        public Builder name(String called) {
            this.name = Unverified.of(called, Peer.MOST_NAME_CHARS)
                    .orElseThrow(() -> new IllegalArgumentException("a name of at most " + Peer.MOST_NAME_CHARS));
            return this;
        }

        /** Says after how long without a sign of a device that is a trouble. */
        public Builder patience(Duration longest) {
            this.patience = longest;
            return this;
        }

        /** Says where its thread comes from. */
        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /**
         * Opens it.
         *
         * @param keep where it keeps what it is; closed with it
         * @throws im.redoubt.client.ClientException if what is kept there cannot be read
         */
        public Controller open(Keep keep) {
            return new Controller(this, keep);
        }
    }
}
