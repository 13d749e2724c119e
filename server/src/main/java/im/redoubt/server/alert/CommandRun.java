package im.redoubt.server.alert;

import im.redoubt.server.event.AlertFailure;
import im.redoubt.server.event.PlainText;
import im.redoubt.server.settings.AlertCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command: without a shell, with an environment of two variables, in the root directory, and for a limited
 * time. Blocks until it has ended.
 */
final class CommandRun {
    private static final int MOST_OUTPUT_BYTES = 4_096;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");

    private final AlertCommand command;

    CommandRun(AlertCommand command) {
        this.command = command;
    }

    /**
     * Runs it.
     *
     * @param input its standard input, far less than a pipe takes
     * @return what became of it
     */
    Outcome run(String input) {
        String way = command.words().getFirst();
        // Looked at again: its mode may have changed since the start.
        Optional<String> problem = CommandFile.problem(command.program());
        if (problem.isPresent()) {
            return Outcome.failed(way, AlertFailure.COMMAND_UNSAFE, problem.get());
        }
        try {
            return finish(start(), input, way);
        } catch (IOException e) {
            return Outcome.failed(way, AlertFailure.COMMAND_FAILED, "it could not be run: " + PlainText.of(reason(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.failed(way, AlertFailure.COMMAND_TIMEOUT, "the service ended meanwhile");
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.copyOf(command.words()))
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    private Outcome finish(Process process, String input, String way) throws InterruptedException {
        Output output = new Output(process.getInputStream());
        Thread reader = Thread.ofVirtual().name("redoubt-alert-output").start(output);
        try {
            give(process, input);
            long nanos = command.limit().toNanos();
            if (!process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
                return Outcome.failed(
                        way,
                        AlertFailure.COMMAND_TIMEOUT,
                        "it was ended after " + command.limit().toSeconds() + " s: " + output.text());
            }
            // Who else holds the pipe open is not waited for.
            reader.join(TimeUnit.SECONDS.toMillis(1));
            return process.exitValue() == 0
                    ? Outcome.done(way, "exit code 0")
                    : Outcome.failed(
                            way,
                            AlertFailure.COMMAND_FAILED,
                            "exit code " + process.exitValue() + ": " + output.text());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void give(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It need not read; what it then says or does counts.
            return;
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Reads what a program writes, keeps the beginning, and forgets the rest, so that it never waits for a full pipe. */
    private static final class Output implements Runnable {
        private final InputStream from;
        private final StringBuilder kept = new StringBuilder();

        Output(InputStream from) {
            this.from = from;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[MOST_OUTPUT_BYTES];
            try {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    keep(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // It was ended while it wrote.
                return;
            }
        }

        private synchronized void keep(String text) {
            kept.append(text, 0, Math.min(text.length(), MOST_OUTPUT_BYTES - kept.length()));
        }

        synchronized String text() {
            return PlainText.of(kept.toString().strip());
        }
    }
}
