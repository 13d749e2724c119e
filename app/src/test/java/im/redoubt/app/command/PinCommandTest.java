package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.trust.Pin;
import im.redoubt.server.tls.PemFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code redoubt pin} tells of servers. */
class PinCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    @Tag("T-31")
    void showsTheCertificatesOfAServerAndWhetherTheyAreTrusted() {
        try (RunningRedoubt service = RunningRedoubt.asItComes(directory)) {
            X509Certificate server =
                    PemFiles.chain(directory.resolve("data/tls/server.pem")).getFirst();
            for (boolean direct : new boolean[] {true, false}) {
                String[] where = direct
                        ? new String[] {"--direct", "--port", String.valueOf(service.tlsPort())}
                        : new String[] {"--port", String.valueOf(service.starttlsPort())};
                assertThat(run(where, "--ca", "data/tls/ca.pem")).as(errors()).isEqualTo(ExitCode.OK);
                assertThat(output())
                        .contains("localhost port ", direct ? "direct TLS" : "STARTTLS")
                        .contains("its key      " + Pin.ofKey(server))
                        .contains("itself       " + Pin.ofCertificate(server))
                        .contains("names        DNS:localhost")
                        .contains("The server proved to be localhost")
                        .contains("Trust.pkix(authorities).pinned(Pins.builder()")
                        .contains(".pin(\"" + Pin.ofKey(server) + "\")");
                out.reset();
                assertThat(run(where)).isEqualTo(ExitCode.FAILURE);
                assertThat(output())
                        .contains("No authority of this platform vouches")
                        .contains("the pin to set is " + Pin.ofKey(server))
                        .contains("Trust.pinsOnly(Pins.builder()");
                out.reset();
            }
        }
    }

    /** Nothing is said to a server but the domain, and what it answers is never shown. */
    @Test
    @Tag("T-21")
    void saysNoMoreThanTheDomainAndGivesUpWithoutStartTls() throws Exception {
        String features =
                "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
                        + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
                        + "</mechanisms></stream:features>";
        String heard = against(features);
        assertThat(heard)
                .contains("to='localhost'")
                .doesNotContain("from=")
                .doesNotContain("auth")
                .doesNotContain("starttls");
        assertThat(errors())
                .contains("No TLS with localhost: the server has no STARTTLS")
                .doesNotContain("PLAIN");
    }

    /** Peers that speak something else, or nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "", "<!DOCTYPE x><stream:stream>", "\u001B[2J"})
    void givesUpOnWhatIsNoStream(String answer) throws Exception {
        against(answer);
        assertThat(errors())
                .contains("No TLS with localhost: ")
                .doesNotContain("\u001B[2J")
                .doesNotContain("HTTP");
    }

    /** Returns what a server heard that gave this answer. */
    private String against(String answer) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(listener, answer));
            assertThat(run(new String[] {"--port", String.valueOf(listener.getLocalPort())}))
                    .isEqualTo(ExitCode.FAILURE);
            assertThat(output()).isEmpty();
            return heard.get(10, TimeUnit.SECONDS);
        }
    }

    private static String answer(ServerSocket listener, String answer) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = listener.accept()) {
            socket.setSoTimeout(10_000);
            byte[] first = new byte[1_024];
            heard.write(first, 0, Math.max(0, socket.getInputStream().read(first)));
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(heard);
        } catch (IOException e) {
            heard.writeBytes(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() throws IOException {
        assertThat(run(new String[] {"--port", "0"})).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("1 to 65535");
        assertThat(run(new String[] {"--ca", "none.pem"})).isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("none.pem");
        Files.writeString(directory.resolve("empty.pem"), "");
        assertThat(run(new String[] {"--ca", "empty.pem"})).isEqualTo(ExitCode.FAILURE);
        assertThat(RedoubtCommand.run(terminal(), "pin", "a b")).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("no domain of XMPP");
    }

    /** Nobody is there. */
    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
        }
        assertThat(run(new String[] {"--port", String.valueOf(port)})).isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("There is no connection to localhost");
    }

    private int run(String[] where, String... more) {
        String[] words = new String[2 + where.length + more.length];
        words[0] = "pin";
        words[1] = "localhost";
        System.arraycopy(where, 0, words, 2, where.length);
        System.arraycopy(more, 0, words, 2 + where.length, more.length);
        return RedoubtCommand.run(terminal(), words);
    }

    private Terminal terminal() {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Optional.empty(),
                false,
                directory);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
