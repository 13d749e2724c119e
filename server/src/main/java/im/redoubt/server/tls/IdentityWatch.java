package im.redoubt.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the files of the identity, or of the authorities of clients, were replaced, and takes what is
 * in them up when it is good.
 *
 * <ol>
 *   <li>{@link #start} begins looking, on a thread of its own;
 *   <li>files that changed are loaded; a good pair goes to the listener;
 *   <li>a bad pair may be half of a replacement: it is tried again at the next look, and only then reported, once. The
 *       old identity stays;
 *   <li>{@link #close} stops.
 * </ol>
 *
 * <p>It polls: certificates are replaced by renames and through symbolic links, which change notifications miss.
 */
public final class IdentityWatch<T> implements AutoCloseable {
    /** Told of what became of replaced files. */
    public interface Listener<T> {
        /**
         * The files hold another good one.
         *
         * @param found what is in them, checked
         */
        void replaced(T found);

        /**
         * The files cannot be used; what was in them before stays.
         *
         * @param problem why, with the mend
         */
        void refused(TlsException problem);
    }

    private static final Logger LOG = LoggerFactory.getLogger(IdentityWatch.class);

    private final List<Path> files;
    private final Supplier<T> loader;
    private final Listener<T> listener;
    private final ScheduledExecutorService thread;
    private List<String> seen;
    private boolean doubtful;

    /**
     * @param files the files to look at
     * @param loader loads and checks what is in them, or throws {@link TlsException}
     * @param listener told of changes, on the thread of the watch
     */
    public IdentityWatch(List<Path> files, Supplier<T> loader, Listener<T> listener) {
        this.files = List.copyOf(files);
        this.loader = loader;
        this.listener = listener;
        this.seen = state();
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("identity-watch").daemon().factory());
    }

    /**
     * Begins looking.
     *
     * @param interval between two looks
     * @return this
     */
    public IdentityWatch<T> start(Duration interval) {
        long nanos = interval.toNanos();
        var _ = thread.scheduleWithFixedDelay(this::lookSafely, nanos, nanos, TimeUnit.NANOSECONDS);
        return this;
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException failure) { // a task that throws would never run again
            LOG.error("the files of the certificate could not be looked at", failure);
        }
    }

    /** Looks once. */
    synchronized void look() {
        List<String> now = state();
        boolean changed = !now.equals(seen);
        if (!changed && !doubtful) {
            return;
        }
        seen = now;
        try {
            T found = loader.get();
            doubtful = false;
            listener.replaced(found);
        } catch (TlsException e) {
            if (doubtful && !changed) {
                doubtful = false;
                listener.refused(e);
            } else {
                doubtful = true;
            }
        }
    }

    /** What tells one version of the files from the next, without reading them. */
    private List<String> state() {
        return files.stream().map(IdentityWatch::version).toList();
    }

    private static String version(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
