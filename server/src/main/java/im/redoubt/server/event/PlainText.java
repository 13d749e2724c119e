package im.redoubt.server.event;

/** Makes text safe for lines that people read (D-105). */
public final class PlainText {
    private static final int MOST_CHARS = 400;

    private PlainText() {}

    /**
     * Returns {@code text} on one line and at most 400 characters of it: what is no letter, digit or visible ASCII is
     * written as its number, so that nothing in a name ends the line, moves the cursor or turns the direction of writing.
     *
     * @param text anything
     */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(MOST_CHARS).forEach(c -> {
            boolean visible = c >= ' ' && c <= '~';
            if (visible || Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
            } else {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return out.toString();
    }
}
