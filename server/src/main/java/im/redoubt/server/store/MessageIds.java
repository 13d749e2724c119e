package im.redoubt.server.store;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;

/** Makes message ids that only grow. Used by the writer only, so it takes no lock. */
final class MessageIds {
    private static final int COUNT_BITS = 16;

    private final InstantSource clock;
    private final SecureRandom random;
    private MessageId last;

    /**
     * Goes on after an id.
     *
     * @param last the highest id ever given
     */
    MessageIds(InstantSource clock, SecureRandom random, MessageId last) {
        this.clock = clock;
        this.random = random;
        this.last = last;
    }

    /**
     * Returns an id above all before it: of the clock's millisecond if that is later than the last id's, and otherwise the
     * next count, which carries over into the milliseconds.
     */
    MessageId next() {
        long now = clock.millis() << COUNT_BITS;
        long high = now > last.high() ? now : last.high() + 1;
        last = new MessageId(high, nonce());
        return last;
    }

    /** None is 0: with it an id would lie in front of every message of its number ({@link MessageId#at}). */
    private long nonce() {
        long nonce = random.nextLong();
        return nonce == 0 ? 1 : nonce;
    }

    MessageId last() {
        return last;
    }

    static byte[] toBytes(MessageId id) {
        return ByteBuffer.allocate(MessageId.BYTES)
                .putLong(id.high())
                .putLong(id.low())
                .array();
    }

    /** Reads an id from a row that begins with its number and its nonce. */
    static MessageId read(ResultSet row) throws SQLException {
        return new MessageId(row.getLong(1), row.getLong(2));
    }

    /** Reads what {@link #toBytes} made; {@link MessageId#START} if it has another length. */
    static MessageId fromBytes(byte[] bytes) {
        if (bytes.length != MessageId.BYTES) {
            return MessageId.START;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new MessageId(buffer.getLong(), buffer.getLong());
    }
}
