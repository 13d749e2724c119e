package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and leave nothing behind: what was outgrown is erased, and the rest on closing. */
final class SecretBuffer implements AutoCloseable {
    private byte[] bytes = new byte[1024];
    private int length;

    SecretBuffer put(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    SecretBuffer putInt(int value) {
        return put(value >>> 24).put(value >>> 16).put(value >>> 8).put(value);
    }

    SecretBuffer putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
    }

    /** Puts the length and the bytes. */
    SecretBuffer putBytes(byte[] value) {
        putInt(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    SecretBuffer putSecret(Secret secret) {
        byte[] revealed = secret.reveal();
        putBytes(revealed);
        Arrays.fill(revealed, (byte) 0);
        return this;
    }

    SecretBuffer putText(String text) {
        return putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a copy of what was put, which the caller erases. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            byte[] larger = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            Arrays.fill(bytes, (byte) 0);
            bytes = larger;
        }
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
