package im.redoubt.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of rules: each line has a pattern for each dimension, {@code |}, and what is to come of the cells that it covers. A
 * pattern is {@code *} or names separated by commas. Each cell must be covered by exactly one line.
 */
final class CellTable {
    private record Line(List<List<String>> patterns, String outcome) {
        boolean covers(List<String> cell) {
            for (int i = 0; i < cell.size(); i++) {
                if (!patterns.get(i).contains("*") && !patterns.get(i).contains(cell.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Line> lines = new ArrayList<>();

    CellTable(String text) {
        for (String line :
                text.lines().filter(candidate -> !candidate.isBlank()).toList()) {
            int bar = line.indexOf('|');
            List<List<String>> patterns = new ArrayList<>();
            for (String pattern : line.substring(0, bar).trim().split(" +", -1)) {
                patterns.add(Arrays.asList(pattern.split(",", -1)));
            }
            lines.add(new Line(patterns, line.substring(bar + 1).trim()));
        }
    }

    /** Returns what is to come of a cell. */
    String outcome(String... cell) {
        List<Line> covering =
                lines.stream().filter(line -> line.covers(Arrays.asList(cell))).toList();
        if (covering.size() != 1) {
            throw new AssertionError(covering.size() + " lines for the cell " + Arrays.toString(cell));
        }
        return covering.get(0).outcome();
    }
}
