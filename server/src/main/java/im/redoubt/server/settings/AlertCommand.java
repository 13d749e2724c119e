package im.redoubt.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that is run for an alert, with the event on its standard input. There is no shell.
 *
 * @param words the absolute path of the program and its arguments; none for no command
 * @param limit how long it may run
 */
public record AlertCommand(List<String> words, Duration limit) {
    /** No command. */
    public static final AlertCommand NONE = new AlertCommand(List.of(), Duration.ofSeconds(10));

    /** Returns whether there is nothing to run. */
    public boolean isNone() {
        return words.isEmpty();
    }

    /** Returns the program; there must be one. */
    public Path program() {
        return Path.of(words.getFirst());
    }
}
