package im.redoubt.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must not be printed, compared in variable time, or kept longer than needed.
 *
 * <p>Guarantee: no method but {@link #reveal()} gives the bytes away; {@link #equals} takes the same time for every
 * two secrets of one length; {@link #close()} overwrites the bytes, and nothing can be read afterwards. One thread
 * at a time.
 */
public final class Secret implements AutoCloseable {
    /** The most bytes of UTF-8 that one character of Java makes. */
    private static final int MOST_BYTES = 3;

    private final byte[] bytes;
    private boolean closed;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies bytes into a secret.
     *
     * @param bytes the bytes; the caller still owns this array and should wipe it
     * @return the secret, to be closed by the caller
     */
    public static Secret copyOf(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /**
     * Encodes characters, such as a prepared password, as UTF-8.
     *
     * @param characters the characters; the caller still owns this array and should wipe it
     * @return the secret, to be closed by the caller
     * @throws IllegalArgumentException if there is a surrogate without its partner
     */
    public static Secret utf8(char[] characters) {
        byte[] room = new byte[characters.length * MOST_BYTES]; // one allocation, so that nothing is left behind
        ByteBuffer encoded = ByteBuffer.wrap(room);
        CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        if (result.isError()) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalArgumentException("a secret with an unpaired surrogate");
        }
        return new Secret(bytes);
    }

    /**
     * Returns a copy of the bytes, which the caller wipes as soon as possible.
     *
     * @return the bytes
     * @throws IllegalStateException if the secret was closed
     */
    public byte[] reveal() {
        if (closed) {
            throw new IllegalStateException("the secret was erased");
        }
        return bytes.clone();
    }

    /** Returns the number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Overwrites the bytes; closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    /** Compares in time that depends on the lengths only. An erased secret equals nothing but itself. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Secret that && !closed && !that.closed && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** Returns the same number for every secret: a hash of the bytes would say something about them. */
    @Override
    public int hashCode() {
        return 0x5ec;
    }

    /** Returns {@code ***}. */
    @Override
    public String toString() {
        return "***";
    }
}
