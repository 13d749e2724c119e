package im.redoubt.app.command;

import im.redoubt.app.config.ConfigurationReader;
import im.redoubt.app.config.ConfigurationRequest;
import im.redoubt.server.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The whole service in this process, on free ports, with accounts for its tests. */
public final class RunningRedoubt implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery";
    /** The setting with which a service takes WebSockets on a free port. */
    public static final String HTTPS = "listen.https=[\"127.0.0.1:0\"]";

    private final Path data;
    private final Settings settings;
    private final Path directory;
    private Up up;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    public RunningRedoubt(Path directory, String... changed) {
        this(
                directory,
                Stream.of(changed).anyMatch(word -> word.startsWith("accounts.plain_within_tls="))
                        ? Stream.of(changed)
                        : Stream.concat(Stream.of("accounts.plain_within_tls=true"), Stream.of(changed)));
    }

    /** Starts one that differs from what everybody gets only in its ports. */
    public static RunningRedoubt asItComes(Path directory) {
        return new RunningRedoubt(directory, Stream.empty());
    }

    private RunningRedoubt(Path directory, Stream<String> changed) {
        this.directory = directory;
        this.data = directory.resolve("data");
        List<String> words = new ArrayList<>(changed.toList());
        for (String usual : List.of(
                "listen.starttls=[\"127.0.0.1:0\"]",
                "listen.tls=[\"127.0.0.1:0\"]",
                "listen.metrics=[\"127.0.0.1:0\"]")) {
            if (words.stream().noneMatch(word -> word.startsWith(usual.substring(0, usual.indexOf('=') + 1)))) {
                words.add(usual);
            }
        }
        this.settings = ConfigurationReader.read(
                        new ConfigurationRequest(
                                Optional.empty(), Optional.empty(), Optional.of(data.toString()), words),
                        directory)
                .settings();
        this.up = Up.start(settings, terminal(directory, output, ""), RedoubtService::start);
    }

    /** Stops it in order and starts it again, on other ports. */
    public void restart() {
        up.close();
        output.reset();
        up = Up.start(settings, terminal(directory, output, ""), RedoubtService::start);
    }

    private static Terminal terminal(Path directory, ByteArrayOutputStream output, String input) {
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        return new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                stream,
                stream,
                Optional.empty(),
                false,
                directory);
    }

    /** Runs a command in this process, fails unless it succeeds, and returns what it says. */
    public static String command(Path directory, String input, String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int code = RedoubtCommand.run(terminal(directory, output, input), words);
        if (code != 0) {
            throw new IllegalStateException(output.toString(StandardCharsets.UTF_8));
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Makes an account over the administration socket. */
    public RunningRedoubt with(String name, String... options) {
        List<String> words =
                new ArrayList<>(List.of("user", "add", name, "--password-stdin", "--data", data.toString()));
        words.addAll(List.of(options));
        command(data, PASSWORD, words.toArray(new String[0]));
        return this;
    }

    /** Runs a command of the command line on the data of the service. */
    public int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        return RedoubtCommand.run(terminal(data, output, ""), all.toArray(new String[0]));
    }

    /** Issues an invitation over the administration socket and returns its token. */
    public String invite(Optional<String> name) {
        List<String> words = new ArrayList<>(List.of("invite", "--data", data.toString()));
        name.ifPresent(words::add);
        ByteArrayOutputStream link = new ByteArrayOutputStream();
        int code = RedoubtCommand.run(terminal(data, link, ""), words.toArray(new String[0]));
        Matcher token = Pattern.compile("preauth=(\\S+)").matcher(link.toString(StandardCharsets.UTF_8));
        if (code != 0 || !token.find()) {
            throw new IllegalStateException(link.toString(StandardCharsets.UTF_8));
        }
        return token.group(1);
    }

    /** Returns what the service and the commands printed. */
    public String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Returns the security events of a service that was started in this directory; all of them once it is closed. */
    public static String events(Path directory) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(path -> path.getFileName().toString().endsWith(".jsonl"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where everything is kept. */
    public Path data() {
        return data;
    }

    public int starttlsPort() {
        return port("STARTTLS");
    }

    public int tlsPort() {
        return port("direct TLS");
    }

    /** Returns where HTTPS is served, by a service that was started with {@link #HTTPS}. */
    public int httpsPort() {
        return port("WebSocket");
    }

    int metricsPort() {
        return port("metrics");
    }

    private int port(String kind) {
        Matcher matcher = Pattern.compile(kind + " +127\\.0\\.0\\.1:(\\d+)").matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException("no port in: " + output());
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Returns a value that the service tells on the page for Prometheus. */
    public long gauge(String name) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), metricsPort())) {
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String page = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher value = Pattern.compile("(?m)^redoubt_" + name + " (\\d+)").matcher(page);
            if (!value.find()) {
                throw new IllegalStateException("no " + name + " in: " + page);
            }
            return Long.parseLong(value.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path authority() {
        return data.resolve("tls/ca.pem");
    }

    /** Connects with direct TLS and nothing more. */
    public RawClient connect() {
        return RawClient.tls(tlsPort(), authority());
    }

    /** Signs in and binds. */
    public RawClient signIn(String name) {
        return connect().signIn(name, PASSWORD);
    }

    @Override
    public void close() {
        up.close();
    }
}
