package im.redoubt.server.filter;

import im.redoubt.server.filter.CharacterSet.Kind;
import im.redoubt.server.filter.PatternNode.Edge;
import im.redoubt.server.filter.PatternNode.Repeat;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads patterns: of the usual regular expressions what can be searched for in one pass. Whatever else somebody writes is refused
 * with its place and the mend, as an {@link IllegalArgumentException}. A reader is for one use.
 */
final class PatternParser {
    /** Characters of a pattern. */
    static final int MOST_CHARACTERS = 1_000;

    /** Groups within each other. */
    static final int DEEPEST = 50;

    /** Repetitions that may be counted. */
    static final int MOST_REPETITIONS = 1_000;

    private static final String ANY_CASE = "(?i)";
    private static final String SPECIAL = "\\^$.|?*+()[]{}";

    private final String text;
    private final boolean anyCase;
    private int p;
    private int depth;

    private PatternParser(String text) {
        this.text = text;
        this.anyCase = text.startsWith(ANY_CASE);
        this.p = anyCase ? ANY_CASE.length() : 0;
    }

    static PatternNode parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("A pattern has at most " + MOST_CHARACTERS + " characters.");
        }
        PatternParser parser = new PatternParser(text);
        PatternNode whole = parser.choice();
        if (parser.p < text.length()) {
            throw parser.wrong("a ) that closes nothing", "Write \\) for the character");
        }
        return whole;
    }

    private PatternNode choice() {
        List<PatternNode> ways = new ArrayList<>();
        ways.add(sequence());
        while (skip('|')) {
            ways.add(sequence());
        }
        return ways.size() == 1 ? ways.getFirst() : new PatternNode.Choice(List.copyOf(ways));
    }

    private PatternNode sequence() {
        List<PatternNode> parts = new ArrayList<>();
        while (p < text.length() && text.charAt(p) != '|' && text.charAt(p) != ')') {
            parts.add(repeated(single()));
        }
        return parts.size() == 1 ? parts.getFirst() : new PatternNode.Sequence(List.copyOf(parts));
    }

    private PatternNode repeated(PatternNode what) {
        if (p == text.length() || "*+?{".indexOf(text.charAt(p)) < 0) {
            return what;
        }
        if (what instanceof PatternNode.Place) {
            throw wrong("a place that is to be there several times", "Leave one of the two out");
        }
        Repeat repeat = switch (text.charAt(p++)) {
            case '*' -> new Repeat(what, 0, Repeat.ENDLESS);
            case '+' -> new Repeat(what, 1, Repeat.ENDLESS);
            case '?' -> new Repeat(what, 0, 1);
            default -> counted(what);
        };
        // Whether more or fewer are tried first does not matter to whether there is a match at all.
        if (!skip('?') && p < text.length() && text.charAt(p) == '+') {
            throw wrong("a repetition that gives nothing back", "Leave the second + out");
        }
        if (p < text.length() && "*+?{".indexOf(text.charAt(p)) >= 0) {
            throw wrong("a repetition of a repetition", "Put the first one into ( )");
        }
        return repeat;
    }

    private Repeat counted(PatternNode what) {
        int least = number();
        int most = least;
        if (skip(',')) {
            most = p < text.length() && text.charAt(p) == '}' ? Repeat.ENDLESS : number();
        }
        if (!skip('}') || most < least) {
            throw wrong("a { that begins no {n}, {n,} or {n,m}", "Write \\{ for the character");
        }
        return new Repeat(what, least, most);
    }

    private int number() {
        int from = p;
        while (p < text.length() && text.charAt(p) >= '0' && text.charAt(p) <= '9' && p - from < 5) {
            p++;
        }
        if (p == from) {
            throw wrong("a { that begins no {n}, {n,} or {n,m}", "Write \\{ for the character");
        }
        int number = Integer.parseInt(text.substring(from, p));
        if (number > MOST_REPETITIONS) {
            throw wrong("more than " + MOST_REPETITIONS + " repetitions", "Write a smaller number");
        }
        return number;
    }

    private PatternNode single() {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new PatternNode.One(set());
            case '.' -> new PatternNode.One(empty().buildOthers());
            case '^' -> new PatternNode.Place(Edge.BEGIN);
            case '$' -> new PatternNode.Place(Edge.END);
            case '\\' -> escaped();
            case '*', '+', '?', '{' ->
                throw wrong("a repetition of nothing", "Write \\" + Character.toString(c) + " for the character");
            case ']', '}' ->
                throw wrong(
                        "a " + Character.toString(c) + " that closes nothing",
                        "Write \\" + Character.toString(c) + " for the character");
            default -> new PatternNode.One(empty().one(c).build());
        };
    }

    private PatternNode group() {
        if (++depth > DEEPEST) {
            throw wrong("more than " + DEEPEST + " groups within each other", "Write it with fewer");
        }
        if (skip('?') && !skip(':')) {
            throw wrong(
                    "a group of a kind that no rule needs, or that cannot be searched for in one pass",
                    "There are ( ), (?: ), and (?i) at the start of the pattern");
        }
        PatternNode inside = choice();
        if (!skip(')')) {
            throw wrong("a ( that is not closed", "Close it, or write \\( for the character");
        }
        depth--;
        return inside;
    }

    private PatternNode escaped() {
        if (p < text.length() && text.charAt(p) == 'b') {
            p++;
            return new PatternNode.Place(Edge.WORD);
        }
        if (p < text.length() && text.charAt(p) == 'B') {
            p++;
            return new PatternNode.Place(Edge.NO_WORD);
        }
        CharacterSet.Builder set = empty();
        escaped(set);
        return new PatternNode.One(set.build());
    }

    /** Adds what stands behind a backslash. Returns the character, or a negative number if it is not one alone. */
    private int escaped(CharacterSet.Builder set) {
        int c = p < text.length() ? next() : -1;
        switch (c) {
            case 'd' -> set.kind(Kind.DIGIT);
            case 'D' -> set.other(Kind.DIGIT);
            case 's' -> set.kind(Kind.SPACE);
            case 'S' -> set.other(Kind.SPACE);
            case 'w' -> set.kind(Kind.WORD);
            case 'W' -> set.other(Kind.WORD);
            default -> {
                int meant = meant(c);
                set.one(meant);
                return meant;
            }
        }
        return -1;
    }

    private int meant(int c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'x' -> hexadecimal();
            default -> {
                if (SPECIAL.indexOf(c) < 0 && c != '-' && c != '/') {
                    throw wrong(
                            "a backslash in front of what needs none, or what cannot be searched for in one pass",
                            "There are \\d \\s \\w \\D \\S \\W \\b \\B \\t \\n \\r \\x{1F600}, and \\ in front of "
                                    + SPECIAL);
                }
                yield c;
            }
        };
    }

    private int hexadecimal() {
        int close = text.indexOf('}', p);
        if (skip('{') && close > p && text.substring(p, close).matches("[0-9A-Fa-f]{1,6}")) {
            int c = Integer.parseInt(text.substring(p, close), 16);
            p = close + 1;
            if (Character.isValidCodePoint(c)) {
                return c;
            }
        }
        throw wrong("an \\x that names no character", "Write it like \\x{1F600}");
    }

    private CharacterSet set() {
        CharacterSet.Builder set = empty();
        boolean others = skip('^');
        while (p < text.length() && text.charAt(p) != ']') {
            int first = member(set);
            if (p + 1 < text.length() && text.charAt(p) == '-' && text.charAt(p + 1) != ']') {
                p++;
                int last = member(set);
                if (first < 0 || last < first) {
                    throw wrong("a range that has no first and last character", "Write \\- for the character");
                }
                set.range(first, last);
            }
        }
        if (!skip(']') || set.isEmpty()) {
            throw wrong("a [ that is not closed, or has nothing in it", "Close it, or write \\[ for the character");
        }
        return others ? set.buildOthers() : set.build();
    }

    private int member(CharacterSet.Builder set) {
        int c = next();
        if (c == '\\') {
            return escaped(set);
        }
        if (c == '[' || (c == '&' && p < text.length() && text.charAt(p) == '&')) {
            throw wrong("a set within a set", "Write \\[ or \\& for the character");
        }
        set.one(c);
        return c;
    }

    private CharacterSet.Builder empty() {
        return new CharacterSet.Builder(anyCase);
    }

    private int next() {
        int c = text.codePointAt(p);
        p += Character.charCount(c);
        return c;
    }

    private boolean skip(char c) {
        boolean there = p < text.length() && text.charAt(p) == c;
        p += there ? 1 : 0;
        return there;
    }

    private IllegalArgumentException wrong(String what, String mend) {
        return new IllegalArgumentException(
                "The pattern has, before its character " + (p + 1) + ", " + what + ". " + mend + ".");
    }
}
