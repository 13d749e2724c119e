package im.redoubt.server.filter;

import im.redoubt.server.filter.TextPattern.Search;

/**
 * One search: the states that can be reached are followed all at once, character by character, so that each state is looked at
 * once at most for each place in the text. For one use.
 */
final class PatternSearch {
    private static final int NONE = -1;

    /** As many characters are passed over for the cost of a step, where no match can begin. */
    private static final int PASSED_PER_STEP = 16;

    private final Program program;
    private final String text;
    private final Effort effort;
    private final int[] waiting;
    // In which turn a state was looked at last.
    private final int[] seen;
    // The states that take a character at this place, and those at the next one.
    private int[] here;
    private int[] there;
    private int count;
    private int turn;
    private int steps;

    PatternSearch(Program program, String text, Effort effort) {
        this.program = program;
        this.text = text;
        this.effort = effort;
        this.waiting = new int[program.size()];
        this.seen = new int[program.size()];
        this.here = new int[program.size()];
        this.there = new int[program.size()];
    }

    Search run() {
        int before = NONE;
        int at = 0;
        int alive = 0;
        turn = 1;
        while (true) {
            if (alive == 0 && at > 0) {
                int next = nextBeginning(at);
                before = next > at ? text.codePointBefore(next) : before;
                at = next;
                // What was asked at another place is to be asked again.
                turn++;
                if (at < 0) {
                    return effort.spend(steps) ? Search.ABSENT : Search.TOO_COSTLY;
                }
            }
            int character = characterAt(at);
            // A match may begin here as well. What is there already was added in the same turn.
            count = alive;
            if (reach(program.start(), before, character, here)) {
                return Search.FOUND;
            }
            if (character == NONE) {
                return effort.spend(steps) ? Search.ABSENT : Search.TOO_COSTLY;
            }
            int after = at + Character.charCount(character);
            int now = count;
            turn++;
            count = 0;
            if (advance(now, character, characterAt(after))) {
                return Search.FOUND;
            }
            if (!effort.spend(steps)) {
                return Search.TOO_COSTLY;
            }
            steps = 0;
            alive = count;
            int[] spare = here;
            here = there;
            there = spare;
            before = character;
            at = after;
        }
    }

    /** Takes a character in all states that are here. Returns whether that leads to the end. */
    private boolean advance(int states, int character, int following) {
        steps += states;
        for (int i = 0; i < states; i++) {
            if (program.state(here[i]) instanceof Program.Take take
                    && take.set().has(character)
                    && reach(take.next(), character, following, there)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds all states that are reached from one without taking a character.
     *
     * @return whether the end is among them
     */
    private boolean reach(int from, int before, int following, int[] states) {
        int depth = push(0, from);
        while (depth > 0) {
            steps++;
            int number = waiting[--depth];
            switch (program.state(number)) {
                case Program.Take take -> states[count++] = number;
                case Program.Ask ask -> depth = holds(ask.edge(), before, following) ? push(depth, ask.next()) : depth;
                case Program.Part part -> depth = push(push(depth, part.one()), part.other());
                case Program.Found found -> {
                    return true;
                }
            }
        }
        return false;
    }

    private int push(int depth, int state) {
        if (seen[state] == turn) {
            return depth;
        }
        seen[state] = turn;
        waiting[depth] = state;
        return depth + 1;
    }

    /** Returns the next place at which a match can begin, which may be the end of the text; negative if there is none. */
    private int nextBeginning(int from) {
        Beginning beginning = program.beginning();
        if (beginning.isStartOnly()) {
            return NONE;
        }
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (beginning.has(c)) {
                break;
            }
            // Characters of more than 16 bits are looked up one by one.
            steps += c >> 16 == 0 ? 0 : 1;
            at += Character.charCount(c);
        }
        steps += (at - from) / PASSED_PER_STEP;
        return at;
    }

    private int characterAt(int at) {
        return at < text.length() ? text.codePointAt(at) : NONE;
    }

    private static boolean holds(PatternNode.Edge edge, int before, int following) {
        return switch (edge) {
            case BEGIN -> before == NONE;
            case END -> following == NONE;
            case WORD -> isWord(before) != isWord(following);
            case NO_WORD -> isWord(before) == isWord(following);
        };
    }

    private static boolean isWord(int character) {
        return character != NONE && CharacterSet.Kind.WORD.has(character);
    }
}
