package im.redoubt.client.line;

import im.redoubt.protocol.stream.ClientContext;

/** Makes connections. */
public interface Dialer {
    /**
     * Begins to make one; returns at once.
     *
     * @param context who signs in, and how
     * @param secrets what answers the questions of the negotiation
     * @param arrivals hears what comes of it
     * @return ends the attempt, or the connection, at once
     */
    Runnable dial(ClientContext context, Secrets secrets, Arrivals arrivals);
}
