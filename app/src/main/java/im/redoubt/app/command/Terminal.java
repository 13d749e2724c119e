package im.redoubt.app.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command reads and writes; tests bring their own.
 *
 * @param in standard input
 * @param out standard output, for what the command found
 * @param err standard error, for everything else
 * @param prompt asks for a secret without showing it; empty where nobody can be asked
 * @param colour whether people look at the output
 * @param directory where relative paths start
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Optional<Function<String, char[]>> prompt,
        boolean colour,
        Path directory) {

    /** The terminal of this process. Colour is off where {@code NO_COLOR} is set or the output is no terminal. */
    public static Terminal system() {
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        boolean colour =
                console.isPresent() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                console.map(people -> question -> readSecret(people, question)),
                colour,
                Path.of("").toAbsolutePath());
    }

    private static char[] readSecret(Console console, String question) {
        char[] typed = console.readPassword("%s", question);
        if (typed == null) {
            throw new CommandException("Nothing was typed.");
        }
        return typed;
    }

    /**
     * Emphasises text where people look.
     *
     * @param style what it is
     * @param text the text
     * @return the text, perhaps with escape sequences around it
     */
    public String paint(Style style, String text) {
        return colour ? style.code + text + "\u001b[0m" : text;
    }

    /** What a piece of output is. */
    public enum Style {
        /** As it should be. */
        GOOD("\u001b[32m"),
        /** To be looked at. */
        WARNING("\u001b[33m"),
        /** Wrong. */
        BAD("\u001b[31m"),
        /** What to look for first. */
        STRONG("\u001b[1m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }
}
