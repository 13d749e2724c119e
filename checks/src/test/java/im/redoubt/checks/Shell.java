package im.redoubt.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs in a directory and collects what they print. */
final class Shell {
    private static final long MINUTES = 10;

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();

    Shell(Path directory) {
        this.directory = directory;
    }

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param output what it printed on both streams
     */
    record Result(int code, String output) {}

    /** Sets a variable for the programs. */
    Shell with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs one program to its end; ends it after ten minutes. */
    Result run(String... command) {
        Process process = null;
        try {
            Path output = Files.createTempFile("output", ".txt");
            List<String> words = new ArrayList<>(Arrays.asList(command));
            if (!words.getFirst().startsWith("/") && words.getFirst().contains("/")) {
                words.set(0, directory.resolve(words.getFirst()).toString());
            }
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // The Java of this very process serves the programs as well.
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(words + " does not end: " + Files.readString(output));
            }
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            Files.delete(output);
            return new Result(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }
}
