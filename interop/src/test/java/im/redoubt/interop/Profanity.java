package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static im.redoubt.interop.RunningServer.HOST;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One profanity in a terminal, with settings of its own. */
final class Profanity implements AutoCloseable {
    private final String name;
    private final Terminal terminal;

    private Profanity(String name, Terminal terminal) {
        this.name = name;
        this.terminal = terminal;
    }

    /**
     * Starts it.
     *
     * @param parent where its files go, a directory of their own
     * @param name whose account it will use
     * @param authority the one authority that it trusts
     * @return the program, not signed in
     */
    static Profanity started(Path parent, String name, Path authority) {
        try {
            Path home = Files.createTempDirectory(parent, name);
            Map<String, String> environment = Map.of(
                    "HOME", home.toString(),
                    "XDG_CONFIG_HOME", home.resolve("config").toString(),
                    "XDG_DATA_HOME", home.resolve("data").toString(),
                    "SSL_CERT_FILE", authority.toString(),
                    "LANG", "C.UTF-8");
            Profanity started = new Profanity(name, Terminal.running(home, environment, List.of("profanity")));
            started.terminal.shows("Type '/help'");
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Types what signs it in.
     *
     * @param port where the server listens
     * @param tls {@code force} for STARTTLS, {@code legacy} for direct TLS, as the program calls them
     * @param password the password to type
     */
    void signIn(int port, String tls, String password) {
        terminal.type("/connect " + name + "@" + DOMAIN + " server " + HOST + " port " + port + " tls " + tls);
        terminal.shows("Enter password");
        terminal.type(password);
    }

    /** Signs in and waits until it is in. */
    Profanity signedIn(int port, String tls) {
        signIn(port, tls, name + "-pass");
        shows("logged in successfully");
        return this;
    }

    /** Types a line. */
    void type(String line) {
        terminal.type(line);
    }

    /** Waits until something is on the screen. */
    void shows(String text) {
        terminal.shows(text);
    }

    /** Returns what is on the screen now. */
    String screen() {
        return terminal.screen();
    }

    @Override
    public void close() {
        terminal.close();
    }
}
