package im.redoubt.server.net;

import im.redoubt.protocol.stream.StreamError;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All connections there are, so that they can be ended together. */
public final class Connections {
    private static final long STEP_MILLIS = 10;

    /** Only a loop that does not turn any more takes so long. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private volatile @Nullable StreamError ending;

    /** Adds one; if all were told to end, it is told so too. */
    void add(Connection connection) {
        all.add(connection);
        StreamError error = ending;
        if (error != null) {
            connection.stop(error);
        }
    }

    void remove(Connection connection) {
        all.remove(connection);
    }

    /**
     * Ends all streams with an error and waits until they are closed; sessions that may wait for their peers wait then. Blocks.
     *
     * @param patience how long at most
     */
    public void stop(StreamError error, Duration patience) {
        ending = error;
        all.forEach(connection -> connection.stop(error));
        await(patience, Connection::isWaiting);
    }

    /**
     * Ends the sessions that still wait for their peers, and waits until they are over; then closes what is left of the
     * connections. Blocks.
     *
     * @param patience how long at most it waits for sessions
     */
    public void end(Duration patience) {
        all.forEach(Connection::giveUp);
        await(patience, connection -> false);
        List<Future<?>> closing = new ArrayList<>();
        all.forEach(connection -> closing.add(connection.close()));
        long until = System.nanoTime() + CLOSING.toNanos();
        closing.forEach(one -> one.awaitUninterruptibly(until - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    /** Waits until all that do not rest are gone. */
    private void await(Duration patience, Predicate<Connection> rests) {
        long until = System.nanoTime() + patience.toNanos();
        while (!all.stream().allMatch(rests) && System.nanoTime() - until < 0) {
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Returns how many there are. */
    public int count() {
        return all.size();
    }
}
