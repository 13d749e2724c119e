package im.redoubt.client.locate;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.ServiceRecord;
import java.util.Optional;

/**
 * The connections that may lead to a server, one after the other. Each is had by {@link #next}; whoever finds that one is not
 * the server, or that TLS fails on it, closes it and asks for the next.
 *
 * <p>For one thread, but {@link #close} is for any: then the one that waits is told that there is nothing more, and what was under
 * way is closed. An interrupt does the same.
 */
public final class Candidates implements AutoCloseable {
    private final Dialling dialling;
    private final Mailbox mailbox = new Mailbox();
    private final Race race;
    private final long beginning = System.nanoTime();
    private volatile boolean closed;

    private Candidates(Dialling dialling) {
        this.dialling = dialling;
        this.race = new Race(dialling, mailbox);
    }

    /** Goes through one target. */
    static Candidates of(Target target, Dialling dialling) {
        Candidates candidates = new Candidates(dialling);
        candidates.race.enter(Plan.of(target));
        return candidates;
    }

    /** Asks for both services of a domain at once, and goes through what there is. */
    static Candidates discovered(String domain, ServiceOrder order, Dialling dialling) {
        Candidates candidates = new Candidates(dialling);
        candidates.discover(domain, order);
        return candidates;
    }

    private void discover(String domain, ServiceOrder order) {
        Found found = new Found();
        race.ask(() -> dialling.resolver().services("xmpps-client", domain), answer -> {
            found.direct = Optional.of(answer);
            enter(found, domain, order);
        });
        race.ask(() -> dialling.resolver().services("xmpp-client", domain), answer -> {
            found.startTls = Optional.of(answer);
            enter(found, domain, order);
        });
    }

    private void enter(Found found, String domain, ServiceOrder order) {
        if (found.direct.isPresent() && found.startTls.isPresent()) {
            race.enter(Plan.of(domain, found.direct.get(), found.startTls.get(), order));
        }
    }

    /**
     * Returns the next connection, or that there is none; waits for that at most 30 seconds.
     *
     * @throws InterruptedException if the thread is interrupted; everything is closed then
     */
    public Candidate next() throws InterruptedException {
        long end = now() + dialling.pace().total().toNanos();
        try {
            for (long now = now(); !closed && now < end; now = now()) {
                Optional<Attempt> winner = race.takeWinner();
                if (winner.isPresent()) {
                    return new Candidate.Connected(
                            winner.get().socket(), winner.get().endpoint().target());
                }
                race.proceed(now);
                if (race.isOver()) {
                    return new Candidate.Exhausted(race.failures());
                }
                mailbox.attend(Math.min(end, race.dueNanos(now)) - now);
            }
        } catch (InterruptedException interrupted) {
            close();
            race.abandon();
            throw interrupted;
        }
        race.abandon();
        return new Candidate.Exhausted(closed ? "closed" : "no connection in time; " + race.failures());
    }

    /** Nanoseconds since this search began. */
    private long now() {
        return System.nanoTime() - beginning;
    }

    /** Ends the search. Connections that were handed out are not touched. */
    @Override
    public void close() {
        closed = true;
        mailbox.post(() -> {});
    }

    /** What has come so far. */
    private static final class Found {
        private Optional<Answer<ServiceRecord>> direct = Optional.empty();
        private Optional<Answer<ServiceRecord>> startTls = Optional.empty();
    }
}
