package im.redoubt.client.text;

/**
 * Encodes text for the content of an HTML element, as characters that are no markup.
 *
 * <p>What deceives the eye is dealt with here as in every encoder for display (APP-03):
 *
 * <ul>
 *   <li>bidirectional embeddings and overrides become visible, as {@code [U+202E]}; isolates stay where they are paired within
 *       their line, and become visible where they are not;
 *   <li>characters that nobody sees become visible: zero-width ones, fillers, tag characters, variation selectors that select
 *       nothing, those of private use; a run of them as the first and the number of the others, {@code [U+E0041 +7]}. Joiners stay
 *       between letters of scripts that need them, and in emoji;
 *   <li>of combining marks one on top of the other {@link #MOST_MARKS} stay; what lies above them becomes visible;
 *   <li>control characters become the pictures of them, and half of a pair of surrogates U+FFFD. Ends of lines are all one LF;
 *       LF and TAB stay.
 * </ul>
 *
 * <p>Whether a text of the other direction moves what stands beside it is up to the page: see {@link HtmlText#isolated}.
 */
public final class Html {
    /** The most combining marks on one character (Unicode Technical Standard 39, section 5.4, allows four). */
    public static final int MOST_MARKS = 4;

    private Html() {}

    /**
     * Encodes text.
     *
     * @param text the text
     * @return characters that stand for the text between any two tags of a page
     */
    public static HtmlText encode(Unverified text) {
        return new HtmlText(escape(VisibleText.lines(text.characters())), text.length());
    }

    /** Replaces the characters that mean something in content or in a quoted value by references. */
    static String escape(String visible) {
        StringBuilder out = new StringBuilder(visible.length() + visible.length() / 8);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
