package im.redoubt.client.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One GET on a connection that is used for nothing else. */
public final class Fetching {
    private Fetching() {}

    /**
     * Asks, and reads the response.
     *
     * @param address what is asked for
     * @param in what is received, over TLS
     * @param out where to write, over TLS
     * @param maxBytes the most of a body that is taken
     * @throws IOException if the connection ends, or what comes is no response
     */
    public static Response over(HttpsAddress address, InputStream in, OutputStream out, int maxBytes)
            throws IOException {
        String request = "GET " + address.resource() + " HTTP/1.1\r\nHost: " + address.authority()
                + "\r\nConnection: close\r\nAccept-Encoding: identity\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        BufferedInputStream buffered = new BufferedInputStream(in);
        ResponseHead head = ResponseHead.read(buffered);
        return new Response(head, ResponseBody.read(head, buffered, maxBytes));
    }
}
