package im.redoubt.things;

import im.redoubt.client.Backoff;
import im.redoubt.client.Client;
import im.redoubt.client.ClientException;
import im.redoubt.client.Session;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps a device on line that has to work without: it signs in again and again until there is a session, and anew when one has ended. The
 * pauses are drawn, so that the devices of a server that was gone do not all come at once, from what grows to a minute; they are short again
 * when a session has lasted for so long. A session that loses its connection makes another one by itself.
 *
 * <p>Guarantee: what a listener throws does not end it. The uncaught exception handler of its thread hears of that; a session for which
 * the application could not prepare is closed, and another one is tried after the usual pause.
 */
public final class Uplink implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Client client;
    private final Consumer<Session> opened;
    private final Consumer<ClientException> failed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<Session> session = Optional.empty();

    private Uplink(Client client, Consumer<Session> opened, Consumer<ClientException> failed) {
        this.client = client;
        this.opened = opened;
        this.failed = failed;
    }

    /**
     * Begins.
     *
     * @param client what signs in
     * @param opened hears of each session, before what comes in it
     * @param failed hears why there is none, each time
     * @param threads where its one thread comes from
     */
    public static Uplink begin(
            Client client, Consumer<Session> opened, Consumer<ClientException> failed, ThreadFactory threads) {
        Uplink uplink = new Uplink(client, opened, failed);
        threads.newThread(uplink::run).start();
        return uplink;
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, new SecureRandom());
        while (closing.getCount() > 0) {
            try {
                Session now = client.open();
                long began = System.nanoTime();
                if (!take(now)) {
                    now.close();
                    return;
                }
                if (!tell(opened, now)) {
                    now.close();
                }
                tell(failed, now.over().await().why());
                if (System.nanoTime() - began > LONGEST_PAUSE.toNanos()) {
                    backoff.succeeded();
                }
            } catch (ClientException none) {
                tell(failed, none);
            }
            if (waits(backoff.next())) {
                return;
            }
        }
    }

    /** Returns whether the listener came through. */
    private static <T> boolean tell(Consumer<T> listener, T what) {
        try {
            listener.accept(what);
            return true;
        } catch (RuntimeException e) { // whatever it failed at is no reason to be off line for good
            Thread here = Thread.currentThread();
            here.getUncaughtExceptionHandler().uncaughtException(here, e);
            return false;
        }
    }

    private synchronized boolean take(Session now) {
        session = Optional.of(now);
        return closing.getCount() > 0;
    }

    /** Returns whether it was closed meanwhile. */
    private boolean waits(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the session, if there is one, and makes no more. */
    @Override
    public void close() {
        Optional<Session> last;
        synchronized (this) {
            closing.countDown();
            last = session;
        }
        last.ifPresent(Session::close);
    }
}
