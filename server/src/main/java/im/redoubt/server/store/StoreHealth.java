package im.redoubt.server.store;

import java.util.Optional;

/**
 * How a store is.
 *
 * @param failure why it only reads, if it does
 * @param trouble why the last write failed, if it did; another one may work
 * @param waitingOperations the writes handed in and not yet taken up
 * @param waitingBytes their size in bytes
 * @param damagedRows the damaged rows met since it was opened
 */
public record StoreHealth(
        Optional<String> failure,
        Optional<String> trouble,
        int waitingOperations,
        long waitingBytes,
        long damagedRows) {
    /** Returns whether it writes. */
    public boolean writes() {
        return failure.isEmpty();
    }
}
