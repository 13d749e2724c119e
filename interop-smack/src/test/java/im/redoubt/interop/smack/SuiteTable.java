package im.redoubt.interop.smack;

import static im.redoubt.interop.smack.SuiteResult.Verdict.FAILED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.NOT_APPLICABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of what passed and what did not, for people to read. */
final class SuiteTable {
    private final Map<String, List<SuiteResult>> results = new TreeMap<>();

    void add(Suite.Unit unit, List<SuiteResult> its) {
        results.put(unit.specification(), its);
    }

    void write(Suite suite, Path file) throws IOException {
        StringBuilder text = new StringBuilder("""
                # Smack's integration tests

                | specification | passed | failed | not applicable | remark |
                |---|--:|--:|--:|---|
                """);
        for (Suite.Unit unit : suite.units()) {
            List<SuiteResult> its = results.getOrDefault(unit.specification(), List.of());
            long failed = count(its, FAILED);
            long absent = count(its, NOT_APPLICABLE);
            String numbers = its.isEmpty() ? " | | " : (its.size() - failed - absent) + " | " + failed + " | " + absent;
            text.append("| %s | %s | %s |%n".formatted(unit.specification(), numbers, unit.remark()));
        }
        text.append("\nWhat did not simply pass:\n\n| test | verdict | reason |\n|---|---|---|\n");
        for (List<SuiteResult> its : results.values()) {
            its.stream()
                    .filter(result -> !result.reason().isEmpty())
                    .forEach(result -> text.append("| %s | %s | %s |%n"
                            .formatted(result.test(), words(result.verdict()), inCell(reason(suite, result)))));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** Why, in our words where we know. */
    private static String reason(Suite suite, SuiteResult result) {
        return suite.known().stream()
                .filter(known -> known.test().equals(result.name()))
                .map(Suite.Known::reason)
                .findFirst()
                .orElse(result.reason());
    }

    private static String inCell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static String words(SuiteResult.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "passed";
            case PASSED_LATER -> "passed when repeated";
            case FAILED -> "failed";
            case NOT_APPLICABLE -> "not applicable";
        };
    }

    private static long count(List<SuiteResult> its, SuiteResult.Verdict verdict) {
        return its.stream().filter(result -> result.verdict() == verdict).count();
    }
}
