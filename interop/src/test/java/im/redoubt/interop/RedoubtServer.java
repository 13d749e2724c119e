package im.redoubt.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Redoubt as a person starts it: by {@code ./redoubt up}, with accounts that old clients can use. */
final class RedoubtServer implements RunningServer {
    private final Path data;
    private final Path directory;
    private final int starttlsPort;
    private final int tlsPort;
    private final int httpsPort;
    private ServerProcess process;

    private RedoubtServer(Path directory) {
        this.directory = directory;
        this.data = directory.resolve("data");
        this.starttlsPort = RunningServer.freePort();
        this.tlsPort = RunningServer.freePort();
        this.httpsPort = RunningServer.freePort();
        this.process = up();
    }

    private ServerProcess up() {
        ServerProcess started = ServerProcess.start(directory.resolve("redoubt.log"), words(List.of("up")));
        return started.awaitReady(() -> started.printedLineBeginning("ready"));
    }

    /** Ends it as an operator would, and starts it again on the same ports. */
    void restart() {
        process.stop();
        process = up();
    }

    static RedoubtServer start(Path directory) {
        return new RedoubtServer(directory);
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public int starttlsPort() {
        return starttlsPort;
    }

    @Override
    public int tlsPort() {
        return tlsPort;
    }

    /** The port for clients that come over HTTPS (RFC 7395). */
    int httpsPort() {
        return httpsPort;
    }

    @Override
    public Path ca() {
        return data.resolve("tls").resolve("ca.pem");
    }

    @Override
    public void addUser(String name, String password) {
        addUser(password, List.of("user", "add", name, "--password-stdin"));
    }

    @Override
    public void addAdmin(String name, String password) {
        addUser(password, List.of("user", "add", name, "--admin", "--password-stdin"));
    }

    @Override
    public void close() {
        process.stop();
    }

    private void addUser(String password, List<String> command) {
        Command.of(directory, words(command)).input(password + "\n").run().orThrow();
    }

    /** Every command gets the same settings, since each reads the configuration for itself. */
    private List<String> words(List<String> command) {
        List<String> words = new ArrayList<>();
        words.add(launcher().toString());
        words.addAll(command);
        words.addAll(List.of("--domain", DOMAIN, "--data", data.toString()));
        words.addAll(List.of("--set", "listen.starttls=[\"" + HOST + ":" + starttlsPort + "\"]"));
        words.addAll(List.of("--set", "listen.tls=[\"" + HOST + ":" + tlsPort + "\"]"));
        words.addAll(List.of("--set", "listen.https=[\"" + HOST + ":" + httpsPort + "\"]"));
        words.addAll(List.of("--set", "listen.metrics=[]"));
        words.addAll(List.of("--set", "accounts.old_clients=true", "--set", "accounts.plain_within_tls=true"));
        return words;
    }

    static Path launcher() {
        return Path.of(System.getProperty("redoubt.root", ".."), "redoubt")
                .toAbsolutePath()
                .normalize();
    }
}
