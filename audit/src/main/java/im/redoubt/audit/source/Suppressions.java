package im.redoubt.audit.source;

import im.redoubt.audit.Rule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Findings that somebody looked at and has a reason to pass over: {@code // redoubt-lint: RULE because REASON}, on the line or above it. */
final class Suppressions {
    private static final Pattern COMMENT = Pattern.compile("//\\s*redoubt-lint:(.*)");
    private static final Pattern REASONED = Pattern.compile("\\s*([a-z-]+)\\s+because\\s+\\S.{3,}");

    private final Map<Long, Set<String>> passedOver = new HashMap<>();
    private final Set<Long> silent = new HashSet<>();

    Suppressions(String text) {
        long number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            int at = line.indexOf("redoubt-lint:");
            if (at >= 0) {
                take(line, number);
            }
        }
    }

    private void take(String line, long number) {
        Matcher comment = COMMENT.matcher(line);
        if (!comment.find()) {
            return;
        }
        Matcher reasoned = REASONED.matcher(comment.group(1));
        if (!reasoned.matches()
                || CodeRules.all().stream().noneMatch(rule -> rule.id().equals(reasoned.group(1)))) {
            silent.add(number);
            return;
        }
        passedOver.computeIfAbsent(number, _ -> new HashSet<>()).add(reasoned.group(1));
        if (line.strip().startsWith("//")) {
            passedOver.computeIfAbsent(number + 1, _ -> new HashSet<>()).add(reasoned.group(1));
        }
    }

    /** Returns whether a finding is passed over. */
    boolean cover(Rule rule, long line) {
        return passedOver.getOrDefault(line, Set.of()).contains(rule.id());
    }

    /** Returns the lines that pass over something without a reason. */
    Set<Long> silent() {
        return silent;
    }
}
