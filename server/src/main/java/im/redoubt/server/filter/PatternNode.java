package im.redoubt.server.filter;

import java.util.List;

/** What a pattern is made of. */
sealed interface PatternNode {
    /**
     * One character.
     *
     * @param set which ones it may be
     */
    record One(CharacterSet set) implements PatternNode {}

    /**
     * A place between characters.
     *
     * @param edge which places it may be
     */
    record Place(Edge edge) implements PatternNode {}

    /**
     * One behind the other.
     *
     * @param parts none or more
     */
    record Sequence(List<PatternNode> parts) implements PatternNode {}

    /**
     * One or another.
     *
     * @param ways two or more
     */
    record Choice(List<PatternNode> ways) implements PatternNode {}

    /**
     * The same again and again.
     *
     * @param what what
     * @param least how many times at least
     * @param most how many times at most; {@link #ENDLESS} for as many as there are
     */
    record Repeat(PatternNode what, int least, int most) implements PatternNode {
        /** As many times as there are. */
        static final int ENDLESS = Integer.MAX_VALUE;
    }

    /** Places between characters. */
    enum Edge {
        /** In front of the text. */
        BEGIN,
        /** Behind the text. */
        END,
        /** Between a word and what is none. */
        WORD,
        /** Any other place. */
        NO_WORD
    }
}
