package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Kinds of streams that are meant to leave something behind. */
enum HostileStream {
    /** Comes and goes. */
    NOTHING,
    /** Comes and is gone, without a farewell of TCP. */
    RESET,
    HALF_A_HEADER(RawClient.HEADER.substring(0, 80)),
    NO_XML("GET / HTTP/1.1\r\n\r\n"),
    DOCTYPE("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]>"),
    BAD_HEADER(RawClient.HEADER.replace("localhost", "elsewhere.example")),
    HALF_A_STANZA(RawClient.HEADER + "<message to='bob@localhost'><body>" + "x".repeat(2_000)),
    MANY_TINY_ELEMENTS(RawClient.HEADER + "<message>" + "<a/>".repeat(60)),
    TOO_EARLY(RawClient.HEADER + "<message to='bob@localhost'><body>x</body></message>"),
    STARTTLS_AND_NONSENSE(RawClient.HEADER + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + "nonsense"),
    STARTTLS_AND_GONE(RawClient.HEADER + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
    TWO_HEADERS(RawClient.HEADER + RawClient.HEADER.substring(RawClient.HEADER.indexOf("<stream"))),
    NEW_NAMES(RawClient.HEADER + "<n%d xmlns='urn:n%d' a%d='b'/>");

    private final String bytes;

    HostileStream() {
        this("");
    }

    HostileStream(String bytes) {
        this.bytes = bytes;
    }

    /** Does it once; {@code number} makes what must be new. */
    void attack(Attacker attacker, int number) {
        try (Socket socket = attacker.clear()) {
            if (this == RESET) {
                socket.setSoLinger(true, 0);
            }
            OutputStream out = socket.getOutputStream();
            out.write(bytes.replace("%d", Integer.toString(number)).getBytes(StandardCharsets.UTF_8));
            if (this == RESET) {
                return;
            }
            socket.shutdownOutput();
            socket.getInputStream().skip(Long.MAX_VALUE);
        } catch (IOException | UncheckedIOException refused) {
            // the server may be quicker
        }
    }
}
