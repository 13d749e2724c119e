package im.redoubt.client.text;

/**
 * Encodes text for one line of a terminal.
 *
 * <p>Guarantee: the result is no longer than the columns asked for, holds no control character, and so neither ends the line nor
 * begins an escape sequence, whatever the terminal. What deceives the eye is dealt with as by {@link Html}; besides,
 * every end of a line and every control of direction becomes visible, and a TAB is a space.
 */
public final class TerminalLine {
    /** The most columns of a line. */
    public static final int MOST_COLUMNS = 10_000;

    private final int columns;

    private TerminalLine(int columns) {
        this.columns = columns;
    }

    /**
     * Returns the encoder for lines of this width.
     *
     * @param columns the most columns, 1 to {@link #MOST_COLUMNS}; an ideograph or emoji takes two
     */
    public static TerminalLine of(int columns) {
        if (columns < 1 || columns > MOST_COLUMNS) {
            throw new IllegalArgumentException("1 to " + MOST_COLUMNS + " columns");
        }
        return new TerminalLine(columns);
    }

    /**
     * Encodes text.
     *
     * @param text the text
     * @return a line; where it is cut it ends in an ellipsis
     */
    public TerminalText encode(Unverified text) {
        return encode(text.characters());
    }

    TerminalText encode(String text) {
        // What lies far behind the last column is not looked at: a column has one character and its marks.
        int looked = Math.min(text.length(), (columns + 1) * 2 * (1 + Html.MOST_MARKS));
        if (looked < text.length() && Character.isHighSurrogate(text.charAt(looked - 1))) {
            looked--;
        }
        String cut = text.substring(0, looked);
        return ColumnCount.fit(VisibleText.line(cut), columns, looked < text.length());
    }
}
