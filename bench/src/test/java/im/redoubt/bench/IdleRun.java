package im.redoubt.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Holds many connections that do nothing, and says what each of them costs the process. */
public final class IdleRun {
    /** How many come before the first look, so that what is there once is not counted as part of a connection. */
    private static final int FIRST = 20;

    /** The line of a histogram that says how many virtual threads there are. */
    private static final Pattern VIRTUAL =
            Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +java\\.lang\\.VirtualThread\\b(?!\\$)");

    /** What a process has at one moment. */
    private record Footprint(long heapBytes, long residentBytes, int threads, long virtualThreads) {}

    private IdleRun() {}

    /**
     * Opens connections and prints a line.
     *
     * @param words domain, port, authority; {@code redoubt} or {@code smack}; how many connections; and with a further word
     *     also what lies on the heap
     */
    public static void main(String... words) throws InterruptedException, IOException, JMException {
        Place place = Place.of(words);
        String library = words[3];
        int count = Integer.parseInt(words[4]);
        List<Object> open = new ArrayList<>();
        open(place, library, open, FIRST);
        Footprint before = look();
        open(place, library, open, FIRST + count);
        Footprint after = look();
        System.out.printf(
                Locale.ROOT,
                "%s %d connections: %.1f KiB of heap each, %.1f KiB of memory each, %.2f threads each (%d of the system, %d virtual in all)%n",
                library,
                count,
                (after.heapBytes() - before.heapBytes()) / 1_024.0 / count,
                (after.residentBytes() - before.residentBytes()) / 1_024.0 / count,
                (double) (after.threads() - before.threads()) / count,
                after.threads(),
                after.virtualThreads());
        if (words.length > 5) {
            histogram().lines().limit(50).forEach(System.err::println);
        }
        if (open.size() != FIRST + count) {
            throw new IllegalStateException("some are gone");
        }
        System.exit(0); // Smack's threads would stay
    }

    private static void open(Place place, String library, List<Object> open, int upTo) {
        while (open.size() < upTo) {
            int number = open.size();
            open.add(
                    library.equals("smack")
                            ? SmackClient.open(SmackClient.of(place, number))
                            : OurClient.ready(OurClient.of(place, number).open()));
            if (open.size() % 100 == 0) {
                System.err.printf(Locale.ROOT, "  %s: %d connections%n", library, open.size());
            }
        }
    }

    /** Waits until what follows a sign-in is over, and looks at what is alive. */
    private static Footprint look() throws InterruptedException, IOException, JMException {
        TimeUnit.SECONDS.sleep(8);
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long virtual = histogram()
                .lines()
                .map(VIRTUAL::matcher)
                .filter(Matcher::find)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
        return new Footprint(
                heap, resident(), ManagementFactory.getThreadMXBean().getThreadCount(), virtual);
    }

    private static long resident() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .sum();
        }
    }

    private static String histogram() throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
    }
}
