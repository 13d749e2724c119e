package im.redoubt.app.thing;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.Watched;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import im.redoubt.testkit.fault.Outage;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.ControllerMeeting;
import im.redoubt.things.Order;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.pairing.PairingCode;
import im.redoubt.things.pin.Pin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panel's process stands still between giving out what a command has to bring back and getting that command (SIGSTOP). */
final class StoppedPanelTest {
    private static final BareJid PANEL = BareJid.of("panel@localhost");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TROUBLE = Duration.ofSeconds(5);
    private static final Duration GOOD = Duration.ofMinutes(4);
    private static final Duration STEP = Duration.ofMillis(20);
    /** Longer than what a device gives out is good. */
    private static final Duration STOPPED = Duration.ofSeconds(31);

    private final List<Boolean> signs = new CopyOnWriteArrayList<>();
    private final List<String> switched = new CopyOnWriteArrayList<>();
    private final AtomicInteger stale = new AtomicInteger();
    private final AtomicBoolean holds = new AtomicBoolean();

    @Test
    @Tag("N-123")
    @Tag("long")
    @Tag("I-144")
    @Tag("I-152")
    void whatItGetsWhenItGoesOnIsOldAndWhatIsGivenAgainIsDoneOnce(@TempDir Path directory)
            throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("things"));
        try (RunningRedoubt service = new RunningRedoubt(directory.resolve("server"))
                        .with("panel")
                        .with("keypad");
                FaultProxy network = FaultProxy.to(service.starttlsPort(), Network.CLEAN);
                Part panel = panel(service, network, directory.resolve("things"));
                Controller keypad = keypad(directory.resolve("keypad"));
                Session session = Clients.of(service, "keypad")
                        .pace(Pace.STANDARD.withAnswer(GOOD))
                        .watching(seen -> seen(seen, network))
                        .with(keypad.feature())
                        .build()
                        .open()) {
            ControllerLine devices = session.get(keypad.feature());
            devices.signs().add(sign -> signs.add(sign.there()));
            pair(panel, devices);
            armed(devices);
            Order<Alarm.State> order = stoppedInACommand(panel, devices, network);
            assertThat(order.answer().await(PATIENCE).outcome()).isEqualTo(Outcome.DONE);
            assertThat(stale).hasValue(1);
            armed(devices);
            until(() -> switched.size() >= 3);
            assertThat(switched).containsExactly("armed", "disarmed", "armed");
            until(() -> signs.size() > 2 && devices.isThere(PANEL));
            until(() -> session.get(Presences.FEATURE).of(PANEL).size() == 1);
        }
    }

    private static Part panel(RunningRedoubt service, FaultProxy network, Path directory) {
        Part panel = Part.start(
                new Part.Naming("panel", "64m"),
                directory,
                line -> {},
                List.of(
                        "thing",
                        "panel",
                        PANEL.toString(),
                        "--data",
                        "panel",
                        "--ca",
                        service.authority().toString(),
                        "--server",
                        "127.0.0.1:" + network.port(),
                        "--beat",
                        "1",
                        "--password-stdin"));
        panel.say(RunningRedoubt.PASSWORD);
        return panel;
    }

    private Controller keypad(Path file) {
        try (Secret passphrase = Secret.utf8("a passphrase of the tests".toCharArray())) {
            return Controller.builder(BareJid.of("keypad@localhost"))
                    .patience(TROUBLE)
                    .on(AlarmTypes.ARMED, told -> switched.add("armed"))
                    .on(AlarmTypes.DISARMED, told -> switched.add("disarmed"))
                    .open(Keep.in(file, passphrase));
        }
    }

    /** What the panel has given out is here, and the command is not sent yet: when it is, it goes no further than the panel's network. */
    private void seen(Watched seen, FaultProxy network) {
        if (seen.direction() == Watched.Direction.SENT) {
            return;
        }
        if (says(seen, "why='stale'")) {
            stale.incrementAndGet();
        }
        if (says(seen, "<challenge ") && holds.getAndSet(false)) {
            try {
                network.strike(Outage.HOLDS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean says(Watched seen, String part) {
        return seen.element().parse(text -> Optional.of(text.contains(part))).orElse(false);
    }

    private static void pair(Part panel, ControllerLine devices) {
        panel.await("on line", PATIENCE);
        panel.say("pair owner");
        PairingCode code =
                PairingCode.read(Unverified.of(panel.await("code: ", PATIENCE))).orElseThrow();
        ControllerMeeting.Pairing pairing = devices.meeting().begin(code);
        panel.say("confirm " + pairing.met().await(PATIENCE).fingerprint());
        assertThat(pairing.welcomed().await(PATIENCE).address()).isEqualTo(PANEL);
        panel.say("pin");
        panel.say("471108");
        panel.await("the PIN is chosen", PATIENCE);
    }

    private static void armed(ControllerLine devices) {
        Order<Alarm.State> order = devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE), GOOD);
        assertThat(order.answer().await(PATIENCE).outcome()).isEqualTo(Outcome.DONE);
    }

    private Order<Alarm.State> stoppedInACommand(Part panel, ControllerLine devices, FaultProxy network)
            throws IOException, InterruptedException {
        until(() -> signs.equals(List.of(true)));
        holds.set(true);
        try (Pin pin = Pin.of("471108".toCharArray())) {
            Order<Alarm.State> order = devices.order(PANEL, AlarmTypes.DISARM, new Alarm.Disarm(pin, Zone.HOUSE), GOOD);
            order.accepted().await(PATIENCE);
            signal(panel, "STOP");
            network.heal();
            Thread.sleep(STOPPED.toMillis());
            assertThat(order.answer()).isNotDone();
            return order;
        } finally {
            signal(panel, "CONT");
        }
    }

    private static void signal(Part part, String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(part.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private static void until(BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
