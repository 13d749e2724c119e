package im.redoubt.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The findings of one run of testssl.
 *
 * @param findings in the order of the report
 */
record TestsslReport(List<Finding> findings) {
    // The flat JSON report has one name and value per line; values never hold an unescaped quote.
    private static final Pattern LINE = Pattern.compile(
            "^\\s*\"(id|severity|finding)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\",?\\s*$", Pattern.MULTILINE);
    // WARN is no finding: it says that testssl could not look.
    private static final String NOT_LOOKED = "WARN";
    private static final Set<String> HARMLESS = Set.of("OK", "INFO", "DEBUG", "LOW", NOT_LOOKED);

    /**
     * One row.
     *
     * @param id which check
     * @param severity OK, INFO, DEBUG, WARN, LOW, MEDIUM, HIGH, CRITICAL or FATAL
     * @param text what was found
     */
    record Finding(String id, String severity, String text) {}

    static TestsslReport parse(String json) {
        List<Finding> findings = new ArrayList<>();
        String id = "";
        String severity = "";
        Matcher line = LINE.matcher(json);
        while (line.find()) {
            String value = line.group(2);
            switch (line.group(1)) {
                case "id" -> id = value;
                case "severity" -> severity = value;
                default -> findings.add(new Finding(id, severity, value));
            }
        }
        return new TestsslReport(List.copyOf(findings));
    }

    /** What is worse than LOW. */
    List<Finding> aboveLow() {
        return findings.stream()
                .filter(finding -> !HARMLESS.contains(finding.severity()))
                .toList();
    }

    /** The rows where testssl could not look. */
    List<Finding> notLooked() {
        return findings.stream()
                .filter(finding -> finding.severity().equals(NOT_LOOKED))
                .toList();
    }

    /** The rows where testssl did look. */
    List<String> looked() {
        return findings.stream()
                .filter(finding -> !finding.severity().equals(NOT_LOOKED))
                .map(Finding::id)
                .toList();
    }
}
