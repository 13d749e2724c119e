package im.redoubt.server.session;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import java.util.concurrent.CompletableFuture;

/** The way to a client. No method blocks, and all may be called from any thread. */
public interface Outbox {
    /** Sends a stanza after those sent before. If the connection ends first, it is routed once more. */
    void send(Stanza stanza);

    /** Sends a stanza that the store holds until it was written: if the connection ends first, nobody need route it again. */
    void sendStored(Stanza stanza);

    /**
     * Waits until everything sent so far was handed to the operating system.
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
