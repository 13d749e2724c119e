package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.client.presence.PresenceChange;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Received;
import im.redoubt.things.event.Pulse;
import im.redoubt.things.event.Report;
import im.redoubt.things.event.Told;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KeptOrder;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A session of a controller. */
public final class ControllerLine {
    /** After how long without a sign of a device that is a trouble. */
    public static final Duration STANDARD_PATIENCE = Duration.ofMinutes(3);

    private final Stored<ControllerMemory> memory;
    private final Orders orders;
    private final EventHearing hearing;
    private final Supervision supervision;
    private final ReadingDesk readings;
    private final ControllerMeeting meeting;

    /**
     * How a controller behaves.
     *
     * @param name what it calls itself
     * @param patience after how long without a sign of a device that is a trouble
     * @param subjects who hears of which events
     * @param resuming which commands go on after a restart
     * @param left what was under way when the program stopped, or the session before ended, once: the next session has it
     */
    record Settings(
            Unverified name,
            Duration patience,
            Subjects subjects,
            Resuming resuming,
            AtomicReference<List<KeptOrder>> left) {}

    ControllerLine(Host host, Stored<ControllerMemory> memory, Worker worker, Settings settings) {
        this.memory = memory;
        Presences presences = host.require(Presences.FEATURE);
        this.orders = new Orders(host, memory, worker, settings.resuming());
        this.hearing = new EventHearing(host, memory, worker, settings.subjects());
        this.readings = new ReadingDesk(host, memory, worker, settings.subjects());
        this.supervision = new Supervision(host, memory, settings.patience());
        this.meeting = new ControllerMeeting(host, memory, worker, settings.name(), supervision::begin);
        host.onMessage(this::take);
        host.run(supervision::begin);
        presences.follow(this::seen);
        // Before anything comes, also what has waited on servers.
        host.onOnline(state -> orders.resume(settings.left().getAndSet(List.of())));
        host.onEnd(() -> {
            orders.end();
            settings.left().set(memory.now().orders().all());
        });
    }

    /** Returns the devices that it was paired with. */
    public List<KnownDevice> devices() {
        return memory.now().devices();
    }

    /** Returns how it is paired with a device. */
    public ControllerMeeting meeting() {
        return meeting;
    }

    /** Returns who hears when there are no signs of a device, and when there are again. */
    public Listeners<Sign> signs() {
        return supervision.listeners();
    }

    /** Returns whether there were signs of a device lately. */
    public boolean isThere(BareJid device) {
        return supervision.isThere(device);
    }

    /**
     * Gives a command, which is good for a minute.
     *
     * @param device a device that this was paired with
     * @param type the type of the command
     * @param command what is to be done; PINs in it are sealed to the device, and are still the caller's to close
     * @return what becomes of it
     * @throws IllegalArgumentException if this was not paired with it, or there is a field out of its bounds
     */
    public <C extends Command<R>, R> Order<R> order(BareJid device, CommandType<C, R> type, C command) {
        return order(device, type, command, Orders.STANDARD_GOOD);
    }

    /**
     * Gives a command.
     *
     * @param device a device that this was paired with
     * @param type the type of the command
     * @param command what is to be done; PINs in it are sealed to the device, and are still the caller's to close
     * @param good how long it is good, and tried
     * @return what becomes of it
     * @throws IllegalArgumentException if this was not paired with it, or there is a field out of its bounds
     */
    public <C extends Command<R>, R> Order<R> order(BareJid device, CommandType<C, R> type, C command, Duration good) {
        return orders.begin(device, type, command, good);
    }

    /**
     * Asks how a device stands.
     *
     * @param device a device that this was paired with, and that is there
     * @param type the type of its state
     * @return what it says, of now; it fails if it is not there, or somebody else answers
     */
    public <R extends Reading> Pending<Report<R>> read(BareJid device, ReadingType<R> type) {
        return readings.ask(device, type);
    }

    private void seen(PresenceChange change) {
        if (change instanceof PresenceChange.Available) {
            orders.deviceIsThere(change.address().bare());
        }
    }

    private boolean take(Incoming incoming) {
        List<Element> elements = Words.payloads(incoming.message());
        BareJid from = incoming.from().bare();
        if (elements.size() != 1 || !incoming.isDirect()) {
            return false;
        }
        Element element = elements.get(0);
        if (meeting.take(incoming, element)) {
            return true;
        }
        Optional<XmlName> inside = Signed.inside(element);
        Optional<KnownDevice> device = memory.now().find(from);
        boolean event = element.name().equals(Told.NAME);
        if (!(event || inside.isPresent()) || !device.isPresent()) {
            return false;
        }
        if (event) {
            hearing.take(incoming.from(), element);
        } else if (inside.get().equals(Pulse.CODEC.name())) {
            Signed.codec(Pulse.CODEC)
                    .decode(element)
                    .value()
                    .filter(pulse -> pulse.isSignedWith(device.get().keys().verifying(), Pulse.CODEC, Words.own(from)))
                    .ifPresent(pulse -> {
                        supervision.take(from, pulse.content());
                        hearing.take(incoming.from(), pulse.content());
                    });
        } else if (inside.get().equals(Report.NAME)) {
            readings.take(element, device.get());
        } else if (inside.get().equals(Answered.NAME)) {
            orders.answered(from, element);
        } else if (inside.get().equals(Received.CODEC.name())) {
            Signed.codec(Received.CODEC).decode(element).value().ifPresent(received -> orders.received(from, received));
        }
        return true;
    }

    /** Forgets a device; it is told nothing, so have it forget this as well. */
    public Pending<Boolean> forget(BareJid device) {
        return meeting.forget(device);
    }

    static ClientException unknown(BareJid device) {
        return new ClientException("this was not paired with " + device);
    }
}
