package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.alarm.Panel;
import im.redoubt.client.Client;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.Watched;
import im.redoubt.client.locate.Place;
import im.redoubt.client.presence.Presences;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import im.redoubt.things.Change;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.Order;
import im.redoubt.things.Sign;
import im.redoubt.things.Uplink;
import im.redoubt.things.event.Happened;
import im.redoubt.things.pin.Pin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A panel and a keypad, each behind a network of its own in which faults can be made. Both come back by themselves. */
final class FaultyAlarm implements AutoCloseable {
    /** How often the panel says that it is there. */
    static final Duration BEAT = Duration.ofSeconds(1);

    /** After how long without a sign that is a trouble. */
    static final Duration TROUBLE = Duration.ofSeconds(5);

    /** How patient both are with their connections. */
    static final Pace PACE = Pace.STANDARD
            .withSilence(Duration.ofSeconds(1))
            .withPatience(Duration.ofSeconds(2))
            .withAnswer(Duration.ofSeconds(3))
            .withPauses(Duration.ofMillis(200), Duration.ofSeconds(1));

    private static final int AT_ONCE = 20;
    private static final String PIN = "471108";

    private final BareJid address;
    private final Panel panel;
    private final Controller keypad;
    private final Side device;
    private final Side controller;
    private final List<Happened<Alarm.Intrusion>> intrusions = new CopyOnWriteArrayList<>();
    private final List<String> switched = new CopyOnWriteArrayList<>();
    private final List<Sign> signs = new CopyOnWriteArrayList<>();

    /** One of the two, and its network. */
    static final class Side implements AutoCloseable {
        private final FaultProxy network;
        private final Uplink uplink;
        private final AtomicReference<Optional<Session>> session = new AtomicReference<>(Optional.empty());
        private final List<Session> sessions = new CopyOnWriteArrayList<>();
        private final AtomicReference<Consumer<Watched>> watcher = new AtomicReference<>(seen -> {});

        Side(FaultProxy network, Client.Builder client, Pace pace, Consumer<Session> opened) {
            this.network = network;
            this.uplink = Uplink.begin(
                    client.place(Place.startTls("127.0.0.1", network.port()))
                            .pace(pace)
                            .watching(seen -> watcher.get().accept(seen))
                            .build(),
                    now -> {
                        opened.accept(now);
                        sessions.add(now);
                        session.set(Optional.of(now));
                    },
                    why -> {},
                    Thread.ofVirtual().factory());
            Things.until("on line", () -> session.get().isPresent());
        }

        FaultProxy network() {
            return network;
        }

        Session session() {
            return session.get().orElseThrow();
        }

        /** Returns all sessions that there were. */
        List<Session> sessions() {
            return sessions;
        }

        /** Has somebody see what this sends and receives, before anything is done about it. */
        void watch(Consumer<Watched> now) {
            watcher.set(now);
        }

        @Override
        public void close() throws IOException {
            network.heal();
            uplink.close();
            network.close();
        }
    }

    /** Starts both, pairs them and chooses a PIN. */
    FaultyAlarm(Surroundings there, Pace pace) throws IOException {
        Path home = there.home();
        address = BareJid.of(there.panel() + "@localhost");
        panel = Panel.open(address, Things.keep(home.resolve(there.panel())), BEAT);
        keypad = Controller.builder(BareJid.of(there.keypad() + "@localhost"))
                .name("keypad")
                .patience(TROUBLE)
                .on(AlarmTypes.INTRUSION, told -> intrusions.add(told.happened()))
                .on(
                        AlarmTypes.ARMED,
                        told -> switched.add("armed " + told.event().zone()))
                .on(
                        AlarmTypes.DISARMED,
                        told -> switched.add("disarmed " + told.event().zone()))
                .open(Things.keep(home.resolve(there.keypad())));
        device = new Side(
                FaultProxy.to(there.port(), Network.CLEAN),
                there.client().of(there.panel()).with(panel.device().feature()),
                pace,
                session -> {});
        controller = new Side(
                FaultProxy.to(there.port(), Network.CLEAN),
                there.client().of(there.keypad()).with(keypad.feature()),
                pace,
                session -> session.get(keypad.feature()).signs().add(signs::add));
        Things.pair(device.session().get(panel.device().feature()), devices());
        try (Secret digits = Secret.utf8(PIN.toCharArray())) {
            panel.choosePin(digits).await(Things.PATIENCE);
        }
        Things.until("a sign of the panel", () -> devices().isThere(address));
    }

