package im.redoubt.client.text;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;

/** Writes one text so that nothing in it deceives the eye: what {@link Html} says of every encoder for display. */
final class VisibleText {
    private static final int NONE = -1;
    private static final int DOTTED_CIRCLE = 0x25CC;
    private static final int PICTURES = 0x2400;

    /** The most isolates within each other: no more than the bidirectional algorithm looks at (UAX 9, BD2). */
    private static final int MOST_ISOLATES = 125;

    private final String text;
    private final boolean oneLine;
    private final BitSet paired;
    private final StringBuilder out;

    /** What the next character stands upon or is joined to, or NONE. */
    private int base = NONE;

    private int marks;
    private int firstHidden = NONE;
    private int hidden;

    private VisibleText(String text, boolean oneLine) {
        this.text = text;
        this.oneLine = oneLine;
        this.paired = oneLine ? new BitSet() : pairs(text);
        this.out = new StringBuilder(text.length() + 16);
    }

    /** Keeps lines, TABs, marks of direction and paired isolates. */
    static String lines(String text) {
        return new VisibleText(text, false).write();
    }

    /** Keeps none of them. */
    static String line(String text) {
        return new VisibleText(text, true).write();
    }

    private String write() {
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (codePoint < ' ' || codePoint == 0x7F) {
                next = control(codePoint, next);
            } else if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
                plain(0xFFFD);
            } else if (codePoint == 0x2028 || codePoint == 0x2029) {
                end(codePoint);
            } else if (Invisible.is(codePoint)) {
                if (stays(codePoint, at, next)) {
                    plain(codePoint);
                } else {
                    hide(codePoint);
                }
            } else if (isMark(codePoint)) {
                mark(codePoint);
            } else {
                plain(codePoint);
            }
            at = next;
        }
        flush();
        return out.toString();
    }

    private int control(int c, int next) {
        if (c == '\t') {
            plain(oneLine ? ' ' : '\t');
        } else if (!oneLine && (c == '\n' || c == '\r')) {
            end('\n');
            return c == '\r' && next < text.length() && text.charAt(next) == '\n' ? next + 1 : next;
        } else {
            plain(c == 0x7F ? PICTURES + 0x21 : PICTURES + c);
            base = NONE;
        }
        return next;
    }

    private void end(int codePoint) {
        if (oneLine) {
            hide(codePoint);
        } else {
            plain('\n');
            base = NONE;
        }
    }

    private boolean stays(int codePoint, int at, int next) {
        if (codePoint == Invisible.ZWJ || codePoint == Invisible.ZWNJ) {
            return firstHidden == NONE && next < text.length() && Invisible.joins(base, text.codePointAt(next));
        }
        if (Invisible.isMarkOfDirection(codePoint)) {
            return !oneLine;
        }
        return paired.get(at) || (firstHidden == NONE && Invisible.selects(codePoint, base));
    }

    private void hide(int codePoint) {
        if (firstHidden == NONE) {
            firstHidden = codePoint;
            hidden = 0;
        }
        hidden++;
    }

    private void mark(int codePoint) {
        if (marks == Html.MOST_MARKS) {
            hide(codePoint);
            return;
        }
        flush();
        if (base == NONE) {
            plain(DOTTED_CIRCLE);
        }
        out.appendCodePoint(codePoint);
        marks++;
    }

    private void plain(int codePoint) {
        flush();
        out.appendCodePoint(codePoint);
        base = codePoint;
        marks = 0;
    }

    private void flush() {
        if (firstHidden != NONE) {
            out.append(String.format(Locale.ROOT, "[U+%04X", firstHidden));
            out.append(hidden == 1 ? "]" : " +" + (hidden - 1) + "]");
            firstHidden = NONE;
            base = NONE;
            marks = 0;
        }
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Finds the isolates that end in the line in which they begin, and their ends. */
    private static BitSet pairs(String text) {
        BitSet paired = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
                open.clear();
            } else if (Invisible.beginsIsolate(c) && open.size() < MOST_ISOLATES) {
                open.push(i);
            } else if (c == Invisible.PDI && !open.isEmpty()) {
                paired.set(open.pop());
                paired.set(i);
            }
        }
        return paired;
    }
}
