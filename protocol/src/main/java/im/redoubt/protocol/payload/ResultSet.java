package im.redoubt.protocol.payload;

import im.redoubt.xml.Element;
import java.util.Optional;

/** Pages of a long list (XEP-0059). */
public final class ResultSet {
    /** The namespace. */
    public static final String NAMESPACE = "http://jabber.org/protocol/rsm";

    private static final int MOST_DIGITS = 9;

    private ResultSet() {}

    /**
     * Which page is asked for.
     *
     * @param max how many items at most, if that was said; with 0 only their number is asked for (section 2.7)
     * @param after the item in front of the page, by its id (section 2.2)
     * @param before the item behind the page, by its id (section 2.3)
     * @param backwards whether the page is the last one in front of {@code before}, or of all (section 2.5)
     */
    public record Request(Optional<Integer> max, Optional<String> after, Optional<String> before, boolean backwards) {
        /** Asks for the first page, of whatever size the answerer likes. */
        public static final Request FIRST = new Request(Optional.empty(), Optional.empty(), Optional.empty(), false);

        /**
         * Reads what is asked for. Pages by their number (section 2.6) are not supported: what they show depends on what came
         * meanwhile.
         *
         * @param set an element {@code set}
         * @return what is asked for, or nothing if it is malformed, contradicts itself or names a number of a page
         */
        public static Optional<Request> read(Element set) {
            Optional<String> max = set.first(NAMESPACE, "max").map(Element::text);
            Optional<String> after = set.first(NAMESPACE, "after").map(Element::text);
            Optional<String> before = set.first(NAMESPACE, "before").map(Element::text);
            boolean wrong = (max.isPresent() && !isNumber(max.get()))
                    || (after.isPresent() && (before.isPresent() || after.get().isEmpty()))
                    || set.first(NAMESPACE, "index").isPresent();
            return wrong
                    ? Optional.empty()
                    : Optional.of(new Request(
                            max.map(Integer::parseInt), after, before.filter(id -> !id.isEmpty()), before.isPresent()));
        }

        /** Asks for the page behind an item, so large at most. */
        public static Request after(String id, int max) {
            return new Request(Optional.of(max), Optional.of(id), Optional.empty(), false);
        }

        /** Asks for the page in front of an item, so large at most; in front of none it is the last page. */
        public static Request before(Optional<String> id, int max) {
            return new Request(Optional.of(max), Optional.empty(), id, true);
        }

        /** Returns the element. */
        public Element toElement() {
            Element.Builder set = Element.named(NAMESPACE, "set");
            max.ifPresent(known -> set.child(NAMESPACE, "max", Integer.toString(known)));
            after.ifPresent(id -> set.child(NAMESPACE, "after", id));
            if (backwards) {
                set.child(NAMESPACE, "before", before.orElse(""));
            }
            return set.build();
        }

        private static boolean isNumber(String text) {
            return !text.isEmpty()
                    && text.length() <= MOST_DIGITS
                    && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        }
    }

    /**
     * Says which items were sent (section 2.1).
     *
     * @param ends the ids of the first and the last of them, if there were any
     * @param count how many items there are in all, if that is known
     * @return the element
     */
    public static Element sent(Optional<Ends> ends, Optional<Long> count) {
        Element.Builder set = Element.named(NAMESPACE, "set");
        ends.ifPresent(known -> set.child(NAMESPACE, "first", known.first()).child(NAMESPACE, "last", known.last()));
        count.ifPresent(known -> set.child(NAMESPACE, "count", Long.toString(known)));
        return set.build();
    }

    /**
     * Which items came.
     *
     * @param ends the ids of the first and the last of them, if there were any
     * @param count how many items there are in all, about, if that was said
     */
    public record Page(Optional<Ends> ends, Optional<Integer> count) {
        /**
         * Reads which items came.
         *
         * @param set an element {@code set}
         * @return the page; what cannot be read in it was not said
         */
        public static Page read(Element set) {
            Optional<String> first = set.first(NAMESPACE, "first").map(Element::text);
            Optional<String> last = set.first(NAMESPACE, "last").map(Element::text);
            boolean both = first.isPresent()
                    && last.isPresent()
                    && !first.get().isEmpty()
                    && !last.get().isEmpty();
            return new Page(
                    both ? Optional.of(new Ends(first.get(), last.get())) : Optional.empty(),
                    set.first(NAMESPACE, "count")
                            .map(Element::text)
                            .filter(Request::isNumber)
                            .map(Integer::parseInt));
        }
    }

    /**
     * The ends of a page.
     *
     * @param first the id of its first item
     * @param last the id of its last item
     */
    public record Ends(String first, String last) {}
}
