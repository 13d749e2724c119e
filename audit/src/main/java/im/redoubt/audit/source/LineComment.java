package im.redoubt.audit.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A comment to the end of a line (JLS 3.7).
 *
 * @param line its line, from 1
 * @param text what is behind the two slashes
 * @param alone whether only blanks stand before it
 */
record LineComment(long line, String text, boolean alone) {
    /** Returns all in a source: not those that stand inside of strings, characters and other comments. */
    static List<LineComment> in(String source) {
        List<LineComment> found = new ArrayList<>();
        long line = 1;
        int lineStart = 0;
        int i = 0;
        while (i < source.length()) {
            int next = i + 1;
            if (source.startsWith("//", i)) {
                next = end(source, "\n", i);
                String before = source.substring(lineStart, i);
                found.add(new LineComment(line, source.substring(i + 2, next).strip(), before.isBlank()));
            } else if (source.startsWith("/*", i)) {
                next = end(source, "*/", i + 2);
            } else if (source.startsWith("\"\"\"", i)) {
                next = quoted(source, "\"\"\"", i + 3);
            } else if (source.charAt(i) == '"' || source.charAt(i) == '\'') {
                next = quoted(source, source.substring(i, i + 1), i + 1);
            }
            for (int j = i; j < next; j++) {
                if (source.charAt(j) == '\n') {
                    line++;
                    lineStart = j + 1;
                }
            }
            i = next;
        }
        return found;
    }

    private static int end(String source, String closing, int from) {
        int end = source.indexOf(closing, from);
        return end < 0 ? source.length() : end;
    }

    // A literal of one line ends with the line, since otherwise what follows would be taken for its text.
    private static int quoted(String source, String closing, int from) {
        int i = from;
        while (i < source.length()) {
            if (source.startsWith(closing, i)) {
                return i + closing.length();
            }
            if (source.charAt(i) == '\n' && closing.length() == 1) {
                return i;
            }
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return source.length();
    }
}
