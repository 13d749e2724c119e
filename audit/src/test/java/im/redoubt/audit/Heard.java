package im.redoubt.audit;

import java.util.ArrayList;
import java.util.List;

/** A report that remembers what it was told, as {@code LINE RULE} and {@code LINE unread}. */
public final class Heard implements Report {
    private final List<String> lines = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    @Override
    public void found(Finding finding) {
        lines.add(finding.line() + " " + finding.rule().id());
    }

    @Override
    public void unread(Unread unread) {
        lines.add(unread.line() + " unread");
        reasons.add(unread.why());
    }

    /** What was told, sorted by line and rule. */
    public List<String> lines() {
        return lines.stream().sorted(Heard::compare).toList();
    }

    /** Why something was not read. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** By the number, then by the name. */
    static int compare(String a, String b) {
        int byLine = Long.compare(number(a), number(b));
        return byLine != 0 ? byLine : a.compareTo(b);
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }
}
