package im.redoubt.testkit.transcript;

import im.redoubt.testkit.peer.Link;
import im.redoubt.testkit.stream.Received;
import im.redoubt.testkit.stream.StreamReader;
import im.redoubt.testkit.stream.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Somebody in a transcript with a connection: what was received and not told of yet, and what must not come. */
final class Actor implements AutoCloseable {
    /** How long something may take that must come: long enough for a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int CHUNK = 16_384;

    private final Link link;
    private final Variables variables;
    private final StreamReader reader = new StreamReader();
    private final Deque<Received> waiting = new ArrayDeque<>();
    private final List<Expected> ignored = new ArrayList<>();
    private final List<Expected> forbidden = new ArrayList<>();
    private Optional<String> address = Optional.empty();
    private boolean gone;
    private int settled;

    Actor(Link link, Variables variables) {
        this.link = link;
        this.variables = variables;
    }

    void send(byte[] bytes) {
        try {
            link.send(bytes);
        } catch (IOException e) {
            // The server may have closed already; what it said then is what the next step looks at.
            gone = true;
        }
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void secure() {
        if (!reader.isEmpty() || !waiting.isEmpty()) {
            throw new AssertionError("the server wrote more in clear: " + waiting);
        }
        try {
            link.secure();
        } catch (IOException e) {
            throw new AssertionError("TLS failed: " + e.getMessage(), e);
        }
    }

    void bound(String full) {
        address = Optional.of(full);
    }

    Optional<String> address() {
        return address;
    }

    /** Returns whether it has a session that still answers. */
    boolean isBound() {
        return address.isPresent() && !gone;
    }

    void ignore(Expected pattern) {
        ignored.add(pattern);
    }

    /** Forbids what has come and was not told of, and what will come. */
    void forbid(Expected pattern) {
        forbidden.add(pattern);
        waiting.forEach(this::check);
    }

    private void check(Received received) {
        for (Expected pattern : forbidden) {
            if (pattern.mismatch(received, variables.copy()).isEmpty()) {
                throw new AssertionError("came but must not:\n" + received);
            }
        }
    }

    /** Takes what came next, waiting for it. */
    Received next() {
        return find(one -> true);
    }

    /** Returns what comes next, and leaves it to be told of. */
    Received look() {
        Received next = next();
        waiting.addFirst(next);
        return next;
    }

    /** Takes the first that is like this, waiting for it; what came before stays. */
    Received find(Predicate<Received> wanted) {
        for (Received one : waiting) {
            if (wanted.test(one)) {
                waiting.remove(one);
                return one;
            }
        }
        while (true) {
            Received one = read();
            if (wanted.test(one)) {
                return one;
            }
            if (one instanceof Received.End) {
                throw new AssertionError("the connection ended; before that came: " + waiting);
            }
            waiting.add(one);
        }
    }

    /** Takes the next element in which an attribute has this value. */
    Tree element(String attribute, String value) {
        return ((Received.Whole) find(one -> one instanceof Received.Whole whole
                        && whole.element().attribute(attribute).equals(value)))
                .element();
    }

    /** Waits until what was sent has taken effect: the answer to a ping comes after all that was caused before it. */
    void settle() {
        settled++;
        send("<iq type='get' id='settle-" + settled + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        element("id", "settle-" + settled);
    }

    /** Takes in what has come by now, from something that answers at once. */
    void drain() {
        for (Optional<Received> one = fill(); one.isPresent() && !gone; one = fill()) {
            keep(one.get());
        }
    }

    private Received read() {
        while (true) {
            Received one =
                    fill().orElseThrow(() -> new AssertionError("nothing came; what was not told of: " + waiting));
            check(one);
            if (!isIgnored(one)) {
                return one;
            }
        }
    }

    private void keep(Received one) {
        check(one);
        if (!isIgnored(one)) {
            waiting.add(one);
        }
    }

    private boolean isIgnored(Received one) {
        return ignored.stream()
                .anyMatch(pattern -> pattern.mismatch(one, variables.copy()).isEmpty());
    }

    /** Returns what came next, empty if nothing did for as long as anything may take. */
    private Optional<Received> fill() {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            Optional<Received> complete = reader.next();
            if (complete.isPresent()) {
                return complete;
            }
            int count = receive(chunk);
            if (count < 0) {
                gone = true;
                return Optional.of(new Received.End());
            }
            if (count == 0) {
                return Optional.empty();
            }
            reader.add(chunk, count);
        }
    }

    private int receive(byte[] chunk) {
        try {
            return link.receive(chunk, PATIENCE);
        } catch (IOException broken) {
            return -1;
        }
    }

    /** Returns what has come and was not told of. */
    List<Received> untold() {
        return List.copyOf(waiting);
    }

    @Override
    public void close() {
        gone = true;
        link.close();
    }
}
