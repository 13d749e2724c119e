package im.redoubt.client.text;

import org.jspecify.annotations.Nullable;

/** Text that {@link Html} has encoded for the content of an element. It cannot be built, only encoded. */
public final class HtmlText {
    private final String markup;
    private final int length;

    HtmlText(String markup, int length) {
        this.markup = markup;
        this.length = length;
    }

    /** Returns what to write between two tags. */
    public String markup() {
        return markup;
    }

    /**
     * Returns what to write between two tags where something else stands in the same line: its direction has no effect on its
     * neighbours.
     */
    public String isolated() {
        return "<bdi>" + markup + "</bdi>";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HtmlText that && markup.equals(that.markup);
    }

    @Override
    public int hashCode() {
        return markup.hashCode();
    }

    /** Returns the length of what was encoded, never the text. */
    @Override
    public String toString() {
        return "HTML of " + length + " characters";
    }
}
