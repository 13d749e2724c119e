package im.redoubt.interop.smack;

import static im.redoubt.interop.smack.SuiteResult.Verdict.FAILED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.NOT_APPLICABLE;
import static im.redoubt.interop.smack.SuiteResult.Verdict.PASSED_LATER;

import java.util.ArrayList;
import java.util.List;

/** What came of Smack's tests as lines of docs/interop.md: a row for each specification, and one for each test that did not pass. */
record SuiteTable(Suite suite) {
    /** The section of specifications. */
    static final String SPECIFICATIONS = "suite";

    /** The section of tests that did not pass. */
    static final String REASONS = "reasons";

    private static final List<String> SPECIFICATIONS_HEAD =
            List.of("| specification | passed | failed | not applicable | remark |", "|---|--:|--:|--:|---|");

    private static final List<String> REASONS_HEAD =
            List.of("| specification | test | verdict | reason |", "|---|---|---|---|");

    /** The row of a specification, from what came of its tests. */
    String row(Suite.Unit unit, List<SuiteResult> results) {
        long failed = count(results, FAILED);
        long absent = count(results, NOT_APPLICABLE);
        String numbers =
                results.isEmpty() ? "– | – | –" : (results.size() - failed - absent) + " | " + failed + " | " + absent;
        return "| %s | %s | %s |".formatted(unit.specification(), numbers, unit.remark());
    }

    /** The rows of its tests that did not pass. One that passed when repeated did pass; known.txt says why it was. */
    List<String> reasons(Suite.Unit unit, List<SuiteResult> results) {
        return results.stream()
                .filter(result -> !result.reason().isEmpty() && result.verdict() != PASSED_LATER)
                .map(result -> "| %s | %s | %s | %s |"
                        .formatted(
                                unit.specification(),
                                result.test().equals(unit.specification()) ? "all" : result.test(),
                                result.verdict() == FAILED ? "failed" : "not applicable",
                                inCell(reason(result))))
                .sorted()
                .toList();
    }

    /** All rows of specifications: that of a unit replaced, the others as they were. */
    List<String> specifications(List<String> before, Suite.Unit replaced, List<SuiteResult> results) {
        List<String> rows = new ArrayList<>(SPECIFICATIONS_HEAD);
        for (Suite.Unit unit : suite.units()) {
            rows.add(
                    unit.equals(replaced)
                            ? row(unit, results)
                            : of(unit, before).stream().findFirst().orElse(row(unit, List.of())));
        }
        return rows;
    }

    /** All rows of tests that did not pass: those of a unit replaced, the others as they were. */
    List<String> allReasons(List<String> before, Suite.Unit replaced, List<SuiteResult> results) {
        List<String> rows = new ArrayList<>(REASONS_HEAD);
        for (Suite.Unit unit : suite.units()) {
            rows.addAll(unit.equals(replaced) ? reasons(unit, results) : of(unit, before));
        }
        return rows;
    }

    /** The rows of a unit among others. */
    static List<String> of(Suite.Unit unit, List<String> rows) {
        return rows.stream()
                .filter(row -> row.startsWith("| " + unit.specification() + " |"))
                .toList();
    }

    /** Why, in our words where we know. */
    private String reason(SuiteResult result) {
        return suite.known().stream()
                .filter(known -> known.test().equals(result.name()))
                .map(Suite.Known::reason)
                .findFirst()
                .orElse(result.reason());
    }

    private static String inCell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static long count(List<SuiteResult> its, SuiteResult.Verdict verdict) {
        return its.stream().filter(result -> result.verdict() == verdict).count();
    }
}
