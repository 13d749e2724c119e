package im.redoubt.client.room;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import java.util.Optional;

/** Somebody who waits for something that a room is to do, and not for ever. In the session's order. */
final class Waiting {
    private final Host host;
    private Optional<Pending<Room>> result = Optional.empty();
    private Runnable deadline = () -> {};

    Waiting(Host host) {
        this.host = host;
    }

    boolean isUnderWay() {
        return result.isPresent();
    }

    void begin(Pending<Room> pending) {
        result = Optional.of(pending);
    }

    /** Has {@code late} done if it takes too long from now on. */
    void limit(Runnable late) {
        deadline.run();
        deadline = host.timeline().after(Stay.PATIENCE, () -> host.run(late));
    }

    /** It may take as long as it likes. */
    void pause() {
        deadline.run();
    }

    void done(Room room) {
        end().ifPresent(pending -> pending.complete(room));
    }

    void fail(ClientException why) {
        end().ifPresent(pending -> pending.completeExceptionally(why));
    }

    private Optional<Pending<Room>> end() {
        deadline.run();
        Optional<Pending<Room>> ended = result;
        result = Optional.empty();
        return ended;
    }
}
