package im.redoubt.testkit.transcript;

import im.redoubt.testkit.stream.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what somebody receives with what is expected. */
final class Seen {
    private static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

    private Seen() {}

    /** These come next, in this order. */
    static void inOrder(Actor actor, List<Expected> expected, Variables variables) {
        for (Expected one : expected) {
            Received received = actor.next();
            Optional<String> mismatch = one.mismatch(received, variables);
            if (mismatch.isPresent()) {
                throw new AssertionError(mismatch.get() + "\ncame:\n" + received);
            }
        }
    }

    /** These come next, in whatever order. */
    static void inAnyOrder(Actor actor, List<Expected> expected, Variables variables) {
        List<Expected> left = new ArrayList<>(expected);
        while (!left.isEmpty()) {
            Received received = actor.next();
            Expected found = left.stream()
                    .filter(one -> one.mismatch(received, variables).isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("none of what is expected:\n" + received));
            left.remove(found);
        }
    }

    /** The stream ends with this condition, properly closed, and then the connection (RFC 6120 section 4.9.1.1). */
    static void streamError(Actor actor, String condition) {
        String error = "<stream:error><" + condition + " xmlns='" + STREAM_ERRORS + "'/></stream:error>";
        inOrder(actor, Expected.read(error + "</stream:stream>"), new Variables());
        end(actor);
    }

    /** The connection ends, with the end of the stream before it or without. */
    static void end(Actor actor) {
        Received last = actor.next();
        if (last instanceof Received.Footer) {
            last = actor.next();
        }
        if (!(last instanceof Received.End)) {
            throw new AssertionError("not disconnected; came:\n" + last);
        }
    }
}
