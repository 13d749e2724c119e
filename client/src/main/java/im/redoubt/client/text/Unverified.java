package im.redoubt.client.text;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Text that came from the network: nothing is known of it but its length.
 *
 * <p>Guarantee: the characters reach nobody except an encoder for a context ({@link Html}, {@link Attribute}, {@link Url},
 * {@link TerminalLine}), a function that makes a checked type of them, and {@link InsecureTextAccess}. {@link #toString} prints
 * the length only, so that no log gets what others wrote.
 *
 * <pre>{@code
 * if (command.is("arm")) …
 * Optional<BareJid> invited = text.parse(BareJid::parse);
 * }</pre>
 */
public final class Unverified {
    /** The most characters: four times what a stanza may have in bytes. */
    public static final int MOST_CHARS = 1 << 20;

    /** No characters. */
    public static final Unverified EMPTY = new Unverified("");

    private final String characters;

    private Unverified(String characters) {
        this.characters = characters;
    }

    /**
     * Marks text as coming from the network.
     *
     * @param text the text, as the parser gave it
     * @return the text, unverified
     * @throws IllegalArgumentException if it has more than {@link #MOST_CHARS} characters, which no parser of ours lets through
     */
    public static Unverified of(String text) {
        if (text.length() > MOST_CHARS) {
            throw new IllegalArgumentException("more than " + MOST_CHARS + " characters");
        }
        return new Unverified(text);
    }

    /**
     * Marks text as coming from the network if it is not too long.
     *
     * @param text the text, of any length
     * @param mostChars the most characters of Java that it may have, 0 to {@link #MOST_CHARS}
     * @return the text, or nothing if it is longer
     */
    public static Optional<Unverified> of(String text, int mostChars) {
        if (mostChars < 0 || mostChars > MOST_CHARS) {
            throw new IllegalArgumentException("a bound of 0 to " + MOST_CHARS + " characters");
        }
        return text.length() > mostChars ? Optional.empty() : Optional.of(new Unverified(text));
    }

    /** Returns the number of characters of Java. */
    public int length() {
        return characters.length();
    }

    /** Returns whether there is no character. */
    public boolean isEmpty() {
        return characters.isEmpty();
    }

    /** Returns whether the text is exactly this one: case, spaces and invisible characters count. */
    public boolean is(String expected) {
        return characters.equals(expected);
    }

    /** Returns whether the text begins with exactly this. */
    public boolean startsWith(String expected) {
        return characters.startsWith(expected);
    }

    /**
     * Reads a value of a checked type out of the text.
     *
     * @param <T> the type; it is not one of text, which would be no more checked than before
     * @param reader returns nothing for what it does not accept
     * @return what {@code reader} returned
     * @throws IllegalStateException if {@code reader} returned the text again, as characters
     */
    public <T> Optional<T> parse(Function<String, Optional<T>> reader) {
        Optional<T> value = reader.apply(characters);
        if (value.isPresent() && (value.get() instanceof CharSequence || value.get() instanceof char[])) {
            throw new IllegalStateException(
                    "text is encoded, or read by way of InsecureTextAccess, and not parsed into text");
        }
        return value;
    }

    String characters() {
        return characters;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Unverified that && characters.equals(that.characters);
    }

    @Override
    public int hashCode() {
        return characters.hashCode();
    }

    /** Returns the length in words, never the text. */
    @Override
    public String toString() {
        return "unverified text of " + characters.length() + " characters";
    }
}
