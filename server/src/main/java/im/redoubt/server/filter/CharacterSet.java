package im.redoubt.server.filter;

import java.util.ArrayList;
import java.util.List;

/** The characters that one place of a pattern takes. Immutable; to ask it takes the same short time for every character. */
final class CharacterSet {
    private static final int ASCII = 128;

    private final List<Part> parts;
    private final boolean negated;
    private final boolean anyCase;
    private final boolean[] ascii = new boolean[ASCII];

    /** Characters that go together. */
    interface Part {
        boolean has(int character);
    }

    /** What a letter behind a backslash stands for, in all of Unicode. */
    enum Kind implements Part {
        /** {@code \d} */
        DIGIT {
            @Override
            public boolean has(int character) {
                return Character.isDigit(character);
            }
        },
        /** {@code \s} */
        SPACE {
            @Override
            public boolean has(int character) {
                return Character.isWhitespace(character) || Character.isSpaceChar(character);
            }
        },
        /** {@code \w} */
        WORD {
            @Override
            public boolean has(int character) {
                return Character.isLetterOrDigit(character) || character == '_';
            }
        }
    }

    private CharacterSet(List<Part> parts, boolean negated, boolean anyCase) {
        this.parts = List.copyOf(parts);
        this.negated = negated;
        this.anyCase = anyCase;
        for (int c = 0; c < ASCII; c++) {
            ascii[c] = look(c);
        }
    }

    /** Returns whether {@code character} is one of them. */
    boolean has(int character) {
        return character < ASCII ? ascii[character] : look(character);
    }

    private boolean look(int character) {
        return negated != (lies(character) || (anyCase && liesInOtherCase(character)));
    }

    /** Also what two letters have in common that only meet in capitals, like the long s, or in small letters, like the kelvin. */
    private boolean liesInOtherCase(int character) {
        int upper = Character.toUpperCase(character);
        return lies(upper) || lies(Character.toLowerCase(character)) || lies(Character.toLowerCase(upper));
    }

    private boolean lies(int character) {
        for (Part part : parts) {
            if (part.has(character)) {
                return true;
            }
        }
        return false;
    }

    /** Puts a set together. */
    static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private final boolean anyCase;

        Builder(boolean anyCase) {
            this.anyCase = anyCase;
        }

        /** Adds the characters from {@code first} to {@code last}. */
        Builder range(int first, int last) {
            parts.add(character -> character >= first && character <= last);
            return this;
        }

        /** Adds one character. */
        Builder one(int character) {
            int small = Character.toLowerCase(Character.toUpperCase(character));
            range(character, character);
            return anyCase && small != character ? range(small, small) : this;
        }

        /** Adds what is of a kind. */
        Builder kind(Kind kind) {
            parts.add(kind);
            return this;
        }

        /** Adds what is not of a kind. */
        Builder other(Kind kind) {
            parts.add(character -> !kind.has(character));
            return this;
        }

        /** Returns whether nothing was added. */
        boolean isEmpty() {
            return parts.isEmpty();
        }

        CharacterSet build() {
            return new CharacterSet(parts, false, anyCase);
        }

        /** Returns everything but what was added. */
        CharacterSet buildOthers() {
            return new CharacterSet(parts, true, anyCase);
        }
    }
}
