package im.redoubt.app.thing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The server, the things and the accounts of an alarm system, each a process of its own, on one machine. */
final class AlarmParts implements AutoCloseable {
    static final String PASSWORD = "of the demonstration";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BEAT = "2";
    private static final String HEAP_OF_A_DEVICE = "64m";
    private static final String HEAP = "256m";

    private final Path directory;
    private final Consumer<String> shown;
    private final int port;
    private final List<Part> open = new ArrayList<>();

    /**
     * Begins without any.
     *
     * @param directory where all parts keep what they are; empty
     * @param shown gets what they show, line by line
     */
    AlarmParts(Path directory, Consumer<String> shown) {
        this.directory = directory;
        this.shown = shown;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Returns the authority of the server. */
    Path authority() {
        return directory.resolve("server/tls/ca.pem");
    }

    /** Starts the server, and waits until it is ready. */
    Part server() {
        Part server = start(
                "server",
                "up",
                "--data",
                "server",
                "--set",
                "listen.starttls=[\"127.0.0.1:" + port + "\"]",
                "--set",
                "listen.tls=[]",
                "--set",
                "listen.metrics=[]");
        server.await("ready", PATIENCE);
        return server;
    }

    /** Makes an account. */
    void account(String name) {
        try (Part made = start("account", "user", "add", name, "--data", "server", "--password-stdin")) {
            made.say(PASSWORD);
            made.await(name, PATIENCE);
        }
    }

    /** Starts a thing whose account is made by an invitation. */
    Part invited(String name) {
        try (Part invite = start("invite", "invite", name, "--data", "server")) {
            String link = "xmpp:" + invite.await("xmpp:", PATIENCE);
            return thing(name, "--invite", link);
        }
    }

    /** Starts a thing that has an account, and shows what goes over the network. */
    Part thing(String name) {
        Part part = thing(name, "--password-stdin", "--wire");
        part.say(PASSWORD);
        return part;
    }

    private Part thing(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "thing",
                name,
                name + "@localhost",
                "--data",
                name,
                "--ca",
                "server/tls/ca.pem",
                "--server",
                "127.0.0.1:" + port,
                "--beat",
                BEAT));
        words.addAll(List.of(more));
        return start(name, words.toArray(String[]::new));
    }

    private Part start(String name, String... words) {
        String heap = name.equals("panel") ? HEAP_OF_A_DEVICE : HEAP;
        Part part = Part.start(new Part.Naming(name, heap), directory, shown, List.of(words));
        open.add(part);
        return part;
    }

    /** Pairs a thing with the panel, as people do it. */
    void pair(Part panel, Part other, String role) {
        panel.say("pair " + role);
        other.say("pair " + panel.await("code: ", PATIENCE));
        String number = other.await("compare: ", PATIENCE).substring(0, "1234 5678".length());
        panel.await("compare: " + number, PATIENCE);
        panel.say("confirm " + number);
        panel.await("paired: ", PATIENCE);
        other.await("paired: panel@localhost", PATIENCE);
    }

    /** Ends all parts. */
    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
