package im.redoubt.client.text;

/**
 * The one way to the characters of an {@link Unverified}. Whoever calls it answers for what becomes of them: a reviewer looks for
 * this name. It is meant for what neither shows nor obeys them: a search index, a cipher, a file of the user's, a stanza.
 */
public final class InsecureTextAccess {
    private InsecureTextAccess() {}

    /** Returns the characters as they came, markup, escape sequences and invisible ones among them. */
    public static String charactersOf(Unverified text) {
        return text.characters();
    }
}
