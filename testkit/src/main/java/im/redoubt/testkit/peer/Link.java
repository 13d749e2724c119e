package im.redoubt.testkit.peer;

import java.io.IOException;
import java.time.Duration;

/** A connection to what is tested, as bytes. */
public interface Link extends AutoCloseable {
    /**
     * Sends bytes.
     *
     * @throws IOException if the connection is gone
     */
    void send(byte[] bytes) throws IOException;

    /**
     * Waits for bytes.
     *
     * @param into where they go
     * @param patience how long to wait for the first
     * @return how many came; 0 if none did in time, -1 if no more will
     * @throws IOException if the connection broke
     */
    int receive(byte[] into, Duration patience) throws IOException;

    /**
     * Begins TLS, verifying that the server is {@code localhost}.
     *
     * @throws IOException if that fails
     */
    void secure() throws IOException;

    /** Ends the connection without a word. */
    @Override
    void close();
}
