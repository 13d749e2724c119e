package im.redoubt.server.filter;

import static im.redoubt.server.fixture.Station.ALICE;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.filter.FilterRules.Bounds;
import im.redoubt.xml.XmlLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Processor time that an event loop spends on a hundred rules, and that judging takes in all: a program, not a test. */
final class FilterMeasurement {
    private static final Bounds BOUNDS = new Bounds(262_144, 5_000_000);
    private static final int TIMES = 300;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private FilterMeasurement() {}

    /** Prints medians, 99th percentiles and the longest. */
    public static void main(String[] arguments) {
        List<FilterRule> words = new ArrayList<>();
        List<FilterRule> bombs = new ArrayList<>();
        for (int i = 0; i < FilterRules.MOST_RULES; i++) {
            words.add(FilterRulesTest.rule("name", "w" + i, "body", "(?i)\\bcheap\\s+pills" + i + "\\b"));
            bombs.add(FilterRulesTest.rule("name", "b" + i, "body", "(a?){100}a{100}b" + i));
        }
        String prose = "The quick brown fox jumps over the lazy dog, c. 1. ";
        measure("words, 36 characters", words, prose.substring(0, 36));
        measure("words, 8,000 characters", words, prose.repeat(160).substring(0, 8_000));
        measure("words, 200,000 characters", words, prose.repeat(4_000));
        measure("bombs, 8,000 characters", bombs, "a".repeat(8_000));
        measure("bombs, 200,000 characters", bombs, "a".repeat(200_000));
    }

    private static void measure(String what, List<FilterRule> list, String body) {
        FilterRules rules = new FilterRules(list, BOUNDS, System::nanoTime);
        Stanza stanza = new Trial(List.of(), BOUNDS, XmlLimits.AUTHENTICATED, ALICE)
                .run(("<message><body>" + body + "</body></message>").getBytes(StandardCharsets.UTF_8))
                .getFirst()
                .stanza();
        print(what + ", event loop", () -> rules.glance(stanza));
        print(what + ", in all", () -> rules.judge(stanza, 0));
    }

    private static void print(String what, Runnable work) {
        long[] micros = new long[TIMES];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < TIMES; i++) {
                long before = THREADS.getCurrentThreadCpuTime();
                work.run();
                micros[i] = (THREADS.getCurrentThreadCpuTime() - before) / 1_000;
            }
        }
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "%-40s median %6d us, 99 %% %6d us, longest %6d us%n",
                what,
                micros[TIMES / 2],
                micros[TIMES * 99 / 100],
                micros[TIMES - 1]);
    }
}
