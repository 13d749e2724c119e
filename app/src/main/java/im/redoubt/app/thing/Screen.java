package im.redoubt.app.thing;

import im.redoubt.client.Watched;
import im.redoubt.client.text.TerminalLine;
import im.redoubt.client.text.Unverified;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** What a thing shows and what is typed. What others wrote is shown as one line without control characters. */
public final class Screen {
    private static final TerminalLine LINE = TerminalLine.of(4_000);

    private final BufferedReader in;
    private final PrintStream out;
    private final Optional<Function<String, char[]>> prompt;

    /**
     * Makes one.
     *
     * @param in what is typed
     * @param out where it shows
     * @param prompt asks for a secret without showing it; empty where nobody can be asked, and it is the next line
     */
    public Screen(InputStream in, PrintStream out, Optional<Function<String, char[]>> prompt) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.prompt = prompt;
    }

    void show(String words) {
        out.println(words);
    }

    /** Returns what others wrote so that it can be shown. */
    static String safe(Unverified words) {
        return LINE.encode(words).line();
    }

    /** Shows what goes over the network. */
    public void wire(Watched watched) {
        out.println((watched.direction() == Watched.Direction.SENT ? "  >> " : "  << ") + safe(watched.element()));
    }

    /** Returns the next line, or nothing at the end of the input. */
    Optional<String> line() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a secret. */
    char[] secret(String question) {
        return prompt.map(people -> people.apply(question + ": "))
                .orElseGet(() -> line().orElse("").toCharArray());
    }
}
