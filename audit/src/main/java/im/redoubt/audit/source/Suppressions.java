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
    private static final String MARK = "redoubt-lint:";
    private static final Pattern REASONED = Pattern.compile("\\s*([a-z-]+)\\s+because\\s+\\S.{3,}");

    private final Map<Long, Set<String>> passedOver = new HashMap<>();
    private final Set<Long> silent = new HashSet<>();

    Suppressions(String text) {
        if (text.contains(MARK)) {
            LineComment.in(text).stream()
                    .filter(comment -> comment.text().startsWith(MARK))
                    .forEach(this::take);
        }
    }

    private void take(LineComment comment) {
        Matcher reasoned = REASONED.matcher(comment.text().substring(MARK.length()));
        if (!reasoned.matches()
                || CodeRules.all().stream().noneMatch(rule -> rule.id().equals(reasoned.group(1)))) {
            silent.add(comment.line());
            return;
        }
        passedOver.computeIfAbsent(comment.line(), _ -> new HashSet<>()).add(reasoned.group(1));
        if (comment.alone()) {
            passedOver.computeIfAbsent(comment.line() + 1, _ -> new HashSet<>()).add(reasoned.group(1));
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
