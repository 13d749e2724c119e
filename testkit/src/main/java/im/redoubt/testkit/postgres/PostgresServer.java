package im.redoubt.testkit.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of our own, from the distribution's programs, on a free loopback port, ended by its process. Who uses it
 * has the driver on the class path.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Process process;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /**
     * Finds the programs.
     *
     * @return the directory with those of the newest installed server, if any
     */
    public static Optional<Path> programs() {
        Path root = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(root)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(version -> Integer.parseInt(String.valueOf(version.getFileName()))))
                    .map(version -> version.resolve("bin"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts a server with no databases of ours.
     *
     * @param programs what {@link #programs} returned
     * @return the server, which accepts connections, to be closed by the caller
     * @throws Exception when it does not start
     */
    public static PostgresServer start(Path programs) throws Exception {
        Path directory = Files.createTempDirectory("redoubt-postgres");
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()), directory);
        }
        String data = directory.resolve("data").toString();
        run(
                unprivileged(
                        programs.resolve("initdb").toString(),
                        "-D",
                        data,
                        "-U",
                        "redoubt",
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "--no-locale",
                        "-N"),
                directory);
        int port = freePort();
        Process process = new ProcessBuilder(unprivileged(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=40"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        PostgresServer server = new PostgresServer(directory, process, port);
        server.awaitReady();
        return server;
    }

    /**
     * Makes an empty database.
     *
     * @return its address, as the setting {@code store.url} takes it
     * @throws SQLException when it cannot be made
     */
    public String create() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = administrate();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return "postgresql://redoubt@127.0.0.1:" + port + "/" + name;
    }

    /**
     * Connects to a database behind the back of who uses it.
     *
     * @param url what {@link #create} returned
     * @return the connection, to be closed by the caller
     * @throws SQLException when it cannot connect
     */
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + name(url), "redoubt", "");
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Connects to the server's own database as its superuser. */
    private Connection administrate() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "redoubt", "");
    }

    /**
     * Ends all connections that write to a database, as a crash or a fail-over does.
     *
     * @param url what {@link #create} returned
     * @throws SQLException when they cannot be ended
     */
    public void cutWriter(String url) throws SQLException {
        try (Connection connection = administrate();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE l.locktype = 'advisory' AND d.datname = ?
                        """)) {
            statement.setString(1, name(url));
            statement.executeQuery().close();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private void awaitReady() throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                administrate().close();
                return;
            } catch (SQLException e) {
                if (Instant.now().isAfter(end) || !process.isAlive()) {
                    throw new IllegalStateException("PostgreSQL does not start", e);
                }
                Thread.sleep(50);
            }
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** PostgreSQL refuses to run as root; setpriv replaces itself, so that the process is the server. */
    private static List<String> unprivileged(String... command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static void run(List<String> command, Path directory) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.get(0) + " failed: " + output);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
