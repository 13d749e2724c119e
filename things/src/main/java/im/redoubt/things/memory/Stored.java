package im.redoubt.things.memory;

import im.redoubt.client.ClientException;
import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Decoded;
import im.redoubt.client.extension.Refusal;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One value in a {@link Keep}.
 *
 * <p>One thread at a time changes it; any may look at it.
 *
 * @param <M> its type
 */
public final class Stored<M> {
    private final Keep keep;
    private final Codec<M> codec;
    private volatile M now;
    private volatile boolean uncertain;

    private Stored(Keep keep, Codec<M> codec, M now) {
        this.keep = keep;
        this.codec = codec;
        this.now = now;
    }

    /**
     * Opens it.
     *
     * @param keep where it is kept
     * @param codec how
     * @param first what it is if nothing is there yet; that is written
     * @throws ClientException if what is there cannot be read: it stays as it is
     */
    public static <M> Stored<M> open(Keep keep, Codec<M> codec, M first) {
        Optional<byte[]> kept = keep.read();
        if (!kept.isPresent()) {
            Stored<M> stored = new Stored<>(keep, codec, first);
            stored.become(first);
            return stored;
        }
        try {
            return new Stored<>(keep, codec, read(kept.get(), codec));
        } finally {
            Arrays.fill(kept.get(), (byte) 0);
        }
    }

    private static <M> M read(byte[] bytes, Codec<M> codec) {
        List<Element> elements = elements(bytes);
        if (elements.size() != 1) {
            throw new ClientException("what was kept is not whole; put back a copy, or begin anew");
        }
        Decoded<M> decoded = codec.decode(elements.get(0));
        return decoded.value()
                .orElseThrow(
                        () -> new ClientException("what was kept is of another kind of device, or of a later version: "
                                + decoded.refusal().map(Refusal::toString).orElse("")));
    }

    /** Returns an element as bytes, of which {@link #elements} makes it again. */
    public static byte[] bytes(Element element) {
        return XmlContent.of(Signed.NAMESPACE, List.of(element)).toByteArray();
    }

    /** Returns the elements in bytes that were written here. */
    public static List<Element> elements(byte[] bytes) {
        try {
            return XmlContent.read(Signed.NAMESPACE, bytes).elements();
        } catch (XmlException damaged) {
            return List.of();
        }
    }

    /** Returns what it is. */
    public M now() {
        return now;
    }

    /**
     * Makes it another one; when this returns, that is on the disk.
     *
     * @throws ClientException if it could not be written: then it is what it was. Where not even that is certain, nothing is written any
     *     more until it is opened again
     */
    public void become(M next) {
        if (uncertain) {
            throw new ClientException("what is on the disk is not known since a write failed; start again");
        }
        byte[] bytes = bytes(codec.encode(next));
        uncertain = true;
        try {
            keep.replace(bytes);
            uncertain = false;
            now = next;
        } catch (ClientException failed) {
            uncertain = !isThere(now);
            throw failed;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Returns whether it is not known what is on the disk. */
    public boolean isUncertain() {
        return uncertain;
    }

    private boolean isThere(M value) {
        byte[] expected = bytes(codec.encode(value));
        try {
            Optional<byte[]> there = keep.read();
            boolean same = there.filter(bytes -> MessageDigest.isEqual(bytes, expected))
                    .isPresent();
            there.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
            return same;
        } catch (ClientException unreadable) {
            return false;
        } finally {
            Arrays.fill(expected, (byte) 0);
        }
    }
}
