package im.redoubt.things.event;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.nested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.XmlName;
import java.time.Instant;

/**
 * Something that happened at a device.
 *
 * @param <E> the type of the event
 * @param number the how-manieth it is, from 1 on
 * @param at when it happened, as far as the device knew then
 * @param certain whether the device knew the time of day: without that, it was no earlier than this
 * @param event what happened
 */
public record Happened<E>(long number, Instant at, boolean certain, E event) {
    /** The name of the element. */
    public static final XmlName NAME = new XmlName(Signed.NAMESPACE, "event");

    /** Checks the number. */
    public Happened {
        if (number < 1) {
            throw new IllegalArgumentException("events are counted from 1 on");
        }
    }

    /** Returns how an event of this kind is written. */
    public static <E> Codec<Happened<E>> codec(Codec<E> event) {
        return Codec.element(NAME.namespace(), NAME.local())
                .of(
                        Happened<E>::new,
                        attribute("number", Kind.longInteger(1, Long.MAX_VALUE), Happened<E>::number),
                        attribute("at", Kind.instant(), Happened<E>::at),
                        attribute("certain", Kind.truth(), Happened<E>::certain),
                        nested(event, Happened<E>::event));
    }
}
