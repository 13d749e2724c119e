package im.redoubt.server;

import im.redoubt.server.archive.Retention;
import im.redoubt.server.guard.OffenderFiles;
import im.redoubt.server.net.EventLoops;
import im.redoubt.server.store.Store;
import im.redoubt.server.stream.StreamRetention;
import im.redoubt.server.token.ClientRetention;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done every now and then, on one thread of its own. */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final OffenderFiles offenders;
    private final Store store;
    private final Retentions retentions;
    private final EventLoops loops;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("redoubt-chores").daemon().factory());

    /**
     * What is forgotten in time.
     *
     * @param archive messages
     * @param streams how many stanzas of streams were handled
     * @param clients clients and their tokens
     */
    record Retentions(Retention archive, StreamRetention streams, ClientRetention clients) {}

    Chores(OffenderFiles offenders, Store store, Retentions retentions, EventLoops loops) {
        this.offenders = offenders;
        this.store = store;
        this.retentions = retentions;
        this.loops = loops;
    }

    void start(Watch watch) {
        var _ = thread.scheduleWithFixedDelay(() -> safely(offenders::writeIfDue), 1, 1, TimeUnit.SECONDS);
        var _ = thread.scheduleWithFixedDelay(() -> safely(loops::feel), 1, 1, TimeUnit.SECONDS);
        var _ = thread.scheduleWithFixedDelay(() -> safely(watch::store), 1, 1, TimeUnit.SECONDS);
        var _ = thread.scheduleWithFixedDelay(() -> safely(watch::administrators), 10, 10, TimeUnit.MINUTES);
        var _ = thread.scheduleWithFixedDelay(() -> safely(this::purge), 1, 60, TimeUnit.MINUTES);
        var _ = thread.scheduleWithFixedDelay(() -> lengthy(retentions.archive()::run), 5, 60, TimeUnit.MINUTES);
        var _ = thread.scheduleWithFixedDelay(() -> lengthy(retentions.archive()::runGrown), 1, 1, TimeUnit.MINUTES);
    }

    private void purge() {
        var _ = Store.await(store.invitations().purge());
        retentions.streams().run();
        retentions.clients().run();
    }

    /** Long work waits for the disk on a thread of its own, so that nothing else is late. */
    private static void lengthy(Runnable task) {
        var _ = Thread.ofVirtual().name("redoubt-retention").start(() -> safely(task));
    }

    /** A task that throws would never run again. */
    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) { // whatever it is, the next time may be better
            LOG.error("something that is done every now and then failed", failure);
        }
    }

    Optional<String> storeProblem() {
        return store.health().failure();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
