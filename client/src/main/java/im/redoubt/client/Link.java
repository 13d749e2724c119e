package im.redoubt.client;

import im.redoubt.client.line.Arrivals;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.line.Outlet;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.ParsedElement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One connection of a session, or an attempt to make one. It brings what it hears into the loop, and reads no faster than the
 * loop and the application take it.
 */
final class Link implements Arrivals {
    /** How many elements may be read before the loop has taken them. */
    private static final int MOST_UNTAKEN = 64;

    private final Environment environment;
    private final Loop loop;
    private final Owner owner;
    private final Semaphore untaken = new Semaphore(MOST_UNTAKEN);
    private Runnable hangUp = () -> {};
    private Runnable stuck = () -> {};
    private Optional<Outlet> outlet = Optional.empty();
    private Optional<StreamError> refused = Optional.empty();
    private long openedAt;

    /** Whose connection it is; called in the loop. */
    interface Owner {
        /** Returns whether this is the connection that counts: what comes of an earlier one makes no difference. */
        boolean isCurrent(Link link);

        void opened(Link link, ClientSession session);

        void failed(DialFailure why);

        void received(ParsedElement element);

        /** What came cannot be read: the stream is to be closed. */
        void unreadable(StreamError error);

        void ended(Link link, Optional<StreamError> error);
    }

    Link(Environment environment, Loop loop, Owner owner) {
        this.environment = environment;
        this.loop = loop;
        this.owner = owner;
    }

    /** Says how the attempt, or the connection, is ended. */
    void dialled(Runnable end) {
        hangUp = end;
    }

    /** Returns where to write; nothing before there is a session, and after its stream was closed. */
    Optional<Outlet> outlet() {
        return outlet;
    }

    /** Returns how long it stands. */
    Duration age() {
        return Duration.ofNanos(environment.timeline().nanos() - openedAt);
    }

    /** Returns what was wrong with what came, if it could not be read. */
    Optional<StreamError> refused() {
        return refused;
    }

    /** Ends the connection at once. */
    void drop() {
        outlet.ifPresent(Outlet::drop);
        hangUp.run();
        stuck.run();
    }

    /** Closes the stream; the server's end of it is still read. */
    void close(Optional<StreamError> error) {
        Optional<Outlet> way = outlet;
        outlet = Optional.empty();
        way.ifPresent(open -> open.close(error));
    }

    @Override
    public void opened(Outlet way, ClientSession session) {
        loop.run(() -> {
            if (!owner.isCurrent(this)) {
                way.drop();
                return;
            }
            outlet = Optional.of(way);
            openedAt = environment.timeline().nanos();
            watch(way);
            owner.opened(this, session);
        });
    }

    @Override
    public void failed(DialFailure why) {
        loop.run(() -> {
            if (owner.isCurrent(this)) {
                owner.failed(why);
            }
        });
    }

    /** Waits until the loop and the application keep up. */
    @Override
    public void element(ParsedElement element) {
        try {
            environment.callbacks().awaitRoom();
            untaken.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drop();
            return;
        }
        loop.run(() -> {
            untaken.release();
            if (owner.isCurrent(this)) {
                owner.received(element);
            }
        });
    }

    /** Waits until it was said, since the connection is dropped behind it. */
    @Override
    public void unreadable(StreamError error) {
        Semaphore said = new Semaphore(0);
        loop.run(() -> {
            refused = Optional.of(error);
            if (owner.isCurrent(this)) {
                owner.unreadable(error);
            }
            said.release();
        });
        try {
            said.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drop();
        }
    }

    @Override
    public void ended(Optional<StreamError> error) {
        loop.run(() -> {
            stuck.run();
            if (owner.isCurrent(this)) {
                owner.ended(this, error);
            }
        });
    }

    /** A write that does not end keeps the loop; only ending the connection ends it. */
    private void watch(Outlet way) {
        Duration patience = environment.pace().patience();
        stuck = environment.timeline().after(patience, () -> {
            long since = way.writingSince();
            if (since != 0 && System.nanoTime() - since > patience.toNanos()) {
                way.drop();
            } else {
                watch(way);
            }
        });
    }
}
