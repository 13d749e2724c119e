package im.redoubt.things.event;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.XmlName;
import java.time.Instant;

/**
 * What a device signs of something that happened, so that also those can tell that it is of the device, and which number it has, who do not
 * know what it means: they pass it over and wait for the next one.
 *
 * @param number the how-manieth it is, from 1 on
 * @param at when it happened, as far as the device knew then
 * @param certain whether the device knew the time of day
 * @param what its type: {@link #of}
 * @param digest of what happened, by its {@link Codec#signedForm}
 */
public record Stamp(long number, Instant at, boolean certain, Octets what, Octets digest) {
    private static final int DIGEST_BYTES = 32;

    /** How it is written. */
    public static final Codec<Stamp> CODEC = Codec.element(Signed.NAMESPACE, "event")
            .of(
                    Stamp::new,
                    attribute("number", Kind.longInteger(1, Long.MAX_VALUE), Stamp::number),
                    attribute("at", Kind.instant(), Stamp::at),
                    attribute("certain", Kind.truth(), Stamp::certain),
                    attribute("what", Kind.bytes(DIGEST_BYTES), Stamp::what),
                    attribute("digest", Kind.bytes(DIGEST_BYTES), Stamp::digest));

    /** Checks the number. */
    public Stamp {
        if (number < 1) {
            throw new IllegalArgumentException("events are counted from 1 on");
        }
    }

    /** Returns what stands for a type of events, by the name of its element. */
    public static Octets of(XmlName name) {
        return Digest.of(Digest.bytes(name.namespace()), Digest.bytes(name.local()));
    }
}
