package im.redoubt.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The CRC32C of a row's columns. Every column goes in with its length, so that nothing can move from one to the next
 * unnoticed. It finds damage, not forgery.
 */
final class RowChecksum {
    private static final int ABSENT = -1;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    RowChecksum number(long value) {
        number.clear().putLong(value).flip();
        crc.update(number);
        return this;
    }

    RowChecksum bytes(byte[] value) {
        number(value.length);
        crc.update(value);
        return this;
    }

    RowChecksum text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    RowChecksum text(Optional<String> value) {
        return value.isPresent() ? text(value.get()) : number(ABSENT);
    }

    long value() {
        return crc.getValue();
    }
}
