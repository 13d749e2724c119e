package im.redoubt.app.thing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A panel that is killed while it is told something, and started again, has done it once or not at all, and says which. */
final class KilledPanelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 4;
    private static final int LONGEST_MILLIS = 200;

    @Test
    @Tag("I-152")
    @Tag("I-149")
    @Tag("IOT-06")
    void whatIsToldIsWhatIs(@TempDir Path directory) throws InterruptedException {
        Random random = new Random();
        try (AlarmParts parts = new AlarmParts(directory, line -> {})) {
            parts.server();
            parts.account("panel");
            parts.account("keypad");
            Part panel = parts.thing("panel");
            Part keypad = parts.thing("keypad");
            panel.await("on line", PATIENCE);
            keypad.await("on line", PATIENCE);
            parts.pair(panel, keypad, "owner");
            panel.say("pin");
            panel.say("471108");
            panel.await("the PIN is chosen", PATIENCE);
            for (int round = 0; round < ROUNDS; round++) {
                boolean arms = round % 2 == 0;
                int millis = random.nextInt(LONGEST_MILLIS);
                keypad.say(arms ? "arm house" : "disarm house");
                if (!arms) {
                    keypad.say("471108");
                }
                Thread.sleep(millis);
                panel.kill();
                panel = parts.thing("panel");
                String told = keypad.await("done: state: ", PATIENCE);
                panel.say("peers");
                panel.await("as owner", PATIENCE);
                assertThat(panel.last("state: "))
                        .as("killed after " + millis + " ms")
                        .contains("state: " + told);
                assertThat(told).isEqualTo(arms ? "armed house, silent" : "disarmed, silent");
            }
        }
    }
}
