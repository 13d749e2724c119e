package im.redoubt.client.capabilities;

/**
 * Where an application keeps what is known of clients, so that the next session need not ask for it again (XEP-0115 section 8.2). It is
 * not trusted: what it gives is verified anew. For one session at a time.
 */
public interface CapabilityStore {
    /**
     * Returns what was kept last. Called once for a session, on the thread that begins to connect.
     *
     * @return what {@link #save} was given; an empty array if there is nothing
     */
    byte[] load();

    /**
     * Keeps something in the place of what was kept before. Called where listeners run, once a minute at most and when the connection
     * is gone.
     *
     * @param all at most {@link Capabilities#MOST_BYTES}; what kinds of clients contacts use can be read from it
     */
    void save(byte[] all);
}
