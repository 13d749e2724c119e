package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as a process of its own, which can be killed, starved, and started twice. */
public final class RedoubtProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path data;
    private final Process process;
    private final StringBuilder output = new StringBuilder();

    private RedoubtProcess(Path data, Process process) {
        this.data = data;
        this.process = process;
    }

    /** Starts it and returns at once; what it says on its error output comes with the rest. */
    static RedoubtProcess launch(Path data, List<String> java, String... settings) {
        List<String> words = new ArrayList<>(command(java));
        words.addAll(List.of("up", "--data", data.toString()));
        for (String setting :
                List.of("listen.starttls=[\"127.0.0.1:0\"]", "listen.tls=[\"127.0.0.1:0\"]", "listen.metrics=[]")) {
            words.addAll(List.of("--set", setting));
        }
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return new RedoubtProcess(data, run(words));
    }

    /** Starts it with a configuration file and returns at once. */
    static RedoubtProcess launch(Path data, List<String> java, Path configuration) {
        List<String> words = new ArrayList<>(command(java));
        words.addAll(List.of("up", "--data", data.toString(), "--config", configuration.toString()));
        return new RedoubtProcess(data, run(words));
    }

    private static List<String> command(List<String> java) {
        List<String> words = new ArrayList<>();
        if (!java.isEmpty() && java.getFirst().startsWith("ulimit")) {
            words.addAll(List.of("sh", "-c", java.getFirst() + " && exec \"$@\"", "sh"));
        }
        // Whoever started the tests in the background may have told them to ignore Ctrl-C, and the process would too.
        words.addAll(List.of("env", "--default-signal=INT"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("--enable-native-access=ALL-UNNAMED");
        words.addAll(java.stream().filter(word -> word.startsWith("-")).toList());
        words.addAll(List.of("-cp", ClassPath.own(), "im.redoubt.app.Main"));
        return words;
    }

    private static Process run(List<String> words) {
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until it accepts. */
    public static RedoubtProcess start(Path data, List<String> java, String... settings) {
        return launch(data, java, settings).ready();
    }

    private RedoubtProcess ready() {
        try {
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("ready")) {
                    Thread.ofVirtual().start(() -> lines.lines().forEach(late -> {}));
                    return this;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("it did not start: " + output);
    }

    /** Waits for its end and returns everything it said. */
    String output() {
        try {
            return output + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes an account over its administration socket. */
    public RedoubtProcess with(String name) {
        RunningRedoubt.command(
                data, RunningRedoubt.PASSWORD, "user", "add", name, "--password-stdin", "--data", data.toString());
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    int tlsPort() {
        return port("direct TLS");
    }

    private int port(String kind) {
        Matcher port = Pattern.compile(kind + " +127\\.0\\.0\\.1:(\\d+)").matcher(output);
        if (!port.find()) {
            throw new AssertionError("no port in: " + output);
        }
        return Integer.parseInt(port.group(1));
    }

    RawClient connect() {
        return RawClient.tls(tlsPort(), authority());
    }

    RawClient signIn(String name) {
        return connect().signIn(name, RunningRedoubt.PASSWORD);
    }

    /** Asks it to end, as an operator does with Ctrl-C (INT) and the system with TERM. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the authority of the service. */
    public Path authority() {
        return data.resolve("tls/ca.pem");
    }

    public int starttlsPort() {
        return port("STARTTLS");
    }

    /** Ends it without warning, as SIGKILL does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
