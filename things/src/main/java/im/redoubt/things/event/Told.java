package im.redoubt.things.event;

import static im.redoubt.client.extension.Field.nested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.Signed;
import im.redoubt.things.key.SigningKey;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/**
 * Something that happened, as a device tells it.
 *
 * @param <E> the type of the event
 * @param stamp what is signed of it
 * @param event what happened
 */
public record Told<E>(Signed<Stamp> stamp, E event) {
    /** The name of the element. */
    public static final XmlName NAME = new XmlName(Signed.NAMESPACE, "told");

    private static final Codec<Signed<Stamp>> STAMP = Signed.codec(Stamp.CODEC);

    /**
     * Signs what happened.
     *
     * @param happened what happened
     * @param codec how its event is written
     * @param own what stands for the device
     * @param key the device's
     */
    public static <E> Told<E> sign(Happened<E> happened, Codec<E> codec, Octets own, SigningKey key) {
        Stamp stamp = new Stamp(
                happened.number(),
                happened.at(),
                happened.certain(),
                Stamp.of(codec.name()),
                Digest.of(codec.signedForm(happened.event())));
        return new Told<>(Signed.sign(stamp, Stamp.CODEC, own, key), happened.event());
    }

    /** Returns how such is written. */
    public static <E> Codec<Told<E>> codec(Codec<E> event) {
        return Codec.element(NAME.namespace(), NAME.local())
                .of(Told<E>::new, nested(STAMP, Told<E>::stamp), nested(event, Told<E>::event));
    }

    /** Returns what is signed in an element of this name, before anybody has verified it; nothing if it is none. */
    public static Optional<Signed<Stamp>> stamp(Element told) {
        return told.children().stream()
                .filter(child -> child.name().equals(Signed.NAME))
                .findFirst()
                .flatMap(child -> STAMP.decode(child).value());
    }

    /** Returns what happened, if it is what was signed. */
    public Optional<Happened<E>> happened(Codec<E> codec) {
        Stamp signed = stamp.content();
        return signed.what().equals(Stamp.of(codec.name()))
                        && signed.digest().equals(Digest.of(codec.signedForm(event)))
                ? Optional.of(new Happened<>(signed.number(), signed.at(), signed.certain(), event))
                : Optional.empty();
    }
}
