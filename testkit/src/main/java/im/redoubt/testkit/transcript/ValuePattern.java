package im.redoubt.testkit.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that is expected: text with placeholders. {@code {any}} stands for whatever there is, {@code {bind NAME}} for the
 * same, kept under a name, {@code {instant}} for a moment in UTC (XEP-0082), everything else for what it is when something is
 * sent.
 */
final class ValuePattern {
    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z";

    private ValuePattern() {}

    /** Returns whether {@code actual} is what {@code expected} says, and binds what it names. */
    static boolean matches(String expected, String actual, Variables variables) {
        if (expected.indexOf('{') < 0) {
            return expected.equals(actual);
        }
        List<String> names = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex(expected, variables, names), Pattern.DOTALL)
                .matcher(actual);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            variables.bind(names.get(i), matcher.group(i + 1));
        }
        return true;
    }

    private static String regex(String expected, Variables variables, List<String> names) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < expected.length()) {
            int open = expected.indexOf('{', at);
            if (open < 0) {
                open = expected.length();
            }
            regex.append(Pattern.quote(expected.substring(at, open)));
            if (open == expected.length()) {
                return regex.toString();
            }
            at = end(expected, open);
            String token = expected.substring(open, at);
            if (token.equals("{any}")) {
                regex.append(".*");
            } else if (token.equals("{instant}")) {
                regex.append(INSTANT);
            } else if (token.startsWith("{bind ")) {
                names.add(token.substring("{bind ".length(), token.length() - 1));
                regex.append("(.*)");
            } else {
                regex.append(Pattern.quote(Template.string(token, variables)));
            }
        }
        return regex.toString();
    }

    private static int end(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new TranscriptException("a placeholder without its }: " + text);
    }
}
