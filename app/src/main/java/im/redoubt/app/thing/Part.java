package im.redoubt.app.thing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the demonstration: what it shows is shown with its name before it, and can be waited for. */
final class Part implements AutoCloseable {
    private static final int MOST_LINES = 100_000;
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Consumer<String> shown;
    private int from;
    private boolean ended;

    /**
     * What a part is called, and what it has.
     *
     * @param name its name
     * @param heap how much memory Java may use for objects, such as 64m
     */
    record Naming(String name, String heap) {}

    private Part(String name, Process process, Consumer<String> shown) {
        this.name = name;
        this.process = process;
        this.shown = shown;
        Thread.ofVirtual().start(this::read);
    }

    /**
     * Starts this program once more.
     *
     * @param naming what it is called, and its memory
     * @param directory where
     * @param shown gets what it shows
     * @param words the command
     */
    static Part start(Naming naming, Path directory, Consumer<String> shown, List<String> words) {
        List<String> all = new ArrayList<>(Program.command(List.of("-Xmx" + naming.heap())));
        all.addAll(words);
        try {
            return new Part(
                    naming.name(),
                    new ProcessBuilder(all)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start(),
                    shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                take(line);
            }
        } catch (IOException gone) {
            // as at the end of what it shows
        }
        synchronized (lines) {
            ended = true;
            lines.notifyAll();
        }
    }

    private void take(String line) {
        synchronized (lines) {
            if (lines.size() < MOST_LINES) {
                lines.add(line);
            }
            lines.notifyAll();
        }
        shown.accept(String.format("%-7s| %s", name, line));
    }

    /** Types a line. */
    void say(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new StoryException(name + " has ended");
        }
    }

    /**
     * Waits for something that it shows, behind what was waited for before.
     *
     * @param part what is in the line
     * @return what stands behind it in the line
     */
    String await(String part, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (lines) {
            while (true) {
                for (; from < lines.size(); from++) {
                    int at = lines.get(from).indexOf(part);
                    if (at >= 0) {
                        return lines.get(from++).substring(at + part.length());
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || ended) {
                    throw new StoryException(name + " has not shown: " + part);
                }
                waitFor(left);
            }
        }
    }

    private void waitFor(long millis) {
        try {
            lines.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted");
        }
    }

    /** Returns the last line with this in it. */
    Optional<String> last(String part) {
        synchronized (lines) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (lines.get(i).contains(part)) {
                    return Optional.of(lines.get(i));
                }
            }
            return Optional.empty();
        }
    }

    /** Returns the id of the process. */
    long pid() {
        return process.pid();
    }

    /** Has it stop at once, as by a power failure, and waits until all that it had shown is here. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lines) {
            while (!ended) {
                waitFor(PATIENCE_AT_THE_END.toMillis());
            }
        }
    }

    /** Ends it, and waits for that. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_AT_THE_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
