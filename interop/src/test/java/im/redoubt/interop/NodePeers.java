package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static im.redoubt.interop.RunningServer.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Clients that come from npm and run on Node, each as a script of scenarios in src/test/node, against one server. */
final class NodePeers implements AutoCloseable {
    private static final Path SCRIPTS = Path.of(
                    System.getProperty("redoubt.root", ".."), "interop", "src", "test", "node")
            .toAbsolutePath()
            .normalize();

    private final Path directory;
    private final RedoubtServer server;

    /**
     * Starts the server.
     *
     * @param directory an empty directory for all its files
     * @param accounts the names of accounts; the password of each is its name and {@code -pass}
     * @throws IllegalStateException when the clients were not brought
     */
    NodePeers(Path directory, List<String> accounts) {
        if (!Files.isDirectory(SCRIPTS.resolve("node_modules"))) {
            throw new IllegalStateException("the clients from npm are not there: run build/clients");
        }
        this.directory = directory;
        this.server = RedoubtServer.start(directory);
        for (String name : accounts) {
            server.addUser(name, name + "-pass");
        }
    }

    /** Runs a scenario of a script and fails unless it went as its name says. */
    void run(String script, String scenario) {
        Path foreign = TestCa.in(directory.resolve("foreign")).certificate();
        Command.Outcome outcome = Command.of(
                        directory, List.of("node", SCRIPTS.resolve(script).toString(), scenario))
                .environment(Map.of(
                        "DOMAIN", DOMAIN,
                        "HOST", HOST,
                        "PORT", Integer.toString(server.starttlsPort()),
                        "TLS_PORT", Integer.toString(server.tlsPort()),
                        "HTTPS_PORT", Integer.toString(server.httpsPort()),
                        "CA", server.ca().toString(),
                        "FOREIGN_CA", foreign.toString()))
                .limit(Duration.ofSeconds(90))
                .run();
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    @Override
    public void close() {
        server.close();
    }
}
