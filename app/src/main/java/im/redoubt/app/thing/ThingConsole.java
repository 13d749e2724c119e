package im.redoubt.app.thing;

import im.redoubt.client.Feature;
import im.redoubt.client.Session;

/** A thing on the terminal. */
public interface ThingConsole extends AutoCloseable {
    /** Returns what its client has. */
    Feature<?> feature();

    /** There is a session. */
    void opened(Session session);

    /** Somebody has typed a line. */
    void take(String words);

    /** Shows what can be typed. */
    void help();

    @Override
    void close();

    /**
     * Takes lines until the input ends or {@code quit}.
     *
     * @param screen what is typed
     */
    default void run(Screen screen) {
        help();
        for (var line = screen.line(); line.isPresent() && !line.get().trim().equals("quit"); line = screen.line()) {
            if (!line.get().isBlank()) {
                take(line.get());
            }
        }
    }
}
