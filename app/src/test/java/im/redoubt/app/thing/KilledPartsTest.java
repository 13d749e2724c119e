package im.redoubt.app.thing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever part is killed while a panel is told something, and started again: it was done once, and what is told is what is. */
final class KilledPartsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 3;
    private static final int LONGEST_MILLIS = 200;

    private final Random random = new Random();

    /** What is killed. */
    enum Victim {
        PANEL,
        SERVER
    }

    @ParameterizedTest
    @EnumSource(Victim.class)
    @Tag("I-152")
    @Tag("I-149")
    @Tag("IOT-06")
    void whatIsToldIsWhatIs(Victim victim, @TempDir Path directory) throws InterruptedException {
        try (AlarmParts parts = new AlarmParts(directory, line -> {})) {
            Part server = parts.server();
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
                give(keypad, arms);
                Thread.sleep(millis);
                if (victim == Victim.PANEL) {
                    panel.kill();
                    panel = parts.thing("panel");
                } else {
                    server.kill();
                    server = parts.server();
                }
                String told = keypad.await("done: state: ", PATIENCE);
                panel.say("peers");
                panel.await("as owner", PATIENCE);
                assertThat(panel.last("state: "))
                        .as("killed after " + millis + " ms")
                        .get()
                        .asString()
                        .contains("state: " + told);
                assertThat(told).isEqualTo(arms ? "armed house, silent" : "disarmed, silent");
            }
        }
    }

    private static void give(Part keypad, boolean arms) {
        keypad.say(arms ? "arm house" : "disarm house");
        if (!arms) {
            keypad.say("471108");
        }
    }
}
