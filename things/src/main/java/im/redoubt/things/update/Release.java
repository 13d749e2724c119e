package im.redoubt.things.update;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.Signed;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.memory.Stored;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;

/**
 * What a maker says of one program, and signs: what it is for, the how-manieth it is, and which bytes it is.
 *
 * <p>Guarantee: what is signed here is no command, no answer and no report, and none of these is a release, even if one key signed both.
 *
 * @param product which kind of device it is for: up to {@link #MOST_PRODUCT_CHARS} of a-z, 0-9, hyphen and dot, the first no hyphen or dot
 * @param number greater than that of any release of the product before it, 1 at first
 * @param replaces the least number of a program that it may replace; 0 for any
 * @param size the length of the program, in bytes, 1 to {@link #MOST_SIZE}
 * @param sha256 the SHA-256 of the program, 32 bytes
 */
public record Release(String product, long number, long replaces, long size, Octets sha256) {
    /** The longest name of a product. */
    public static final int MOST_PRODUCT_CHARS = 64;

    /** The largest program, in bytes: 1 GiB. A device says for itself what it takes. */
    public static final long MOST_SIZE = 1L << 30;

    /** The longest release with its signature, in bytes. */
    public static final int MOST_BYTES = 512;

    static final int HASH_BYTES = 32;

    static final Codec<Release> CODEC = Codec.element(Signed.NAMESPACE, "release")
            .of(
                    Release::new,
                    attribute(
                            "product",
                            Kind.text(MOST_PRODUCT_CHARS)
                                    .as(text -> Optional.of(InsecureTextAccess.charactersOf(text)), Unverified::of),
                            Release::product),
                    attribute("number", Kind.longInteger(1, Long.MAX_VALUE), Release::number),
                    attribute("replaces", Kind.longInteger(0, Long.MAX_VALUE), Release::replaces),
                    attribute("size", Kind.longInteger(1, MOST_SIZE), Release::size),
                    attribute("sha256", Kind.bytes(HASH_BYTES), Release::sha256));

    private static final Codec<Signed<Release>> SIGNED = Signed.codec(CODEC);
    private static final Octets PURPOSE = Digest.of(Digest.bytes("redoubt things release 0"));

    /** Checks that each is within its bounds. */
    public Release {
        if (!isProduct(product)
                || number < 1
                || replaces < 0
                || replaces >= number
                || size < 1
                || size > MOST_SIZE
                || sha256.length() != HASH_BYTES) {
            throw new IllegalArgumentException(
                    "a release has a product of a-z, 0-9, hyphen and dot, a number from 1 on that is greater than what it"
                            + " replaces, 1 to " + MOST_SIZE + " bytes, and their SHA-256");
        }
    }

    /** Returns whether this can be the name of a product. */
    static boolean isProduct(String name) {
        boolean right = !name.isEmpty() && name.length() <= MOST_PRODUCT_CHARS;
        for (int i = 0; right && i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            right = plain || (i > 0 && (c == '-' || c == '.'));
        }
        return right;
    }

    /**
     * Signs it.
     *
     * @param key the maker's
     * @return what devices are offered, at most {@link #MOST_BYTES} bytes, of which nothing is secret
     */
    public Octets sign(SigningKey key) {
        return bytes(Signed.sign(this, CODEC, PURPOSE, key));
    }

    /**
     * Reads what {@link #sign} gave. It is written in one way only.
     *
     * @param bytes any bytes
     * @return what they say, which nobody has verified yet; nothing if that is no release
     */
    static Optional<Signed<Release>> read(Octets bytes) {
        if (bytes.length() > MOST_BYTES) {
            return Optional.empty();
        }
        List<Element> elements = Stored.elements(bytes.toByteArray());
        return elements.size() == 1
                ? SIGNED.decode(elements.get(0))
                        .value()
                        .filter(signed -> bytes(signed).equals(bytes))
                : Optional.empty();
    }

    private static Octets bytes(Signed<Release> signed) {
        return Octets.copyOf(Stored.bytes(SIGNED.encode(signed)));
    }

    /** Returns whether one of a maker's keys has signed it, as a release. */
    static boolean isSigned(Signed<Release> release, OwnProgram by) {
        return by.makers().stream().anyMatch(key -> release.isSignedWith(key, CODEC, PURPOSE));
    }
}
