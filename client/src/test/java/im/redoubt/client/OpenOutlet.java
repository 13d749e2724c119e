package im.redoubt.client;

import im.redoubt.client.line.Outlet;
import im.redoubt.protocol.stream.StreamError;
import java.util.Optional;

/** A connection that takes what is written at once, and that nobody may end. */
abstract class OpenOutlet implements Outlet {
    @Override
    public void flush() {}

    @Override
    public final void close(Optional<StreamError> error) {
        throw new AssertionError();
    }

    @Override
    public final void drop() {
        throw new AssertionError();
    }

    @Override
    public final long writingSince() {
        return 0;
    }
}
