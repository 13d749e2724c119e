package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A terminal of 160 columns in which one program runs, for programs that a person types into: a tmux of its own. */
final class Terminal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path directory;

    private Terminal(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts a program.
     *
     * @param directory an existing directory for the files of this terminal
     * @param environment names and values that the program gets besides those of this process
     * @param command the program and its arguments
     * @return the terminal
     * @throws IllegalStateException when tmux cannot be run
     */
    static Terminal running(Path directory, Map<String, String> environment, List<String> command) {
        Terminal terminal = new Terminal(directory);
        List<String> words = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "50"));
        environment.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        words.addAll(command);
        terminal.tmux(words);
        return terminal;
    }

    /** Types a line, which does not end with the semicolon that parts commands of tmux, and the key that ends it. */
    void type(String line) {
        tmux(List.of("send-keys", "-l", line));
        tmux(List.of("send-keys", "Enter"));
    }

    /** Returns what is on the screen now. */
    String screen() {
        return tmux(List.of("capture-pane", "-p"));
    }

    /**
     * Waits until something is on the screen, at most half a minute.
     *
     * @throws org.awaitility.core.ConditionTimeoutException when it does not come; the message holds the screen
     */
    void shows(String text) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(screen()).contains(text));
    }

    private String tmux(List<String> words) {
        List<String> all =
                new ArrayList<>(List.of("tmux", "-S", directory.resolve("tmux").toString()));
        all.addAll(words);
        return Command.of(directory, all).run().orThrow().output();
    }

    @Override
    public void close() {
        Command.of(directory, List.of("tmux", "-S", directory.resolve("tmux").toString(), "kill-server"))
                .run();
    }
}
