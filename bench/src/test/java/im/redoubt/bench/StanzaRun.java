package im.redoubt.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of stanzas in turns: in each round every library has a process of its own for every stanza, one beside
 * the other, so that what slows the machine slows both. Prints a table of medians of processor time and of bytes allocated, and of the
 * ratios within a round.
 */
public final class StanzaRun {
    private static final List<String> LIBRARIES = List.of("redoubt", "stanza", "smack");

    /** What one process measured. */
    private record Cost(double nanos, double bytes) {}

    private final Map<String, Map<String, List<Cost>>> costs = new LinkedHashMap<>();

    private StanzaRun() {}

    /**
     * Runs them.
     *
     * @param arguments the number of rounds, and of milliseconds for each of the fifteen iterations
     */
    public static void main(String... arguments) throws RunnerException {
        int rounds = Integer.parseInt(arguments[0]);
        int millis = Integer.parseInt(arguments[1]);
        StanzaRun run = new StanzaRun();
        for (int round = 1; round <= rounds; round++) {
            System.err.printf(Locale.ROOT, "round %d of %d%n", round, rounds);
            for (Sample sample : Sample.values()) {
                run.measure("ParseBenchmark", "sample", sample.name(), millis);
            }
            for (BuildBenchmark.Kind kind : BuildBenchmark.Kind.values()) {
                run.measure("BuildBenchmark", "kind", kind.name(), millis);
            }
        }
        run.print();
    }

    private void measure(String benchmark, String parameter, String value, int millis) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("\\." + benchmark + "\\.")
                .param(parameter, value)
                .forks(1)
                .warmupIterations(10)
                .measurementIterations(5)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementTime(TimeValue.milliseconds(millis))
                .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        Collection<RunResult> results = new Runner(options.build()).run();
        String row = (benchmark.startsWith("Parse") ? "read " : "make ")
                + value.toLowerCase(Locale.ROOT).replace('_', ' ');
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            Cost cost = new Cost(of(result, ProcessorTime.NAME), of(result, "gc.alloc.rate.norm"));
            costs.computeIfAbsent(row, fresh -> new LinkedHashMap<>())
                    .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), fresh -> new ArrayList<>())
                    .add(cost);
            System.err.printf(
                    Locale.ROOT,
                    "  %-18s %-8s %10.0f ns %10.0f bytes%n",
                    row,
                    name.substring(name.lastIndexOf('.') + 1),
                    cost.nanos(),
                    cost.bytes());
        }
    }

    private static double of(RunResult result, String figure) {
        return Objects.requireNonNull(result.getSecondaryResults().get(figure), figure)
                .getStatistics()
                .getPercentile(50);
    }

    private void print() {
        System.out.println(
                "| | Redoubt, µs | to the stanza only, µs | Smack, µs | ratio | Redoubt, bytes | Smack, bytes |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        costs.forEach((row, libraries) -> {
            List<List<Cost>> each = LIBRARIES.stream()
                    .map(library -> libraries.getOrDefault(library, List.of()))
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.1f × | %.0f | %.0f |%n",
                    row,
                    micros(each.get(0)),
                    micros(each.get(1)),
                    micros(each.get(2)),
                    ratio(each.get(2), each.get(0)),
                    median(each.get(0).stream().mapToDouble(Cost::bytes).toArray()),
                    median(each.get(2).stream().mapToDouble(Cost::bytes).toArray()));
        });
    }

    private static String micros(List<Cost> costs) {
        return costs.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        median(costs.stream().mapToDouble(Cost::nanos).toArray()) / 1_000);
    }

    private static double ratio(List<Cost> of, List<Cost> to) {
        double[] ratios = new double[of.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of.get(i).nanos() / to.get(i).nanos();
        }
        return median(ratios);
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }
}
