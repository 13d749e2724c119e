package im.redoubt.things.event;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.things.key.Signed;

/**
 * A controller has all events up to this one, and the device need not keep them for it any more.
 *
 * @param number that of the last one
 */
public record Heard(long number) {
    /** How it is written. */
    public static final Codec<Heard> CODEC = Codec.element(Signed.NAMESPACE, "heard")
            .of(Heard::new, attribute("number", Kind.longInteger(0, Long.MAX_VALUE), Heard::number));
}
