package im.redoubt.client.text;

/**
 * Encodes text for the value of an attribute of HTML, which is quoted, by either quote. What deceives the eye is dealt with as by
 * {@link Html}.
 *
 * <p>It is for attributes that are text, such as {@code title}, {@code alt} or {@code value}. An address to follow is a
 * {@link Url}; an attribute that is a program ({@code onclick}, {@code style}) gets nothing from the network.
 */
public final class Attribute {
    private Attribute() {}

    /**
     * Encodes text.
     *
     * @param text the text
     * @return characters that stand for the text between two quotes
     */
    public static AttributeText encode(Unverified text) {
        String escaped = Html.escape(VisibleText.lines(text.characters()))
                .replace("\n", "&#10;")
                .replace("\t", "&#9;");
        return new AttributeText(escaped, text.length());
    }
}
