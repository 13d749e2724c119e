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
     * The ends of a page.
     *
     * @param first the id of its first item
     * @param last the id of its last item
     */
    public record Ends(String first, String last) {}
}
