package im.redoubt.client.http;

import java.io.IOException;

/** Fetches what is at an address, and follows nothing. */
public interface HttpsGet {
    /**
     * Fetches, and waits for it, for a time with an end.
     *
     * @param address where; the certificate must be for this host
     * @param maxBytes the most of a body that is taken
     * @return what the server says, whatever its status
     * @throws IOException if there is no connection, no proof of who the server is, or no response
     */
    Response get(HttpsAddress address, int maxBytes) throws IOException;
}
