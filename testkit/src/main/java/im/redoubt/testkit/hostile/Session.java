package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Tree;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A bound resource, which may outlive its connection (XEP-0198). Any thread may send. */
final class Session {
    private final String id = ServerScram.random();
    private final String address;
    private final Consumer<Tree> heard;
    private final Deque<String> unacknowledged = new ArrayDeque<>();
    private boolean managed;
    private long in;
    private long out;
    private Optional<Conversation> attached = Optional.empty();

    Session(String address, Consumer<Tree> heard) {
        this.address = address;
        this.heard = heard;
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    /** Takes a stanza of the client's, unless the session has moved to another connection meanwhile, where it comes again. */
    synchronized boolean hear(Conversation from, Tree stanza) {
        if (!isAt(from)) {
            return false;
        }
        in++;
        heard.accept(stanza);
        return true;
    }

    private boolean isAt(Conversation talk) {
        return attached.filter(talk::equals).isPresent();
    }

    /** Begins at a connection. */
    synchronized void attach(Conversation talk) {
        attached = Optional.of(talk);
    }

    /** Begins to count. */
    synchronized void manage() {
        managed = true;
        in = 0;
        out = 0;
    }

    synchronized long handled() {
        return in;
    }

    /** Sends a stanza, and keeps it until it is acknowledged. */
    synchronized void send(String stanza) {
        if (managed) {
            out++;
            unacknowledged.addLast(stanza);
        }
        write(stanza);
    }

    private void write(String text) {
        attached.ifPresent(talk -> {
            try {
                talk.send(text);
            } catch (IOException gone) {
                attached = Optional.empty();
            }
        });
    }

    /** Forgets what the client has. */
    synchronized void acknowledged(long h) {
        while (!unacknowledged.isEmpty() && out - unacknowledged.size() < h) {
            unacknowledged.removeFirst();
        }
    }

    /**
     * Moves to another connection, and ends the one before.
     *
     * @param h how much the client has
     * @param answer makes the answer from the number of stanzas that were handled
     */
    synchronized void resume(Conversation talk, long h, UnaryOperator<String> answer) throws IOException {
        if (attached.isPresent() && !isAt(talk)) {
            attached.get().close();
        }
        attached = Optional.of(talk);
        acknowledged(h);
        talk.send(answer.apply(Long.toString(in)));
        unacknowledged.forEach(this::write);
    }
}
