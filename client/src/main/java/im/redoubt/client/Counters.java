package im.redoubt.client;

import java.util.EnumMap;
import java.util.Map;

/** What a session did not believe, take or answer, by kind. */
public final class Counters {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    /** What is counted. */
    public enum Kind {
        /** Answers to requests that nobody made, or from somebody else than was asked. */
        UNASKED_ANSWERS,
        /** Stanzas that break a rule, such as a sender that is no address. */
        MALFORMED_STANZAS,
        /**
         * Stanzas that were given up since they cannot be read: they are larger than {@link im.redoubt.xml.XmlLimits#DELIVERED}, or no
         * XML, and were so when the server sent them again.
         */
        UNREADABLE_STANZAS,
        /** Requests that nothing here answers, or not for him who asked. */
        REFUSED_REQUESTS,
        /** What claims to be from the own account or server, and is not: roster pushes, carbons, archived messages. */
        FORGERIES,
        /** Stanzas that a feature could not make sense of. */
        FAULTS,
        /** Stanzas that the application's rules refused. */
        REFUSED_BY_RULE
    }

    Counters() {}

    /** Counts one. */
    public synchronized void count(Kind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    /** Returns how many there were. */
    public synchronized long of(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Returns all counts. */
    @Override
    public synchronized String toString() {
        return counts.toString();
    }
}
