package im.redoubt.client.text;

import org.jspecify.annotations.Nullable;

/** Text that {@link TerminalLine} has encoded for a terminal. It cannot be built, only encoded. */
public final class TerminalText {
    private final String line;
    private final int columns;

    TerminalText(String line, int columns) {
        this.line = line;
        this.columns = columns;
    }

    /** Returns what to print: no control character is in it. */
    public String line() {
        return line;
    }

    /** Returns how many columns it takes. */
    public int columns() {
        return columns;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TerminalText that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** Returns the width, never the text. */
    @Override
    public String toString() {
        return "line of " + columns + " columns";
    }
}
