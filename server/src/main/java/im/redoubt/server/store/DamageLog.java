package im.redoubt.server.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts damaged rows and tells the listener. */
final class DamageLog {
    private final Consumer<StoreDamage> listener;
    private final AtomicLong rows = new AtomicLong();

    DamageLog(Consumer<StoreDamage> listener) {
        this.listener = listener;
    }

    void report(String table, String key, String reason) {
        rows.incrementAndGet();
        listener.accept(new StoreDamage(table, key, reason));
    }

    /** Checks a row, and reports it if its format or checksum is not as expected. */
    boolean intact(String table, String key, RowMark stored, long checksum) {
        if (stored.format() != RowMark.FORMAT) {
            report(table, key, "format " + stored.format() + " is unknown");
            return false;
        }
        if (stored.checksum() != checksum) {
            report(table, key, "the checksum is wrong");
            return false;
        }
        return true;
    }

    long rows() {
        return rows.get();
    }
}
