package im.redoubt.things.event;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.nested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.XmlName;
import java.time.Instant;

/**
 * How a device stands.
 *
 * @param <R> the type of the reading
 * @param at when, as far as the device knows; later each time
 * @param reading how
 */
public record Report<R>(Instant at, R reading) {
    /** The name of the element. */
    public static final XmlName NAME = new XmlName(Signed.NAMESPACE, "report");

    /** Returns how a report of this kind is written. */
    public static <R> Codec<Report<R>> codec(Codec<R> reading) {
        return Codec.element(NAME.namespace(), NAME.local())
                .of(
                        Report<R>::new,
                        attribute("at", Kind.instant(), Report<R>::at),
                        nested(reading, Report<R>::reading));
    }
}
