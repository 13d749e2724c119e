package im.redoubt.server.net;

import im.redoubt.server.session.Parcel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What is known of the stanzas that were written to a peer: that the operating system has taken them, or, where the peer counts,
 * that it has handled them. Belongs to the event loop.
 */
sealed interface Receipts permits Flushed, Unacknowledged {
    /** A stanza was written. */
    void sent(Parcel parcel);

    /** Completes {@code done} when all that was written and so many more have got there; fails it if they never do. */
    void through(int more, CompletableFuture<Void> done);

    /** Takes out what was written and has not got there, as far as it is remembered. */
    List<Parcel> drain();

    /** Returns how many bytes of stanzas were written and have not got there. */
    long bytes();

    /** Returns a number that grows with what the peer does. */
    long progress();

    /** Returns whether the peer has something to acknowledge. */
    boolean isWaiting();

    /** Returns whether the peer is to be asked now what it has handled, and takes it as asked. */
    boolean asks();

    /** Returns whether the peer, which has gone no further for long, is to be asked once more, and takes it as asked. */
    boolean asksAgain();
}
