package im.redoubt.client.vcard;

import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.xml.Element;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An address of mail or a number of a telephone in a card.
 *
 * @param value the address or the number, 1 to {@link #MOST_CHARS} characters
 * @param uses what it is said to be for
 */
public record CardEntry(Unverified value, Set<Use> uses) {
    /** The most characters of one. */
    public static final int MOST_CHARS = 256;

    /** What an address or a number is for (XEP-0054 section 9). */
    public enum Use {
        /** At home. */
        HOME,
        /** At work. */
        WORK,
        /** The one to take first. */
        PREF,
        /** To speak. */
        VOICE,
        /** To send facsimiles. */
        FAX,
        /** To leave messages. */
        MSG,
        /** To be carried along. */
        CELL,
        /** To see each other. */
        VIDEO,
        /** Mail of the Internet. */
        INTERNET
    }

    /** Checks the value and copies the uses. */
    public CardEntry {
        if (value.isEmpty() || value.length() > MOST_CHARS) {
            throw new IllegalArgumentException("1 to " + MOST_CHARS + " characters");
        }
        Set<Use> copy = EnumSet.noneOf(Use.class);
        copy.addAll(uses);
        uses = Collections.unmodifiableSet(copy);
    }

    /**
     * Returns an entry of the application's own.
     *
     * @param value 1 to {@link #MOST_CHARS} characters
     * @throws IllegalArgumentException if there are more or none, or some that XML does not allow
     */
    public static CardEntry of(String value, Use... uses) {
        return new CardEntry(VCard.checked(value, MOST_CHARS), new LinkedHashSet<>(Arrays.asList(uses)));
    }

    /** Reads an entry, whose value is in an element of this name. */
    static Optional<CardEntry> read(Element entry, String inner) {
        Set<Use> uses = EnumSet.noneOf(Use.class);
        for (Use use : Use.values()) {
            if (entry.first(CardElements.NAMESPACE, use.name()).isPresent()) {
                uses.add(use);
            }
        }
        return entry.first(CardElements.NAMESPACE, inner)
                .flatMap(value -> Unverified.of(value.text(), MOST_CHARS))
                .filter(value -> !value.isEmpty())
                .map(value -> new CardEntry(value, uses));
    }

    Element toElement(String name, String inner) {
        Element.Builder entry = Element.named(CardElements.NAMESPACE, name);
        for (Use use : uses) {
            entry.child(Element.named(CardElements.NAMESPACE, use.name()).build());
        }
        return entry.child(CardElements.NAMESPACE, inner, InsecureTextAccess.charactersOf(value))
                .build();
    }
}
