package im.redoubt.testkit.hostile;

import java.io.IOException;

/** What a server does with a connection. It is closed when the script is over. */
@FunctionalInterface
public interface Script {
    /**
     * Does it.
     *
     * @param talk the connection
     * @throws IOException if the client has gone, which is no failure
     */
    void play(Conversation talk) throws IOException;
}
