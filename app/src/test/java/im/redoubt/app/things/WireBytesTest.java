package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.alarm.Panel;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Session;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.pin.Pin;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many bytes a device has on its link, TLS included: docs/things.md has the figures, and what is here bounds them. */
final class WireBytesTest {
    private static final BareJid PANEL = BareJid.of("panel@localhost");
    private static final BareJid KEYPAD = BareJid.of("keypad@localhost");
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BEATS = 5;
    private static final Duration QUIET = Duration.ofMillis(1_500);
    private static final int MOST_OF_A_COMMAND = 8_000;
    private static final int MOST_OF_A_BEAT = 900;

    private final CountedSockets link = new CountedSockets();

    private long bytes() {
        return link.sent() + link.received();
    }

    private static Controller keypad(Path directory) {
        return Controller.builder(KEYPAD)
                .on(AlarmTypes.ARMED, told -> {})
                .on(AlarmTypes.DISARMED, told -> {})
                .open(Things.keep(directory.resolve("k")));
    }

    @Test
    void aCommandAndAMinuteOfNothingCostLittle(@TempDir Path directory) throws InterruptedException {
        try (RunningRedoubt service =
                        new RunningRedoubt(directory).with("panel").with("keypad");
                Panel panel = Panel.open(PANEL, Things.keep(directory.resolve("p")), Duration.ofHours(1));
                Controller keypad = keypad(directory);
                Session there = Clients.of(service, "panel")
                        .sockets(link)
                        .with(panel.device().feature())
                        .build()
                        .open();
                Session here = Clients.of(service, "keypad")
                        .with(keypad.feature())
                        .build()
                        .open()) {
            ControllerLine devices = here.get(keypad.feature());
            Things.pair(there.get(panel.device().feature()), devices);
            try (Secret digits = Secret.utf8("471108".toCharArray())) {
                panel.choosePin(digits).await(Things.PATIENCE);
            }
            assertThat(Things.answer(devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE)))
                            .outcome())
                    .isEqualTo(Outcome.DONE);
            settle(panel);
            long before = bytes();
            try (Pin pin = Pin.of("471108".toCharArray())) {
                assertThat(Things.answer(devices.order(PANEL, AlarmTypes.DISARM, new Alarm.Disarm(pin, Zone.HOUSE)))
                                .outcome())
                        .isEqualTo(Outcome.DONE);
            }
            settle(panel);
            long command = bytes() - before;
            System.out.println("a command with a PIN, its event, and its report: " + command + " bytes");
            assertThat(command).isBetween(1_000L, (long) MOST_OF_A_COMMAND);
        }
    }

    @Test
    void aBeatCostsLittle(@TempDir Path directory) throws InterruptedException {
        try (RunningRedoubt service =
                        new RunningRedoubt(directory).with("panel").with("keypad");
                Panel panel = Panel.open(PANEL, Things.keep(directory.resolve("p")), BEAT);
                Controller keypad = keypad(directory);
                Session there = Clients.of(service, "panel")
                        .sockets(link)
                        .with(panel.device().feature())
                        .build()
                        .open();
                Session here = Clients.of(service, "keypad")
                        .with(keypad.feature())
                        .build()
                        .open()) {
            Things.pair(there.get(panel.device().feature()), here.get(keypad.feature()));
            Thread.sleep(QUIET.toMillis());
            long before = bytes();
            Thread.sleep(BEAT.multipliedBy(BEATS).toMillis());
            long beat = (bytes() - before) / BEATS;
            System.out.println("a beat: " + beat + " bytes");
            assertThat(beat).isBetween(100L, (long) MOST_OF_A_BEAT);
        }
    }

    /** Waits until the events are heard and nothing more goes over the link. */
    private void settle(Panel panel) throws InterruptedException {
        long end = System.nanoTime() + Things.PATIENCE.toNanos();
        long before;
        do {
            assertThat(System.nanoTime()).as("it goes quiet").isLessThan(end);
            before = bytes();
            Thread.sleep(QUIET.toMillis());
        } while (panel.device().unheard() > 0 || bytes() != before);
    }
}
