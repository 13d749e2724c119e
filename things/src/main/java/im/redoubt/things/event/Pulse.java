package im.redoubt.things.event;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.things.key.Signed;
import java.time.Instant;

/**
 * A device says that it is there, and which events it has.
 *
 * @param at when, later each time
 * @param oldest the number of the oldest event that it still has, one more than {@code latest} if it has none
 * @param latest the number of the last event, 0 before the first
 */
public record Pulse(Instant at, long oldest, long latest) {
    /** How it is written. */
    public static final Codec<Pulse> CODEC = Codec.element(Signed.NAMESPACE, "pulse")
            .of(
                    Pulse::new,
                    attribute("at", Kind.instant(), Pulse::at),
                    attribute("oldest", Kind.longInteger(1, Long.MAX_VALUE), Pulse::oldest),
                    attribute("latest", Kind.longInteger(0, Long.MAX_VALUE - 1), Pulse::latest));

    /** Checks the order. */
    public Pulse {
        if (oldest < 1 || latest < 0 || oldest - 1 > latest) {
            throw new IllegalArgumentException("the oldest event comes before the last one");
        }
    }
}