    Side device() {
        return device;
    }

    Side controller() {
        return controller;
    }

    Panel panel() {
        return panel;
    }

    ControllerLine devices() {
        return controller.session().get(keypad.feature());
    }

    Order<Alarm.State> arm(Zone zone, Duration good) {
        return devices().order(address, AlarmTypes.ARM, new Alarm.Arm(zone), good);
    }

    Order<Alarm.State> disarm(Duration good) {
        try (Pin pin = Pin.of(PIN.toCharArray())) {
            return devices().order(address, AlarmTypes.DISARM, new Alarm.Disarm(pin, Zone.HOUSE), good);
        }
    }

    /** Something that befalls. */
    interface Strike {
        void strikes() throws IOException;
    }

    /**
     * Gives a command to disarm.
     *
     * @param side whose sending or getting the command is the moment at which it strikes
     */
    Order<Alarm.State> disarmed(Side side, Strike strike) {
        AtomicBoolean first = new AtomicBoolean(true);
        CountDownLatch struck = new CountDownLatch(1);
        side.watch(seen -> {
            if (isCommand(seen) && first.getAndSet(false)) {
                try {
                    strike.strikes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                struck.countDown();
            }
        });
        Order<Alarm.State> order = disarm(Duration.ofMinutes(5));
        Things.until("it strikes", () -> struck.getCount() == 0);
        return order;
    }

    private static boolean isCommand(Watched seen) {
        return seen.element()
                .parse(text -> Optional.of(text.contains("<command ")))
                .orElse(false);
    }

    /** Intrusions happen, some at once. */
    void happen(int events) {
        for (int i = 0; i < events / AT_ONCE; i++) {
            panel.device()
                    .change(state -> {
                        Change<Alarm.State> change = Change.to(state);
                        for (int index = 0; index < AT_ONCE; index++) {
                            change = change.telling(AlarmTypes.INTRUSION, new Alarm.Intrusion(Zone.GARDEN));
                        }
                        return change;
                    })
                    .await(Things.PATIENCE);
        }
    }

    /** Returns the intrusions that the keypad has heard of, in order. */
    List<Happened<Alarm.Intrusion>> intrusions() {
        return intrusions;
    }

    /** Returns what was armed and disarmed, as the keypad has heard of it, in order. */
    List<String> switched() {
        return switched;
    }

    /** Returns what the keypad was told of signs of the panel. */
    List<Boolean> signs() {
        return signs.stream().map(Sign::there).toList();
    }

    /**
     * Waits until the trouble is over. What the network held back may tell that it is, and be too old before the panel is on line again: so it
     * may be told a second time, but never the same twice.
     */
    void isWellAgain() {
        Things.until(
                "no trouble any more", () -> signs().size() > 2 && devices().isThere(address));
        List<Boolean> told = signs();
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i)).isEqualTo(i % 2 == 0);
        }
    }

    /** Waits until what happened is heard, and the keypad sees one panel. */
    void settle() {
        Things.until("everything is heard", () -> panel.device().unheard() == 0);
        Things.until(
                "one panel",
                () -> controller.session().get(Presences.FEATURE).of(address).size() == 1);
    }

    @Override
    public void close() throws IOException {
        controller.close();
        device.close();
        keypad.close();
        panel.close();
    }
}
