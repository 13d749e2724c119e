package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Preparation does not get slower than the text gets longer. Each worst case is prepared at two lengths, 64 times apart, and
 * the processor time of this thread is compared: quadratic steps would take 4096 times as long, so a bound of 600 leaves room for
 * caches and a busy machine.
 */
@Tag("D-103")
class LinearTimeTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SHORT = 500;
    private static final int FACTOR = 64;
    private static final double MAX_RATIO = 600;

    /** Units whose repetition is hard for some step: ordering marks, composing, sigmas, contexts, spaces, Hangul. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0301\u0323", "\u0345\u0301\u0323", "a\u0301", "\u03A3", "\u03A3\u00B7", "\u00B7", "\u0660", "\u200C",
                        "\u0628\u0652\u200C",
                "\u30FB", "\u05F3", "  \u00A0", "\u1100\u1161\u11A8", "\uAC00", "\uFDFA", "\u0130", "\u1F82",
                        "\uD834\uDD60"
            })
    void growsWithTheLength(String unit) {
        for (PrecisProfile profile : PrecisProfile.values()) {
            assertThat(ratio(
                            () -> profile.comparisonKey(text(unit, SHORT)),
                            () -> profile.comparisonKey(text(unit, SHORT * FACTOR))))
                    .as("%s of %s", profile, Samples.shown(unit))
                    .isLessThan(MAX_RATIO);
        }
        assertThat(ratio(() -> SaslPrep.prepare(text(unit, SHORT)), () -> SaslPrep.prepare(text(unit, SHORT * FACTOR))))
                .isLessThan(MAX_RATIO);
    }

    private static String text(String unit, int length) {
        return "a" + unit.repeat(length / unit.length());
    }

    private static double ratio(Runnable small, Runnable large) {
        // The least of several runs of each is what the machine can do when nobody disturbs it.
        return least(large, 3) / least(small, 30);
    }

    private static double least(Runnable work, int times) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
        }
        return Math.max(1, least);
    }
}
