package im.redoubt.testkit.transcript;

import im.redoubt.testkit.stream.Received;
import im.redoubt.testkit.stream.Tree;
import im.redoubt.testkit.stream.TreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something that is expected from a server. */
sealed interface Expected {
    /** Returns what is different, empty if {@code received} is what is expected; binds what it names. */
    Optional<String> mismatch(Received received, Variables variables);

    /** A stream header, written {@code <stream:stream …/>}. */
    record Header(ElementPattern pattern) implements Expected {
        @Override
        public Optional<String> mismatch(Received received, Variables variables) {
            return received instanceof Received.Header one
                    ? pattern.mismatch(one.header(), variables)
                    : Optional.of("no stream header");
        }
    }

    /** An element. */
    record Whole(ElementPattern pattern) implements Expected {
        @Override
        public Optional<String> mismatch(Received received, Variables variables) {
            return received instanceof Received.Whole one
                    ? pattern.mismatch(one.element(), variables)
                    : Optional.of("no element");
        }
    }

    /** The end of the stream, written {@code </stream:stream>}. */
    record Footer() implements Expected {
        @Override
        public Optional<String> mismatch(Received received, Variables variables) {
            return received instanceof Received.Footer ? Optional.empty() : Optional.of("not the end of the stream");
        }
    }

    /** Reads what is expected from the text of a step. */
    static List<Expected> read(String text) {
        String footer = "</stream:stream>";
        boolean ends = text.endsWith(footer);
        List<Expected> all = new ArrayList<>();
        for (Tree tree : TreeReader.read(ends ? text.substring(0, text.length() - footer.length()) : text)) {
            ElementPattern pattern = new ElementPattern(tree);
            all.add(tree.is("http://etherx.jabber.org/streams", "stream") ? new Header(pattern) : new Whole(pattern));
        }
        if (ends) {
            all.add(new Footer());
        }
        return all;
    }
}
