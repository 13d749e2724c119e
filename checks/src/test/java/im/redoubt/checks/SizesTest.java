package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.checks.JavaSource.Kind;
import im.redoubt.checks.JavaSource.Size;
import im.redoubt.checks.JavaSource.TopLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of sizes: what is expected is printed, what needs a reason must have one, what is too big fails. */
class SizesTest {
    /** A figure above which a reason is due, and one that is never passed. */
    private record Limit(Kind kind, int reason, int never) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit(Kind.FILE, 400, 600),
            new Limit(Kind.METHOD, 50, 70),
            new Limit(Kind.FIELDS, 12, Integer.MAX_VALUE),
            new Limit(Kind.PARAMETERS, 6, Integer.MAX_VALUE));

    @Test
    void sourcesKeepToTheTable() {
        List<Size> main = new ArrayList<>();
        List<Size> tests = new ArrayList<>();
        for (Path module : Project.modules()) {
            List<Size> own = JavaSource.measure(Project.files(module.resolve("src/main/java"), ".java"))
                    .sizes();
            print(module.getFileName().toString(), own);
            main.addAll(own);
            tests.addAll(JavaSource.measure(Project.files(module.resolve("src/test/java"), ".java"))
                    .sizes());
        }
        print("all modules", main);
        print("all tests", tests);
        assertThat(complaints(main)).isEmpty();
        complaints(tests).forEach(SizesTest::say); // tables of cases are long; they are shown, not refused
    }

    @Test
    void implementationsKeepTypesToTheirPackages() {
        // What STYLE expects of an implementation module.
        for (Map.Entry<String, Integer> floor : Map.of("server", 40, "app", 40).entrySet()) {
            String module = floor.getKey();
            List<TopLevel> types = JavaSource.measure(
                            Project.files(Project.module(module).resolve("src/main/java"), ".java"))
                    .types();
            long hidden = types.stream().filter(type -> !type.open()).count();
            int share = types.isEmpty() ? 100 : (int) (100 * hidden / types.size());
            say("%s: %d of %d top-level types are package-private (%d %%)"
                    .formatted(module, hidden, types.size(), share));
            assertThat(share).as("package-private share of " + module).isGreaterThanOrEqualTo(floor.getValue());
        }
    }

    /**
     * What is expected is 1.0, and 1.5 where hostile bytes are read; where a floor is lower it is what was reached, and may
     * only rise (docs/decisions/0009-weight-of-tests.md).
     */
    @Test
    void testsWeighNoLessThanTheyDid() {
        List<String> complaints = new ArrayList<>();
        weigh("xml", "im/redoubt", 1.5, complaints);
        weigh("protocol", "im/redoubt", 1.15, complaints);
        weigh("protocol", "im/redoubt/protocol/stream", 1.5, complaints);
        weigh("protocol", "im/redoubt/protocol/sasl", 1.5, complaints);
        weigh("server", "im/redoubt", 0.7, complaints);
        weigh("app", "im/redoubt", 1.5, complaints);
        assertThat(complaints).isEmpty();
    }

    @Test
    void overlongMethodIsRefusedEvenWithAReason(@TempDir Path directory) throws IOException {
        assertThat(complaintsAbout(directory, "  // Size: because.\n", "int a;\n".repeat(69)))
                .singleElement()
                .asString()
                .contains("Sample.run");
    }

    @Test
    void longMethodNeedsAReason(@TempDir Path directory) throws IOException {
        assertThat(complaintsAbout(directory, "", "int a;\n".repeat(50))).hasSize(1);
        assertThat(complaintsAbout(directory, "  // Size: a table.\n", "int a;\n".repeat(50)))
                .isEmpty();
        assertThat(complaintsAbout(directory, "", "int a;\n".repeat(48))).isEmpty();
    }

    @Test
    void fileAboveTheLimitIsRefused(@TempDir Path directory) throws IOException {
        assertThat(complaintsAbout(directory, "\n".repeat(601), "")).hasSize(1);
    }

    @Test
    void classWithManyFieldsNeedsAReason(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("Sample.java");
        Files.writeString(file, "class Sample {\n" + "int a;\n".repeat(13) + "}\n");
        assertThat(complaints(JavaSource.measure(List.of(file)).sizes())).hasSize(1);
        Files.writeString(file, "/** Size: one per column. */\nclass Sample {\n" + "int a;\n".repeat(13) + "}\n");
        assertThat(complaints(JavaSource.measure(List.of(file)).sizes())).isEmpty();
    }

    private static List<String> complaintsAbout(Path directory, String above, String body) throws IOException {
        Path file = directory.resolve("Sample.java");
        Files.writeString(file, "class Sample {\n" + above + "  void run() {\n" + body + "  }\n}\n");
        return complaints(JavaSource.measure(List.of(file)).sizes());
    }

    private static List<String> complaints(List<Size> sizes) {
        List<String> complaints = new ArrayList<>();
        for (Limit limit : LIMITS) {
            for (Size size : sizes) {
                if (size.kind() == limit.kind() && size.size() > limit.reason()) {
                    if (size.size() > limit.never()) {
                        complaints.add(size.name() + ": " + size.size() + " is above " + limit.never());
                    } else if (!size.reasoned()) {
                        complaints.add(size.name() + ": " + size.size() + " is above " + limit.reason()
                                + " and no comment above it says why («" + JavaSource.REASON + " …»)");
                    }
                }
            }
        }
        return complaints;
    }

    private static void weigh(String module, String below, double least, List<String> complaints) {
        long main = lines(Project.module(module).resolve("src/main/java").resolve(below));
        long tests = lines(Project.module(module).resolve("src/test/java").resolve(below));
        if (main > 0) {
            double weight = (double) tests / main;
            say("%s %s: %d lines of tests on %d lines (%.2f)".formatted(module, below, tests, main, weight));
            if (weight < least) {
                complaints.add(module + " " + below + ": tests weigh " + weight + ", less than " + least);
            }
        }
    }

    private static long lines(Path directory) {
        return Project.files(directory, ".java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .mapToLong(file -> Project.read(file).lines().count())
                .sum();
    }

    private static void print(String what, List<Size> sizes) {
        for (Kind kind : Kind.values()) {
            List<Integer> sorted = sizes.stream()
                    .filter(size -> size.kind() == kind)
                    .map(Size::size)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            if (!sorted.isEmpty()) {
                say("%s, %s: median %d, p90 %d, p99 %d, largest %d of %d"
                        .formatted(
                                what,
                                kind,
                                percentile(sorted, 50),
                                percentile(sorted, 90),
                                percentile(sorted, 99),
                                sorted.getLast(),
                                sorted.size()));
            }
        }
    }

    private static int percentile(List<Integer> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static void say(String line) {
        System.out.println("sizes: " + line);
    }
}
