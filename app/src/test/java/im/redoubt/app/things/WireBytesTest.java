package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.things.command.Answered.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many bytes a device has on its link, TLS included: docs/things.md has the figures, and what is here bounds them. */
final class WireBytesTest {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BEATS = 5;
    private static final Duration QUIET = Duration.ofMillis(1_500);
    private static final int MOST_OF_A_COMMAND = 8_000;
    private static final int MOST_OF_A_BEAT = 900;

    private final CountedSockets link = new CountedSockets();

    private long bytes() {
        return link.sent() + link.received();
    }

    private RunningRedoubt service(Path directory) {
        return new RunningRedoubt(directory).with("panel").with("keypad");
    }

    @Test
    void aCommandCostsLittle(@TempDir Path directory) throws InterruptedException {
        try (RunningRedoubt service = service(directory);
                RunningAlarm alarm = new RunningAlarm(
                        service, directory.resolve("things"), Duration.ofHours(1), panel -> panel.sockets(link))) {
            alarm.paired().withPin();
            assertThat(alarm.armed().outcome()).isEqualTo(Outcome.DONE);
            settle(alarm);
            long before = bytes();
            assertThat(Things.answer(alarm.disarm(RunningAlarm.PIN)).outcome()).isEqualTo(Outcome.DONE);
            settle(alarm);
            long command = bytes() - before;
            System.out.println("a command with a PIN, its event, and its report: " + command + " bytes");
            assertThat(command).isBetween(1_000L, (long) MOST_OF_A_COMMAND);
        }
    }

    @Test
    void aBeatCostsLittle(@TempDir Path directory) throws InterruptedException {
        try (RunningRedoubt service = service(directory);
                RunningAlarm alarm =
                        new RunningAlarm(service, directory.resolve("things"), BEAT, panel -> panel.sockets(link))) {
            alarm.paired();
            Thread.sleep(QUIET.toMillis());
            long before = bytes();
            Thread.sleep(BEAT.multipliedBy(BEATS).toMillis());
            long beat = (bytes() - before) / BEATS;
            System.out.println("a beat: " + beat + " bytes");
            assertThat(beat).isBetween(100L, (long) MOST_OF_A_BEAT);
        }
    }

    /** Waits until the events are heard and nothing more goes over the link. */
    private void settle(RunningAlarm alarm) throws InterruptedException {
        long end = System.nanoTime() + Things.PATIENCE.toNanos();
        long before;
        do {
            assertThat(System.nanoTime()).as("it goes quiet").isLessThan(end);
            before = bytes();
            Thread.sleep(QUIET.toMillis());
        } while (alarm.panel().device().unheard() > 0 || bytes() != before);
    }
}
