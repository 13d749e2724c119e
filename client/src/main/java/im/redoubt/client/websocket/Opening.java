package im.redoubt.client.websocket;

import im.redoubt.client.http.HttpsAddress;
import im.redoubt.client.http.ResponseException;
import im.redoubt.client.http.ResponseHead;
import im.redoubt.client.locate.WebSocketAddress;
import im.redoubt.protocol.stream.WebSocketFraming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The opening handshake (RFC 6455 section 4.1, RFC 7395 section 3.1). The server must agree to all of it: the protocol {@code xmpp},
 * no extension, and the answer to our nonce. Nothing else that HTTP has (redirects, challenges, cookies) is followed.
 */
final class Opening {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_BYTES = 16;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final HttpsAddress address;
    private final String key;

    Opening(WebSocketAddress address, SecureRandom random) {
        this.address = address.request();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** Asks, and reads the answer and no byte behind it. */
    void over(InputStream in, OutputStream out) throws IOException {
        out.write(request().getBytes(StandardCharsets.US_ASCII));
        out.flush();
        ResponseHead head = ResponseHead.read(in);
        if (head.status() != SWITCHING_PROTOCOLS) {
            throw new ResponseException("the server opens no WebSocket here: status " + head.status());
        }
        boolean agreed = is(head, "Upgrade", "websocket")
                && is(head, "Connection", "upgrade")
                && head.only("Sec-WebSocket-Accept").equals(Optional.of(accept()))
                && head.only("Sec-WebSocket-Protocol").equals(Optional.of(WebSocketFraming.SUBPROTOCOL))
                && head.all("Sec-WebSocket-Extensions").isEmpty();
        if (!agreed) {
            throw new ResponseException("the server agrees to another WebSocket than it was asked for");
        }
    }

    private static boolean is(ResponseHead head, String field, String value) {
        return head.only(field).filter(value::equalsIgnoreCase).isPresent();
    }

    String request() {
        return "GET " + address.resource() + " HTTP/1.1\r\nHost: " + address.authority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: " + WebSocketFraming.SUBPROTOCOL
                + "\r\n\r\n";
    }

    /** Not for its strength: it shows that the other side speaks WebSocket (RFC 6455 section 1.3). */
    private String accept() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-1");
            byte[] digest = hash.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("every platform has SHA-1", none);
        }
    }
}
