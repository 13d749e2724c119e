package im.redoubt.things.event;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.Signed;

/**
 * Somebody asks how a device stands.
 *
 * @param nonce 16 random bytes, by which he knows that the answer is of now
 */
public record Inquiry(Octets nonce) {
    /** The length of the nonce, in bytes. */
    public static final int NONCE_BYTES = 16;

    /** How it is written. */
    public static final Codec<Inquiry> CODEC = Codec.element(Signed.NAMESPACE, "inquiry")
            .of(Inquiry::new, attribute("nonce", Kind.bytes(NONCE_BYTES), Inquiry::nonce));

    /** Checks the length. */
    public Inquiry {
        if (nonce.length() != NONCE_BYTES) {
            throw new IllegalArgumentException("a nonce of " + NONCE_BYTES + " bytes");
        }
    }

    /**
     * Returns what the answer belongs to.
     *
     * @param device what stands for the device
     */
    public Octets answeredFor(Octets device) {
        return Digest.of(device.toByteArray(), nonce.toByteArray());
    }
}
