package im.redoubt.client.text;

import im.redoubt.protocol.address.BareJid;
import org.jspecify.annotations.Nullable;

/**
 * What names that look alike have in common: two are equal exactly if a person may take one of the names for the other (Unicode
 * Technical Standard 39, section 4), by a table that covers Latin, Cyrillic, Greek, Armenian and Cherokee letters, full-width and
 * mathematical ones, and common digits.
 *
 * <p>It is for comparing only: a nickname that a stranger has chosen with those of the contacts, say.
 */
public final class Skeleton {
    private final String value;

    private Skeleton(String value) {
        this.value = value;
    }

    /** Returns the skeleton of a name. White space at its ends, and that there is more than one space, does not count. */
    public static Skeleton of(Unverified name) {
        return new Skeleton(
                Confusables.skeleton(name.characters()).replaceAll("\\s+", " ").trim());
    }

    /** Returns the skeleton of an address. */
    public static Skeleton of(BareJid address) {
        String domain = Confusables.skeleton(address.domain());
        return new Skeleton(address.isDomain() ? domain : Confusables.skeleton(address.local()) + '@' + domain);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Skeleton that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the length, never the name. */
    @Override
    public String toString() {
        return "skeleton of " + value.length() + " characters";
    }
}
