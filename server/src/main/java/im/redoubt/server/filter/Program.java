package im.redoubt.server.filter;

import im.redoubt.server.filter.PatternNode.Edge;
import im.redoubt.server.filter.PatternNode.Repeat;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern as states with arrows between them (a nondeterministic automaton, made in Thompson's way): each state takes one
 * character, asks for a place, parts in two, or says that the pattern was found. Immutable.
 */
final class Program {
    /** States of one pattern, counted repetitions written out. */
    static final int MOST_STATES = 1_000;

    /** One state. */
    sealed interface State {}

    /**
     * Takes a character.
     *
     * @param set which
     * @param next where to then
     */
    record Take(CharacterSet set, int next) implements State {}

    /**
     * Asks for a place.
     *
     * @param edge which
     * @param next where to then
     */
    record Ask(Edge edge, int next) implements State {}

    /**
     * Goes two ways.
     *
     * @param one one of them
     * @param other the other one
     */
    record Part(int one, int other) implements State {}

    /** The pattern was found. */
    record Found() implements State {}

    private final List<State> states = new ArrayList<>();
    private final int start;
    private final Beginning beginning;

    private Program(PatternNode whole) {
        int found = add(new Found());
        this.start = compile(whole, found);
        this.beginning = Beginning.of(states, start);
    }

    static Program of(PatternNode whole) {
        return new Program(whole);
    }

    State state(int number) {
        return states.get(number);
    }

    int size() {
        return states.size();
    }

    /** Returns what a match begins with. */
    Beginning beginning() {
        return beginning;
    }

    int start() {
        return start;
    }

    /** Returns whether it is found in the empty text, and so anywhere. */
    boolean acceptsNothing() {
        return new PatternSearch(this, "", new Effort(Long.MAX_VALUE)).run() == TextPattern.Search.FOUND
                && new PatternSearch(this, "\u0001", new Effort(Long.MAX_VALUE)).run() == TextPattern.Search.FOUND;
    }

    private int add(State state) {
        if (states.size() >= MOST_STATES) {
            throw new IllegalArgumentException("The pattern has more than " + MOST_STATES
                    + " states, counted repetitions written out. Write smaller numbers, or two rules.");
        }
        states.add(state);
        return states.size() - 1;
    }

    /** Adds what leads to {@code next}, from its end to its start. Returns the start. */
    private int compile(PatternNode node, int next) {
        return switch (node) {
            case PatternNode.One one -> add(new Take(one.set(), next));
            case PatternNode.Place place -> add(new Ask(place.edge(), next));
            case PatternNode.Sequence sequence -> {
                int to = next;
                for (PatternNode part : sequence.parts().reversed()) {
                    to = compile(part, to);
                }
                yield to;
            }
            case PatternNode.Choice choice -> {
                int to = compile(choice.ways().getLast(), next);
                for (PatternNode way :
                        choice.ways().reversed().subList(1, choice.ways().size())) {
                    to = add(new Part(compile(way, next), to));
                }
                yield to;
            }
            case Repeat repeat -> repeat(repeat, next);
        };
    }

    private int repeat(Repeat repeat, int next) {
        int to = next;
        if (repeat.most() == Repeat.ENDLESS) {
            // The loop leads back to a state that is known only when it is there.
            int loop = add(new Part(next, next));
            states.set(loop, new Part(compile(repeat.what(), loop), next));
            to = loop;
        } else {
            for (int i = repeat.least(); i < repeat.most(); i++) {
                to = add(new Part(compile(repeat.what(), to), next));
            }
        }
        for (int i = 0; i < repeat.least(); i++) {
            int once = compile(repeat.what(), to);
            if (once == to) {
                // What is made of no states is the same however often it is there, and nothing else would bound this.
                return to;
            }
            to = once;
        }
        return to;
    }
}
