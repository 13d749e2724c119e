package im.redoubt.client;

import java.time.Duration;

/**
 * How patient a session is.
 *
 * @param answer how long the answer to a request may take
 * @param silence after how long a silent server is asked whether it is there
 * @param patience how long it may take to say so, and a quarter of it where the network has changed or the machine has slept; also how
 *     long a write may take
 * @param firstPause what the first pause before connecting again does not exceed
 * @param longestPause what no pause exceeds
 */
public record Pace(Duration answer, Duration silence, Duration patience, Duration firstPause, Duration longestPause) {
    /** For computers and for phones that are told of changes of their network. */
    public static final Pace STANDARD = new Pace(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5));

    /** Checks that all are longer than nothing. */
    public Pace {
        for (Duration duration : new Duration[] {answer, silence, patience, firstPause, longestPause}) {
            if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("more than nothing, a day at most: " + duration);
            }
        }
    }

    /** Returns how long what there is a reason to doubt is waited for. */
    Duration hurry() {
        return patience.dividedBy(4);
    }

    /** Returns this pace with another silence. */
    public Pace withSilence(Duration other) {
        return new Pace(answer, other, patience, firstPause, longestPause);
    }

    /** Returns this pace with another patience. */
    public Pace withPatience(Duration other) {
        return new Pace(answer, silence, other, firstPause, longestPause);
    }

    /** Returns this pace with other pauses. */
    public Pace withPauses(Duration first, Duration longest) {
        return new Pace(answer, silence, patience, first, longest);
    }

    /** Returns this pace with another time for answers. */
    public Pace withAnswer(Duration other) {
        return new Pace(other, silence, patience, firstPause, longestPause);
    }
}
