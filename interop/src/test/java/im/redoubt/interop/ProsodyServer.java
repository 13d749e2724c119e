package im.redoubt.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's Prosody on free ports, to try the tests themselves on a server that many clients know. */
final class ProsodyServer implements RunningServer {
    private static final String ADMIN = "admin";
    private static final String COUNTING = ", \"smacks\"";

    private final Path directory;
    private final TestCa ca;
    private final int starttlsPort;
    private final int tlsPort;
    private final int httpsPort;
    private final ServerProcess process;

    private ProsodyServer(Path directory, String hash, String modules) {
        this.directory = directory;
        this.ca = TestCa.in(directory.resolve("tls"));
        this.starttlsPort = RunningServer.freePort();
        this.tlsPort = RunningServer.freePort();
        this.httpsPort = RunningServer.freePort();
        write(hash, modules);
        ServerProcess started = ServerProcess.start(
                directory.resolve("prosody.out"), List.of("prosody", "-F", "--config", config().toString()));
        this.process = started.awaitReady(() -> accepts(starttlsPort) && accepts(tlsPort));
    }

    static RunningServer start(Path directory) {
        return start(directory, "SHA-1");
    }

    /**
     * Starts one.
     *
     * @param hash the hash of its passwords, and so the one SCRAM that it has: SHA-1, as Debian's comes, or SHA-256
     */
    static RunningServer start(Path directory, String hash) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prosody")), "Prosody is not installed");
        return new ProsodyServer(directory, hash, COUNTING);
    }

    /** Starts one that counts no stanzas (XEP-0198). */
    static RunningServer startUncounted(Path directory) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prosody")), "Prosody is not installed");
        return new ProsodyServer(directory, "SHA-256", "");
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

    @Override
    public Path ca() {
        return ca.certificate();
    }

    @Override
    public void addUser(String name, String password) {
        // Its tool takes the password as an argument only.
        List<String> words = List.of("prosodyctl", "--config", config().toString(), "register", name, DOMAIN, password);
        Command.of(directory, words).run().orThrow();
    }

    @Override
    public void addAdmin(String name, String password) {
        if (!name.equals(ADMIN)) {
            throw new IllegalStateException("Prosody's configuration names " + ADMIN + ", not " + name);
        }
        addUser(name, password);
    }

    @Override
    public void close() {
        process.stop();
    }

    private Path config() {
        return directory.resolve("prosody.cfg.lua");
    }

    private void write(String hash, String modules) {
        TestCa.Identity identity = ca.issue(DOMAIN);
        String text = """
                run_as_root = true
                daemonize = false
                pidfile = "%1$s/prosody.pid"
                data_path = "%1$s/data"
                log = { info = "%1$s/prosody.log" }
                interfaces = { "127.0.0.1" }
                c2s_ports = { %2$d }
                c2s_direct_tls_ports = { %3$d }
                s2s_ports = {}
                http_ports = {}
                https_ports = { %9$d }
                https_interfaces = { "127.0.0.1" }
                https_ssl = { key = "%6$s"; certificate = "%7$s" }
                component_ports = {}
                modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "time", "version", "private",
                    "vcard", "admin_adhoc", "offline", "posix", "carbons", "blocklist", "mam", "pep", "bookmarks"%10$s }
                modules_disabled = { "s2s" }
                authentication = "internal_hashed"
                password_hash = "%8$s"
                c2s_require_encryption = true
                admins = { "%4$s@%5$s" }
                ssl = { key = "%6$s"; certificate = "%7$s"; options = { cipher_server_preference = true } }
                VirtualHost "%5$s"
                Component "rooms.%5$s" "muc"
                    modules_enabled = { "muc_mam" }
                Component "upload.%5$s" "http_file_share"
                    http_host = "localhost"
                    http_external_url = "https://localhost:%9$d/"
                """.formatted(
                        directory,
                        starttlsPort,
                        tlsPort,
                        ADMIN,
                        DOMAIN,
                        identity.key(),
                        identity.chain(),
                        hash,
                        httpsPort,
                        modules);
        try {
            Files.createDirectories(directory.resolve("data"));
            Files.writeString(config(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
