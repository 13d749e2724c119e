package im.redoubt.server.session;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.UserAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An outbox that keeps what is sent, for tests; it takes 4,000 bytes. */
final class SilentOutbox implements Outbox {
    static final Session.Origin ORIGIN = new Session.Origin(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            "SCRAM-SHA-256",
            UserAgent.UNKNOWN,
            Instant.EPOCH);

    final List<Stanza> sent = new ArrayList<>();
    int slow;

    /** Whether all who send are on other threads than the one that writes. */
    boolean foreign;

    /** How many stanzas are under way to the thread that writes. */
    volatile int entered;

    @Override
    public void send(Stanza stanza, Claim claim) {
        entered = sent.size() + 1;
        sent.add(stanza);
    }

    @Override
    public CompletableFuture<Void> sendStored(List<Outgoing> stanzas) {
        stanzas.forEach(one -> sent.add(one.stanza()));
        return written();
    }

    @Override
    public CompletableFuture<Void> written() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isOwnThread() {
        return !foreign;
    }

    @Override
    public long maxWaitingBytes() {
        return 4_000;
    }

    @Override
    public void slow() {
        slow++;
    }

    @Override
    public void end(StreamError error) {
        throw new AssertionError(error.toString());
    }
}
