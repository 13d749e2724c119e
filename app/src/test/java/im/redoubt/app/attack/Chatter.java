package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that sends numbered messages to another one, counts both ways (XEP-0198), and comes back to its session whenever its
 * connection is gone. It keeps what was not acknowledged and sends it again, as section 5 asks.
 */
final class Chatter implements Runnable {
    private static final Pattern BODY = Pattern.compile("<body>(\\d+)</body>");
    private static final Pattern HANDLED = Pattern.compile(" h='(\\d+)'");
    private static final int WINDOW = 20;
    private static final int ANSWERED = 7;
    private static final long BETWEEN_TRIES_NANOS = 50_000_000;

    private final String name;
    private final String peer;
    private final Supplier<RedoubtProcess> service;
    private final Queue<Integer> unacknowledged = new ArrayDeque<>();
    private final List<Integer> received = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private String id = "";
    private long handled;
    private volatile long acknowledged;
    private volatile int sent;
    private int resumed;
    private volatile int count;
    private volatile boolean there;
    private volatile boolean begun;
    private volatile boolean enough;
    private volatile boolean quiet;
    private volatile boolean finished;

    Chatter(String name, String peer, Supplier<RedoubtProcess> service) {
        this.name = name;
        this.peer = peer;
        this.service = service;
    }

    /** Sends from now on: its peer is there. */
    void begin() {
        begun = true;
    }

    /** Returns whether its session counts. */
    boolean isThere() {
        return there;
    }

    /** Sends nothing new any more. */
    void enough() {
        enough = true;
    }

    /** Ends. */
    void finish() {
        finished = true;
    }

    /** Returns how many of its messages were acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Returns whether everything that it has sent was acknowledged. */
    boolean isQuiet() {
        return quiet;
    }

    int sent() {
        return sent;
    }

    /** Returns how many messages have come. */
    int count() {
        return count;
    }

    /** Returns the numbers of all messages that came, in order, each as often as it came. */
    List<Integer> received() {
        return received;
    }

    /** Returns how its connections came to their ends. */
    List<String> ends() {
        return ends;
    }

    int resumed() {
        return resumed;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void run() {
        while (!finished) {
            try (RawClient client = connect()) {
                chat(client);
            } catch (UncheckedIOException | AssertionError gone) {
                if (gone instanceof AssertionError) { // nobody listens while the service starts
                    ends.add(gone.getMessage());
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }

    private RawClient connect() {
        if (id.isEmpty()) {
            RawClient client = service.get().signIn(name).available();
            id = client.enable();
            there = true;
            return client;
        }
        RawClient client = service.get().connect().authenticate(name, RunningRedoubt.PASSWORD);
        String answer = client.resume(id, handled).await("/>");
        if (!answer.contains("<resumed ")) {
            finished = true;
            throw new AssertionError("not resumed: " + answer);
        }
        resumed++;
        acknowledged(answer);
        unacknowledged.forEach(number -> client.send(message(number)));
        return client;
    }

    private void chat(RawClient client) {
        while (!finished) {
            while (begun && !enough && unacknowledged.size() < WINDOW) {
                int number = sent + 1;
                sent = number;
                unacknowledged.add(number);
                client.send(message(number));
            }
            client.send("<r xmlns='urn:xmpp:sm:3'/>");
            read(client);
            quiet = enough && unacknowledged.isEmpty();
        }
        client.send("</stream:stream>").awaitEnd();
    }

    /** Reads up to the next acknowledgement. What comes before the end of a connection counts as well. */
    private void read(RawClient client) {
        String came;
        try {
            came = client.await("<a ");
        } catch (AssertionError ended) {
            messages(client, String.valueOf(ended.getMessage()));
            throw ended;
        }
        messages(client, came);
        acknowledged(client.await("/>"));
    }

    private void messages(RawClient client, String came) {
        boolean over = came.contains("</stream:stream>");
        Matcher body = BODY.matcher(came);
        while (body.find() && came.indexOf("</message>", body.end()) > 0) {
            received.add(Integer.parseInt(body.group(1)));
            handled++;
            count = received.size();
            if (handled % ANSWERED == 0 && !over) {
                answer(client);
            }
        }
        if (came.contains("<r ") && !over) {
            answer(client);
        }
    }

    private void answer(RawClient client) {
        client.send("<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
    }

    private String message(int number) {
        return "<message to='" + peer + "@localhost' type='chat'><body>" + number + "</body></message>";
    }

    private void acknowledged(String element) {
        Matcher count = HANDLED.matcher(element);
        if (!count.find()) {
            throw new AssertionError("no count: " + element);
        }
        long now = Long.parseLong(count.group(1));
        if (now < acknowledged || now - acknowledged > unacknowledged.size()) {
            finished = true;
            throw new AssertionError("a count of " + now + " after " + acknowledged);
        }
        for (long known = acknowledged; known < now; known++) {
            unacknowledged.remove();
        }
        acknowledged = now;
    }
}
