package im.redoubt.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end with a deadline, its output and errors in one file. */
public final class Command {
    private final ProcessBuilder builder;
    private final Path log;
    private String input = "";
    private Duration limit = Duration.ofSeconds(30);

    private Command(Path log, List<String> words) {
        this.log = log;
        this.builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    }

    /**
     * What a program left behind.
     *
     * @param exit its exit code
     * @param output all it wrote
     */
    public record Outcome(int exit, String output) {
        /**
         * Insists that the program succeeded.
         *
         * @return this
         * @throws IllegalStateException when its exit code is not zero
         */
        public Outcome orThrow() {
            if (exit != 0) {
                throw new IllegalStateException("exit " + exit + ": " + output);
            }
            return this;
        }
    }

    /**
     * Names a program and its arguments.
     *
     * @param directory where it runs and where its output is kept
     * @param words the program and its arguments; no secrets, since others on the machine can read them
     * @return the command, not yet started
     */
    public static Command of(Path directory, List<String> words) {
        try {
            Command command = new Command(Files.createTempFile(directory, "command", ".log"), words);
            command.builder.directory(directory.toFile());
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives it something to read.
     *
     * @param text its standard input
     * @return this
     */
    public Command input(String text) {
        input = text;
        return this;
    }

    /**
     * Adds to its environment.
     *
     * @param variables names and values
     * @return this
     */
    public Command environment(Map<String, String> variables) {
        builder.environment().putAll(variables);
        return this;
    }

    /**
     * Changes its deadline.
     *
     * @param duration how long it may run, instead of 30 s
     * @return this
     */
    public Command limit(Duration duration) {
        limit = duration;
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @return exit code and output
     * @throws IllegalStateException when it is not there, or not done by the deadline; it is ended then
     */
    public Outcome run() {
        try {
            Process process = builder.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(builder.command() + " not done in " + limit + ": " + output());
            }
            return new Outcome(process.exitValue(), output());
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + builder.command(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String output() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }
}
