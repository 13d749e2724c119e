package im.redoubt.client.text;

import java.util.Optional;

/** What became of text that ought to be an address to follow. */
public sealed interface UrlReading permits SafeUrl, UrlReading.Refused {
    /** Returns the address, if it is one. */
    default Optional<SafeUrl> accepted() {
        return this instanceof SafeUrl url ? Optional.of(url) : Optional.empty();
    }

    /** Calls the one method of {@code cases} that stands for this reading. */
    <R> R on(Cases<R> cases);

    /**
     * One method for each reading.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R safe(SafeUrl url);

        R refused(Refused.Reason reason);
    }

    /**
     * It is shown as text and not to be followed.
     *
     * @param reason what is wrong with it
     */
    record Refused(Reason reason) implements UrlReading {
        /** What is wrong with an address. */
        public enum Reason {
            /** It is longer than {@link Url#MOST_CHARS}. */
            TOO_LONG,
            /** There is a control character, white space, a backslash or half of a pair of surrogates in it. */
            FORBIDDEN_CHARACTER,
            /** It does not begin with a scheme: what it leads to would depend on where it is shown. */
            NO_SCHEME,
            /** Its scheme is not one that may be followed. */
            SCHEME,
            /** A user name or password stands in front of the host, or might be taken for one. */
            CREDENTIALS,
            /** The host, the port or the address is none, or has more than one form. */
            ADDRESS,
            /** It would do more than to open or address: a query with something else in it. */
            QUERY
        }

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.refused(reason);
        }
    }
}
