package im.redoubt.server.filter;

/**
 * A pattern that a text is searched for. Guarantee: a search passes once over the text, and what it costs grows with the text and
 * with the pattern, and with nothing else: it never goes back, whatever the pattern and the text (ATTACKS D-103). Immutable.
 *
 * <p>A pattern matches anywhere in the text. {@code .} is any character, also the end of a line; {@code ^} and {@code $} are the
 * ends of the text.
 */
public final class TextPattern {
    private final String text;
    private final Program program;

    private TextPattern(String text, Program program) {
        this.text = text;
        this.program = program;
    }

    /** What a search found. */
    enum Search {
        /** The pattern is in the text. */
        FOUND,
        /** It is not. */
        ABSENT,
        /** It cost more than it may to find out. */
        TOO_COSTLY
    }

    /**
     * Reads a pattern.
     *
     * @param text the pattern, of at most {@value PatternParser#MOST_CHARACTERS} characters
     * @return the pattern
     * @throws IllegalArgumentException if it is none that can be searched for in one pass; the message says where and what to write
     */
    public static TextPattern parse(String text) {
        Program program = Program.of(PatternParser.parse(text));
        if (program.acceptsNothing()) {
            throw new IllegalArgumentException("The pattern is in every text. Write what has to be there.");
        }
        return new TextPattern(text, program);
    }

    /**
     * Searches.
     *
     * @param where the text
     * @param effort what the search may cost; it is charged
     */
    Search search(String where, Effort effort) {
        return new PatternSearch(program, where, effort).run();
    }

    /** Returns the pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
