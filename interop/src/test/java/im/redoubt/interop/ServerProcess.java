package im.redoubt.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server's process: started, waited for until it is ready, ended by SIGTERM to its own id. Its log is kept. */
final class ServerProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int LOG_TAIL_CHARS = 4000;

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServerProcess start(Path log, List<String> words) {
        return start(log, words, Map.of());
    }

    static ServerProcess start(Path log, List<String> words, Map<String, String> environment) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new ServerProcess(process, log);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + words, e);
        }
    }

    /** Waits until the server says or shows that it is ready; ends it and throws when it does not. */
    ServerProcess awaitReady(BooleanSupplier ready) {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (ready.getAsBoolean()) {
                return this;
            }
            pause();
        }
        String state = process.isAlive() ? "not ready in " + START : "ended with " + process.exitValue();
        process.destroyForcibly();
        throw new IllegalStateException("the server is " + state + ": " + tail());
    }

    boolean printedLineBeginning(String word) {
        return text().lines().anyMatch(line -> line.startsWith(word));
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("did not end within " + STOP + " of SIGTERM: " + tail());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Has it and what it has started stand still, as a machine does that is out of memory or breath, until {@link #goOn}. */
    void standStill() {
        signal("STOP");
    }

    /** Has it go on where it stood. */
    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        List<String> words = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .forEach(each -> words.add(Long.toString(each.pid())));
        try {
            int code = new ProcessBuilder(words).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(words + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it as a machine does that loses its power, and waits. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String tail() {
        String all = text();
        return all.substring(Math.max(0, all.length() - LOG_TAIL_CHARS));
    }

    private String text() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
