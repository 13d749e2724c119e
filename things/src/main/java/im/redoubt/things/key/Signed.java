package im.redoubt.things.key;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.nested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.List;
import java.util.Optional;

/**
 * Something that a device or a controller says, with its signature over that and over what it belongs to.
 *
 * @param <T> what is said
 * @param content what is said
 * @param signature over it
 */
public record Signed<T>(T content, Octets signature) {
    /** The namespace of what the kit says. */
    public static final String NAMESPACE = "urn:redoubt:things:0";

    /** The name of the element. */
    public static final XmlName NAME = new XmlName(NAMESPACE, "signed");

    private static final byte[] PURPOSE = Digest.bytes("redoubt things signed 0");

    /**
     * Signs.
     *
     * @param content what is said; its codec names what kind of thing it is
     * @param codec how it is written
     * @param belongsTo what it belongs to, which whoever verifies it must know
     * @param key who says it
     */
    public static <T> Signed<T> sign(T content, Codec<T> codec, Octets belongsTo, SigningKey key) {
        return new Signed<>(content, key.sign(signed(content, codec, belongsTo)));
    }

    /** Returns how something of this kind is written. */
    public static <T> Codec<Signed<T>> codec(Codec<T> content) {
        return Codec.element(NAMESPACE, NAME.local())
                .of(
                        Signed<T>::new,
                        nested(content, Signed<T>::content),
                        attribute("signature", Kind.bytes(VerifyingKey.SIGNATURE_BYTES), Signed<T>::signature));
    }

    /** Returns the name of what is said in an element of this name, before anybody has verified it. */
    public static Optional<XmlName> inside(Element signed) {
        List<Element> children = signed.children();
        return signed.name().equals(NAME) && children.size() == 1
                ? Optional.of(children.get(0).name())
                : Optional.empty();
    }

    /** Returns whether this key has signed it, for just this. */
    public boolean isSignedWith(VerifyingKey key, Codec<T> codec, Octets belongsTo) {
        return key.verifies(signed(content, codec, belongsTo), signature);
    }

    private static <T> byte[] signed(T content, Codec<T> codec, Octets belongsTo) {
        return Digest.of(PURPOSE, belongsTo.toByteArray(), codec.signedForm(content))
                .toByteArray();
    }
}
