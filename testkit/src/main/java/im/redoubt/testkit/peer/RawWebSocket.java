package im.redoubt.testkit.peer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of XMPP over WebSocket (RFC 7395) that sends whatever it is told to, frame by frame or byte for byte. What the
 * server sends it reads strictly: a frame that is masked, cut or compressed is a failure of the test.
 */
public final class RawWebSocket implements AutoCloseable {
    /** Opens a stream. */
    public static final String OPEN =
            "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

    /** Closes a stream. */
    public static final String CLOSE = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";

    /** The first byte of a frame that is the whole of a text message. */
    public static final int TEXT = 0x81;

    /** The first byte of a frame that begins a text message which goes on. */
    public static final int TEXT_BEGINS = 0x01;

    /** The first byte of a frame in the middle of a message. */
    public static final int GOES_ON = 0x00;

    /** The first byte of the last frame of a message. */
    public static final int ENDS = 0x80;

    /** The first byte of a frame that is the whole of a binary message. */
    public static final int BINARY = 0x82;

    /** The first byte of a frame that closes the WebSocket. */
    public static final int CLOSES = 0x88;

    /** The first byte of a ping. */
    public static final int PING = 0x89;

    /** The first byte of a pong. */
    public static final int PONG = 0x8a;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};
    private static final int MOST_FRAME_BYTES = 1 << 24;

    private final Link link;
    private final StringBuilder received = new StringBuilder();
    private final byte[] chunk = new byte[16_384];
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private int closeCode = -1;
    private int pongs;

    private RawWebSocket(Link link) {
        this.link = link;
    }

    /**
     * Opens a WebSocket.
     *
     * @param link a connection over TLS
     * @param headers further headers of the request, such as {@code Origin: https://example.org}
     * @throws IOException if the server does not agree; the message is what it said
     */
    public static RawWebSocket over(Link link, String... headers) throws IOException {
        RawWebSocket socket = new RawWebSocket(link);
        link.send(request(headers).getBytes(StandardCharsets.UTF_8));
        String answer = socket.head();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(answer);
        }
        return socket;
    }

    /** Returns the request that opens a WebSocket, with these headers in the place of those of the same name. */
    public static String request(String... headers) {
        StringBuilder request = new StringBuilder("GET /xmpp-websocket HTTP/1.1\r\n");
        for (String usual : new String[] {
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: xmpp"
        }) {
            boolean changed = false;
            for (String header : headers) {
                changed |= header.regionMatches(true, 0, usual, 0, usual.indexOf(':') + 1);
            }
            request.append(changed ? "" : usual + "\r\n");
        }
        for (String header : headers) {
            request.append(header.endsWith(":") ? "" : header + "\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** Returns a frame as a client sends it, with its length in the shortest form. */
    public static byte[] frame(int first, boolean masked, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.write(mask | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(mask | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(mask | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        if (masked) {
            frame.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(masked ? payload[i] ^ MASK[i % 4] : payload[i]);
        }
        return frame.toByteArray();
    }

    /** Returns the connection. */
    public Link link() {
        return link;
    }

    /**
     * Sends a text message in one frame.
     *
     * @throws IOException if the connection is gone
     */
    public RawWebSocket send(String text) throws IOException {
        return frame(TEXT, text);
    }

    /**
     * Sends one masked frame.
     *
     * @param first its first byte: whether it is the last of its message, reserved bits, and kind
     * @throws IOException if the connection is gone
     */
    public RawWebSocket frame(int first, String payload) throws IOException {
        link.send(frame(first, true, payload.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /**
     * Reads until a text has come.
     *
     * @return all messages up to its end, each on a line of its own
     * @throws IOException if the WebSocket or the connection ends before
     */
    public String await(String text) throws IOException {
        int at = received.indexOf(text);
        while (at < 0) {
            if (closeCode >= 0) {
                throw new IOException("closed with " + closeCode + " before " + text + "; came: " + received);
            }
            readFrame();
            at = received.indexOf(text);
        }
        String found = received.substring(0, at + text.length());
        received.delete(0, at + text.length());
        return found;
    }

    /**
     * Reads to the end of the connection.
     *
     * @return all messages, each on a line of its own
     */
    public String awaitEnd() {
        try {
            while (true) {
                readFrame();
            }
        } catch (IOException end) {
            return received.toString();
        }
    }

    /** Returns with which code the server closed the WebSocket, 1005 if it gave none, -1 if it has not. */
    public int closeCode() {
        return closeCode;
    }

    /** Returns how many pongs have come. */
    public int pongs() {
        return pongs;
    }

    private void readFrame() throws IOException {
        int first = octet();
        int second = octet();
        if ((second & 0x80) != 0 || (first & 0xf0) != 0x80) {
            throw new IllegalStateException("the server sent a frame that is masked, cut or compressed");
        }
        long length = second;
        for (int i = second == 126 ? 2 : second == 127 ? 8 : 0, n = i; i > 0; i--) {
            length = (i == n ? 0 : length << 8) | octet();
        }
        if (length > MOST_FRAME_BYTES) {
            throw new IllegalStateException("the server sent a frame of " + length + " bytes");
        }
        byte[] payload = new byte[(int) length];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) octet();
        }
        if (first == TEXT) {
            received.append(new String(payload, StandardCharsets.UTF_8)).append('\n');
        } else if (first == CLOSES) {
            closeCode = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        } else if (first == PONG) {
            pongs++;
        } else {
            throw new IllegalStateException("the server sent a frame that nobody expects: " + first);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            try {
                head.append((char) octet());
            } catch (EOFException end) {
                throw new IOException("no answer but: " + head, end);
            }
        }
        return head.toString();
    }

    private int octet() throws IOException {
        if (!unread.hasRemaining()) {
            int count = link.receive(chunk, PATIENCE);
            if (count == 0) {
                throw new AssertionError("nothing came for too long; so far: " + received);
            }
            if (count < 0) {
                throw new EOFException("the connection ended");
            }
            unread = ByteBuffer.wrap(chunk, 0, count);
        }
        return unread.get() & 0xff;
    }

    /**
     * Opens a stream and reads what the server offers.
     *
     * @throws IOException if the connection ends before
     */
    public RawWebSocket open() throws IOException {
        send(OPEN).await("</stream:features>\n");
        return this;
    }

    /**
     * Signs in with SCRAM-SHA-256 and binds.
     *
     * @param account the localpart of an account
     * @param password its password
     * @return the full address
     * @throws IOException if the connection ends before
     */
    public String signIn(String account, String password) throws IOException {
        open();
        String first = "n=" + account + ",r=raw-web-socket-" + System.nanoTime();
        send("<auth xmlns='" + SASL + "' mechanism='SCRAM-SHA-256'>" + base64("n,," + first) + "</auth>");
        String challenge = await("</challenge>\n");
        challenge = challenge.substring(challenge.lastIndexOf("'>") + 2, challenge.indexOf("</challenge>"));
        Scram scram = Scram.answer(
                password, first, new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8));
        send("<response xmlns='" + SASL + "'>" + base64(scram.response()) + "</response>");
        await("</success>\n");
        open();
        send("<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        Matcher jid = Pattern.compile("<jid>(.*)</jid>").matcher(await("</iq>\n"));
        if (!jid.find()) {
            throw new AssertionError("no address was bound");
        }
        return jid.group(1);
    }

    /**
     * Waits until everything sent before has taken effect.
     *
     * @return what came meanwhile
     * @throws IOException if the connection ends before
     */
    public String settle() throws IOException {
        String id = "settle-" + System.nanoTime();
        send("<iq xmlns='jabber:client' type='get' id='" + id + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        return await("id='" + id + "'") + await("\n");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the connection without a word. */
    @Override
    public void close() {
        try {
            link.close();
        } catch (UncheckedIOException alreadyGone) {
            // it is closed all the same
        }
    }
}
