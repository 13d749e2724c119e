package im.redoubt.server.filter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One rule of the operator: what it is about, and what is done with that. Everything that is said of a stanza must hold; of several
 * values in one list one is enough.
 *
 * @param name what lists, events and metrics call it
 * @param addresses whom it is about
 * @param shape what kind of stanza it is about
 * @param content what must be inside, and how often
 * @param action what is done
 */
public record FilterRule(String name, Addresses addresses, Shape shape, Content content, Action action) {
    /** As many characters as a name has at most. */
    public static final int MOST_NAME_CHARACTERS = 64;

    /**
     * Whom a rule is about; empty lists mean anybody.
     *
     * @param from the sender's bare address
     * @param to the recipient's bare address; the sender's own where a stanza has none
     */
    public record Addresses(List<AddressPattern> from, List<AddressPattern> to) {
        /** Copies the lists. */
        public Addresses {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /**
     * What kind of stanza a rule is about; empty means any.
     *
     * @param kinds kinds
     * @param types the types of these
     * @param namespaces one of the children directly inside, which with a request is the payload, is in one of these
     * @param moreThanBytes the canonical bytes inside are more than this
     */
    public record Shape(Set<StanzaType> kinds, Set<String> types, Set<String> namespaces, OptionalInt moreThanBytes) {
        /** Copies the sets. */
        public Shape {
            kinds = Set.copyOf(kinds);
            types = Set.copyOf(types);
            namespaces = Set.copyOf(namespaces);
        }
    }

    /**
     * What must be inside, and how often.
     *
     * @param body is in one of the bodies, whatever their language and wherever they are
     * @param subject is in one of the subjects
     * @param rate what all that is said before holds for comes more often than this from one account
     */
    public record Content(Optional<TextPattern> body, Optional<TextPattern> subject, Optional<Rate> rate) {}

    /**
     * How often an account may send what a rule is about.
     *
     * @param perMinute in a minute, in the long run
     * @param burst at once after a rest
     */
    public record Rate(int perMinute, int burst) {}

    /** What is done with a stanza. */
    public sealed interface Action {
        /** Returns the word for it. */
        String word();

        /** It goes on, and no later rule looks at it. */
        record Pass() implements Action {
            @Override
            public String word() {
                return "pass";
            }
        }

        /** It vanishes. A request is answered as if there were nobody to answer it. */
        record Block() implements Action {
            @Override
            public String word() {
                return "block";
            }
        }

        /**
         * Its sender gets an error, {@code policy-violation} (RFC 6120 section 8.3.3.12).
         *
         * @param says what the error says to people
         */
        record Bounce(Optional<String> says) implements Action {
            @Override
            public String word() {
                return "bounce";
            }
        }

        /** It is kept aside until the operator decides. */
        record Quarantine() implements Action {
            @Override
            public String word() {
                return "quarantine";
            }
        }

        /** It goes on and says which rule it fits. */
        record Mark() implements Action {
            @Override
            public String word() {
                return "mark";
            }
        }
    }
}
