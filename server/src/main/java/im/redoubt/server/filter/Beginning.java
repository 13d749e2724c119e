package im.redoubt.server.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The characters that a match can begin with, behind the start of a text. What cannot begin one is passed over. */
final class Beginning {
    private static final int ASCII = 128;

    private final List<CharacterSet> sets = new ArrayList<>();
    private final boolean[] ascii = new boolean[ASCII];
    // Whether, for each character up to U+FFFF; made when it is first needed, and twice does no harm.
    private volatile @Nullable BitSet basic;
    private boolean empty;

    private Beginning() {}

    static Beginning of(List<Program.State> states, int start) {
        Beginning beginning = new Beginning();
        Set<Integer> seen = new HashSet<>(Set.of(start));
        Deque<Integer> waiting = new ArrayDeque<>(seen);
        while (!waiting.isEmpty()) {
            List<Integer> further = switch (states.get(waiting.pop())) {
                case Program.Take take -> beginning.takes(take.set());
                // Behind the start of the text nothing begins there.
                case Program.Ask ask when ask.edge() == PatternNode.Edge.BEGIN -> List.of();
                case Program.Ask ask -> List.of(ask.next());
                case Program.Part part -> List.of(part.one(), part.other());
                case Program.Found found -> beginning.mayBeEmpty();
            };
            for (int next : further) {
                if (seen.add(next)) {
                    waiting.push(next);
                }
            }
        }
        for (int c = 0; c < ASCII; c++) {
            beginning.ascii[c] = beginning.look(c);
        }
        return beginning;
    }

    private List<Integer> takes(CharacterSet set) {
        sets.add(set);
        return List.of();
    }

    private List<Integer> mayBeEmpty() {
        empty = true;
        return List.of();
    }

    /** Returns whether a match can begin in front of {@code character}. */
    boolean has(int character) {
        if (character < ASCII) {
            return ascii[character];
        }
        return character <= Character.MAX_VALUE ? basic().get(character) : look(character);
    }

    private BitSet basic() {
        BitSet known = basic;
        if (known == null) {
            known = new BitSet(Character.MAX_VALUE + 1);
            for (int c = 0; c <= Character.MAX_VALUE; c++) {
                known.set(c, look(c));
            }
            basic = known;
        }
        return known;
    }

    /** Returns whether a match can begin nowhere but at the start of the text. */
    boolean isStartOnly() {
        return sets.isEmpty() && !empty;
    }

    private boolean look(int character) {
        if (empty) {
            return true;
        }
        for (CharacterSet set : sets) {
            if (set.has(character)) {
                return true;
            }
        }
        return false;
    }
}
