package im.redoubt.testkit.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Accepts clients on loopback, plays a script with each, and keeps every byte that they say. */
public final class HostileServer implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Listener listener;
    private final Script script;
    private final List<Conversation> talks = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private HostileServer(Listener listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** Makes sockets that record. */
    private static final class Listener extends ServerSocket {
        Listener() throws IOException {
            bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        }

        @Override
        public RecordedSocket accept() throws IOException {
            RecordedSocket socket = new RecordedSocket();
            implAccept(socket);
            return socket;
        }
    }

    /**
     * Begins to accept.
     *
     * @param script what is done with each connection
     */
    public static HostileServer playing(Script script) {
        try {
            HostileServer server = new HostileServer(new Listener(), script);
            start("accept", server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "hostile-server-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Conversation talk = new Conversation(listener.accept());
                talks.add(talk);
                start("talk", () -> play(talk));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void play(Conversation talk) {
        try {
            script.play(talk);
        } catch (IOException gone) {
            // clients go when they like, from this server above all
        } catch (RuntimeException | Error wrong) { // the test asks for them when the connection is seen to be gone
            failures.add(wrong);
        }
        try {
            talk.close();
        } catch (IOException gone) {
            // it was to go
        }
    }

    /** Returns the port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Returns what each connection has brought, in the order in which they came. */
    public List<Recording> recordings() {
        return talks.stream().map(Conversation::recording).toList();
    }

    /** Returns what went wrong in the scripts themselves: what no client should be able to cause. */
    public List<Throwable> failures() {
        return new ArrayList<>(failures);
    }

    /**
     * Waits until so many clients have come and all are gone, so that nothing more will be recorded of them.
     *
     * @param count how many connections at least
     * @param patience how long at most
     * @throws AssertionError if that does not happen
     */
    public List<Recording> awaitGone(int count, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (talks.size() < count && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        List<Recording> recordings = recordings();
        if (recordings.size() < count) {
            throw new AssertionError(recordings.size() + " connections instead of " + count);
        }
        for (Recording recording : recordings) {
            recording.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return recordings;
    }

    /** Stops to accept, and cuts the connections that there are. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Conversation talk : talks) {
                talk.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the connections that there are; others may follow. */
    public void cut() throws IOException {
        for (Conversation talk : talks) {
            talk.cut();
        }
    }
}
