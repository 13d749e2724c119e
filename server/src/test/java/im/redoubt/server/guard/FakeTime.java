package im.redoubt.server.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that goes only when told to; begins just before nanoseconds overflow, as real ones may. */
final class FakeTime implements LongSupplier, InstantSource {

    private static final Instant BEGIN = Instant.parse("2026-11-22T04:00:00Z");
    private final AtomicLong elapsed = new AtomicLong();

    @Override
    public long getAsLong() {
        return Long.MAX_VALUE - 1_000_000 + elapsed.get();
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(elapsed.get());
    }

    void advance(Duration time) {
        advance(time.toNanos());
    }

    void advance(long nanos) {
        elapsed.addAndGet(nanos);
    }

    Duration elapsed() {
        return Duration.ofNanos(elapsed.get());
    }
}
