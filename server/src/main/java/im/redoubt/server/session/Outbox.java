package im.redoubt.server.session;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The way to a client. No method blocks, and all may be called from any thread. */
public interface Outbox {
    /** Sends a stanza after those sent before. If the connection ends first, it is routed once more. */
    default void send(Stanza stanza) {
        send(stanza, Claim.SOLE);
    }

    /** Sends a stanza after those sent before. If the connection ends first, its claim says whether it is routed once more. */
    void send(Stanza stanza, Claim claim);

    /**
     * Sends stanzas that the store holds until they were written: if the connection ends first, nobody need route them again.
     *
     * @return complete when they and everything sent before were handed to the operating system; fails if the connection ends
     *     before
     */
    CompletableFuture<Void> sendStored(List<Outgoing> stanzas);

    /**
     * Waits until everything sent so far was handed to the operating system, but for what waits until somebody looks at the client.
     *
     * @return complete then; fails if the connection ends before
     */
    CompletableFuture<Void> written();

    /** Returns whether the caller is the one thread that writes here, and that the end of the connection happens on. */
    boolean isOwnThread();

    /** Returns how many bytes of stanzas may wait for the client to read. */
    long maxWaitingBytes();

    /** Ends the connection of a client that lets more wait. */
    void slow();

    /** Sends a stream error and closes. */
    void end(StreamError error);
}
