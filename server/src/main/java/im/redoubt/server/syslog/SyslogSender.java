package im.redoubt.server.syslog;

import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventTail;
import im.redoubt.server.event.LogGap;
import im.redoubt.server.event.PlainText;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.ServiceChange;
import im.redoubt.server.settings.SyslogSettings;
import im.redoubt.server.tls.ClientTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the log has to the receiver, for as long as the service runs.
 *
 * <ol>
 *   <li>The constructor finds where it was, before anything new is written;
 *   <li>{@link #start} connects, and sends from there on;
 *   <li>when the receiver is away it waits, longer each time, and goes on from the first line that may not have arrived;
 *   <li>{@link #close} sends what is left, for at most 2 s, and ends the connection in order.
 * </ol>
 *
 * <p>Trouble is told once, as an event, and then shown by {@link #problem} until it is over.
 */
public final class SyslogSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogSender.class);
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int WRITE_BYTES = 16 << 10;
    private static final long TICK_MILLIS = 200;
    private static final EventTail.Batch NOTHING = new EventTail.Batch(List.of(), 0);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /**
     * What it works with.
     *
     * @param settings where the receiver is and how it proves who it is
     * @param directory the directory of the log
     * @param events the log, which is told of trouble
     * @param host the domain, as messages name it
     * @param version of this program, as messages name it
     * @param random the source of nonces, and of the uneven part of waits
     */
    public record Parts(
            SyslogSettings settings,
            Path directory,
            EventLog events,
            String host,
            String version,
            SecureRandom random) {}

    private enum State {
        NEW,
        WELL,
        FAILED,
        REFUSED
    }

    private final Parts parts;
    private final SyslogTiming timing;
    private final SyslogPosition position;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private State state = State.NEW;
    private int attempts;
    private volatile long next;
    private final AtomicLong missed = new AtomicLong();
    private volatile Optional<String> problem = Optional.empty();

    /**
     * Makes one that has not begun.
     *
     * @throws im.redoubt.server.tls.TlsException when a file cannot be used, with the mend
     * @throws java.io.UncheckedIOException when the log cannot be read
     */
    public SyslogSender(Parts parts) {
        this(parts, SyslogTiming.DEFAULT);
    }

    SyslogSender(Parts parts, SyslogTiming timing) {
        this.parts = parts;
        this.timing = timing;
        // Read for its problems: what connections use is read anew for each, since files are replaced.
        trust();
        try {
            this.position = new SyslogPosition(parts.directory(), timing.settled());
        } catch (IOException e) {
            throw new UncheckedIOException("the security events cannot be read for their receiver", e);
        }
        this.next = position.arrived();
        this.thread = Thread.ofPlatform().name("redoubt-syslog").daemon().unstarted(this::run);
    }

    private ClientTls trust() {
        return ClientTls.load(parts.settings().authority(), parts.settings().client(), parts.random());
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                connection();
            } while (!stop.await(pause(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Twice as long each time, and by chance up to half of it less, so that a thousand senders do not come at once. */
    private long pause() {
        int doublings = Math.min(attempts, 20);
        long longest = timing.longestWait().toMillis();
        long wait = Math.min(longest, timing.firstWait().toMillis() << doublings);
        attempts++;
        return wait - parts.random().nextLong(wait / 2 + 1);
    }

    /** One connection from its beginning to its end. */
    private void connection() throws InterruptedException {
        try (SyslogConnection connection =
                        SyslogConnection.open(parts.settings().address(), trust(), timing.opening());
                EventTail tail = new EventTail(parts.directory(), position.arrived())) {
            pump(connection, tail);
            connection.end(LAST_WORDS);
            position.ended();
        } catch (UntrustedReceiverException e) {
            trouble(State.REFUSED, "Whoever answers is not the receiver: " + e.getMessage());
        } catch (IOException e) {
            trouble(State.FAILED, "The receiver is away: " + e.getMessage());
        } catch (RuntimeException e) { // a file that was replaced may be bad; the next one may be good
            trouble(State.FAILED, "It cannot be sent to: " + e.getMessage());
        } finally {
            position.lost();
            next = position.arrived();
        }
    }

    private void pump(SyslogConnection connection, EventTail tail) throws IOException, InterruptedException {
        long opened = System.nanoTime();
        long deadline = Long.MAX_VALUE;
        while (true) {
            connection.requireOpen();
            EventTail.Batch batch = end() > tail.next() ? tail.read(BLOCK_BYTES) : NOTHING;
            gap(batch, tail);
            send(connection, batch, tail);
            long now = System.nanoTime();
            position.settle(now);
            if (now - opened >= timing.settled().toNanos()) {
                well();
            }
            if (stop.getCount() == 0 && deadline == Long.MAX_VALUE) {
                deadline = now + LAST_WORDS.toNanos();
            }
            boolean idle = batch.lines().isEmpty();
            if (deadline != Long.MAX_VALUE && (now - deadline > 0 || isAtEnd(tail))) {
                return;
            }
            if (idle) {
                // After the end was asked for, the last events are still on their way to the disk.
                pause(TICK_MILLIS);
            }
        }
    }

    private void pause(long millis) throws InterruptedException {
        if (stop.getCount() > 0) {
            var _ = stop.await(millis, TimeUnit.MILLISECONDS);
        } else {
            TimeUnit.MILLISECONDS.sleep(millis / 10);
        }
    }

    /** Whether everything that was recorded is on disk and was sent. */
    private boolean isAtEnd(EventTail tail) {
        return parts.events().isWritten() && end() <= tail.next();
    }

    /** The number that the next line will have. Before the first is written, the log itself does not know it. */
    private long end() {
        return Math.max(position.end(), parts.events().head().sequence() + 1);
    }

    private void gap(EventTail.Batch batch, EventTail tail) {
        if (batch.missed() > 0) {
            missed.addAndGet(batch.missed());
            position.skip(tail.next() - batch.lines().size());
            LOG.warn("{} security events were gone before their receiver had them.", batch.missed());
            parts.events().record(LogGap.notForwarded(batch.missed()));
        }
    }

    private void send(SyslogConnection connection, EventTail.Batch batch, EventTail tail) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        int size = 0;
        for (String line : batch.lines()) {
            block.writeBytes(SyslogFrame.of(line, parts.host(), parts.version()));
            if (block.size() >= WRITE_BYTES) {
                size += flush(connection, block);
            }
        }
        size += flush(connection, block);
        if (size > 0) {
            next = tail.next();
            position.written(tail.next(), size, System.nanoTime());
        }
    }

    private int flush(SyslogConnection connection, ByteArrayOutputStream block) throws IOException {
        int size = block.size();
        if (size > 0) {
            connection.write(block.toByteArray(), timing.stall());
            block.reset();
        }
        return size;
    }

    private void well() {
        attempts = 0;
        problem = Optional.empty();
        if (state == State.FAILED || state == State.REFUSED) {
            LOG.info("The receiver of security events takes them again.");
            parts.events().record(new SecurityEvent.ServiceChanged(ServiceChange.SYSLOG_RECOVERED));
        }
        state = State.WELL;
    }

    /** Tells of trouble once; of somebody else in the receiver's place also after other trouble. */
    private void trouble(State now, String text) {
        if (stop.getCount() == 0) {
            return;
        }
        String plain = PlainText.of(parts.settings().address() + ": " + text);
        problem = Optional.of(plain);
        boolean told = state == State.REFUSED || state == now;
        // A receiver that is started anew is away for a moment; that alone is no news.
        if (told || (now == State.FAILED && attempts == 0)) {
            return;
        }
        state = now;
        LOG.warn("Security events are kept for their receiver. {}", plain);
        parts.events()
                .record(new SecurityEvent.ServiceChanged(
                        now == State.REFUSED ? ServiceChange.SYSLOG_REFUSED : ServiceChange.SYSLOG_FAILED));
    }

    /**
     * Says whether the receiver takes events.
     *
     * @return what is wrong, for the operator; nothing if all is well
     */
    public Optional<String> problem() {
        return problem;
    }

    /** Returns how many events are on disk that were not sent yet. */
    public long waiting() {
        return Math.max(0, end() - next);
    }

    /** Returns how many events were gone before the receiver had them, since the start. */
    public long missed() {
        return missed.get();
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(LAST_WORDS.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
