package im.redoubt.server.token;

import im.redoubt.server.store.ClientAccess;
import im.redoubt.server.store.Store;
import java.time.Duration;
import java.time.InstantSource;

/** Forgets tokens that have expired, and clients that have none and were not seen for long. */
public final class ClientRetention {
    private final ClientAccess clients;
    private final Duration remembered;
    private final InstantSource clock;

    /** Remembers a client without a token for {@code remembered}. */
    public ClientRetention(ClientAccess clients, Duration remembered, InstantSource clock) {
        this.clients = clients;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** Forgets. Blocks. */
    public void run() {
        var _ = Store.await(clients.purge(clock.instant().minus(remembered)));
    }
}
