package im.redoubt.app.thing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever part is killed while a panel is told something, and started again: it was done once, and what is told is what is. */
final class KilledPartsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 3;
    private static final int LONGEST_MILLIS = 200;
    private static final int STEP_MILLIS = 20;
    private static final int ROUNDS_OF_KEYPAD = 2;
    private static final int LONGEST_MILLIS_OF_KEYPAD = 600;

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
            Part panel = account(parts, "panel");
            Part keypad = account(parts, "keypad");
            ready(parts, panel, keypad);
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

    /** A keypad that is killed says after its start what came of its command, if anything of that went out, and it is so. */
    @Test
    @Tag("I-152")
    @Tag("IOT-06")
    void aKeypadThatWasKilledTellsWhatIs(@TempDir Path directory) throws InterruptedException {
        try (AlarmParts parts = new AlarmParts(directory, line -> {})) {
            parts.server();
            Part panel = account(parts, "panel");
            Part keypad = account(parts, "keypad");
            ready(parts, panel, keypad);
            String before = "disarmed, silent";
            for (int round = 0; round < ROUNDS_OF_KEYPAD; round++) {
                boolean arms = round % 2 == 0;
                String after = arms ? "armed house, silent" : "disarmed, silent";
                give(keypad, arms);
                if (round < ROUNDS_OF_KEYPAD / 2) {
                    keypad.await(arms ? "<arm " : "<disarm ", PATIENCE); // it goes out, on the wire
                } else {
                    Thread.sleep(random.nextInt(LONGEST_MILLIS_OF_KEYPAD));
                }
                keypad.kill();
                Optional<String> told = toldOfThis(keypad);
                keypad = parts.thing("keypad");
                keypad.await("on line", PATIENCE);
                if (keypad.last("was under way").isPresent()) {
                    told = Optional.of(shown(keypad, "earlier " + (arms ? "arm" : "disarm") + " of panel@localhost: "));
                }
                String now = state(panel);
                told.filter(words -> !words.contains("uncertain")).ifPresent(words -> {
                    assertThat(words).contains("done: state: " + after);
                    assertThat(now).isEqualTo(after);
                });
                if (told.isEmpty()) {
                    assertThat(now).as("nothing went out").isEqualTo(before);
                    assertThat(round).as("something went out").isGreaterThanOrEqualTo(ROUNDS_OF_KEYPAD / 2);
                }
                before = now;
            }
        }
    }

    /** Waits for a line that may have come before another one that was waited for. */
    private static String shown(Part keypad, String words) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<String> line = keypad.last(words);
        while (line.isEmpty()) {
            assertThat(System.nanoTime()).as(words).isLessThan(end);
            Thread.sleep(STEP_MILLIS);
            line = keypad.last(words);
        }
        return line.get();
    }

    /** Returns what a keypad has told of its last command; what it said of one before its start is another matter. */
    private static Optional<String> toldOfThis(Part keypad) {
        return keypad.last("done: state: ").filter(line -> !line.startsWith("earlier "));
    }

    private static String state(Part panel) {
        panel.say("status");
        panel.say("peers");
        panel.await("as owner", PATIENCE);
        String line = panel.last("state: ").orElseThrow();
        return line.substring(line.indexOf("state: ") + "state: ".length());
    }

    private static Part account(AlarmParts parts, String name) {
        parts.account(name);
        return parts.thing(name);
    }

    private static void ready(AlarmParts parts, Part panel, Part keypad) {
        panel.await("on line", PATIENCE);
        keypad.await("on line", PATIENCE);
        parts.pair(panel, keypad, "owner");
        panel.say("pin");
        panel.say("471108");
        panel.await("the PIN is chosen", PATIENCE);
    }

    private static void give(Part keypad, boolean arms) {
        keypad.say(arms ? "arm house" : "disarm house");
        if (!arms) {
            keypad.say("471108");
        }
    }
}
