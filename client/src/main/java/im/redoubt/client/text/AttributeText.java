package im.redoubt.client.text;

import org.jspecify.annotations.Nullable;

/** Text that was encoded for a quoted value of an attribute of HTML. It cannot be built, only encoded. */
public final class AttributeText {
    private final String value;
    private final int length;

    AttributeText(String value, int length) {
        this.value = value;
        this.length = length;
    }

    /** Returns what to write between two quotes, single or double. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AttributeText that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the length of what was encoded, never the text. */
    @Override
    public String toString() {
        return "attribute of " + length + " characters";
    }
}
