package im.redoubt.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Debian's ejabberd on free ports of loopback, run as a process of the test's own. */
final class EjabberdServer implements RunningServer {
    private final Path directory;
    private final TestCa ca;
    private final int starttlsPort = RunningServer.freePort();
    private final int tlsPort = RunningServer.freePort();
    private final int apiPort = RunningServer.freePort();
    private final int httpsPort = RunningServer.freePort();
    private final ServerProcess process;

    private EjabberdServer(Path directory, String hash) {
        this.directory = directory;
        this.ca = TestCa.in(directory.resolve("tls"));
        write(hash);
        ServerProcess started = ServerProcess.start(
                directory.resolve("ejabberd.out"),
                List.of(
                        "erl",
                        "+K",
                        "true",
                        "-noinput",
                        "-mnesia",
                        "dir",
                        "\"" + directory + "/spool\"",
                        "-s",
                        "ejabberd"),
                Map.of(
                        "HOME", directory + "/spool",
                        "ERL_LIBS", libraries().toString(),
                        "EJABBERD_CONFIG_PATH", directory + "/ejabberd.yml",
                        "EJABBERD_LOG_PATH", directory + "/ejabberd.log"));
        this.process = started.awaitReady(() -> accepts(starttlsPort) && accepts(apiPort));
    }

    /**
     * Starts one.
     *
     * @param hash the hash of its passwords: sha, sha256 or sha512
     */
    static RunningServer start(Path directory, String hash) {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ejabberdctl")), "ejabberd is not installed");
        return new EjabberdServer(directory, hash);
    }

    private static Path libraries() {
        try (Stream<Path> machines = Files.list(Path.of("/usr/lib"))) {
            return machines.filter(Files::isDirectory)
                    .filter(EjabberdServer::hasEjabberd)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("ejabberd is installed, and its libraries are not found"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasEjabberd(Path directory) {
        try (Stream<Path> names = Files.list(directory)) {
            return names.anyMatch(name -> name.getFileName().toString().matches("ejabberd-[0-9].*"));
        } catch (IOException e) {
            return false;
        }
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
        String body = "{\"user\":\"%s\",\"host\":\"%s\",\"password\":\"%s\"}".formatted(name, DOMAIN, password);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + "/api/register"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("ejabberd made no account: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void addAdmin(String name, String password) {
        throw new UnsupportedOperationException("no test needs an administrator of ejabberd");
    }

    @Override
    public void close() {
        process.stop();
    }

    private void write(String hash) {
        TestCa.Identity identity = ca.issue(DOMAIN);
        try {
            Files.createDirectories(directory.resolve("spool"));
            Path pem = directory.resolve("server.pem");
            Files.writeString(pem, Files.readString(identity.chain()) + Files.readString(identity.key()));
            Files.writeString(directory.resolve("ejabberd.yml"), """
                    loglevel: warning
                    hosts:
                      - %1$s
                    certfiles:
                      - "%2$s"
                    listen:
                      - port: %3$d
                        ip: "127.0.0.1"
                        module: ejabberd_c2s
                        max_stanza_size: 262144
                        starttls_required: true
                      - port: %4$d
                        ip: "127.0.0.1"
                        module: ejabberd_c2s
                        max_stanza_size: 262144
                        tls: true
                      - port: %5$d
                        ip: "127.0.0.1"
                        module: ejabberd_http
                        request_handlers:
                          /api: mod_http_api
                      - port: %7$d
                        ip: "127.0.0.1"
                        module: ejabberd_http
                        tls: true
                        request_handlers:
                          /upload: mod_http_upload
                    auth_password_format: scram
                    auth_scram_hash: %6$s
                    acl:
                      local:
                        user_regexp: ""
                      loopback:
                        ip:
                          - 127.0.0.0/8
                    access_rules:
                      local:
                        allow: local
                    api_permissions:
                      "tests":
                        who:
                          access:
                            allow:
                              - acl: loopback
                        what:
                          - "register"
                    modules:
                      mod_adhoc: {}
                      mod_blocking: {}
                      mod_caps: {}
                      mod_carboncopy: {}
                      mod_client_state: {}
                      mod_disco: {}
                      mod_http_upload:
                        host: "upload.%1$s"
                        access: local
                        docroot: "%8$s"
                        put_url: "https://localhost:%7$d/upload"
                      mod_mam:
                        default: always
                        request_activates_archiving: false
                      mod_muc:
                        host: "rooms.%1$s"
                        access_create: local
                        default_room_options:
                          mam: true
                      mod_offline: {}
                      mod_ping: {}
                      mod_privacy: {}
                      mod_pubsub:
                        plugins:
                          - flat
                          - pep
                      mod_roster:
                        versioning: true
                      mod_stream_mgmt: {}
                      mod_vcard: {}
                    """.formatted(
                            DOMAIN, pem, starttlsPort, tlsPort, apiPort, hash, httpsPort, directory.resolve("files")));
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
