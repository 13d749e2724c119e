package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client says of the token that it signs in with (XEP-0484 sections 3.4 and 3.6).
 *
 * @param count how often it has used it, so that nobody can repeat the message
 * @param invalidate whether the token is to be worth nothing from now on
 */
public record FastUse(OptionalLong count, boolean invalidate) {
    static final String NAMESPACE = "urn:xmpp:fast:0";

    private static final int MOST_DIGITS = 10;

    /** Reads an element {@code <fast/>}; nothing if an attribute is not of its type. */
    static Optional<FastUse> read(Element fast) {
        Optional<String> count = fast.attribute("count");
        Optional<String> invalidate = fast.attribute("invalidate");
        boolean right = count.map(FastUse::isCount).orElse(true)
                && invalidate.map(FastUse::isBoolean).orElse(true);
        if (!right) {
            return Optional.empty();
        }
        return Optional.of(new FastUse(
                count.map(text -> OptionalLong.of(Long.parseLong(text))).orElseGet(OptionalLong::empty),
                invalidate.map(text -> text.equals("true") || text.equals("1")).orElse(false)));
    }

    /** Returns the element that says this. */
    Element element() {
        Element.Builder fast = Element.named(NAMESPACE, "fast");
        count.ifPresent(number -> fast.attribute("count", Long.toString(number)));
        return invalidate ? fast.attribute("invalidate", "true").build() : fast.build();
    }

    private static boolean isCount(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false") || text.equals("1") || text.equals("0");
    }
}
