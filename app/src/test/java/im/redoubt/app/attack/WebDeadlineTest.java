package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.peer.Link;
import im.redoubt.testkit.peer.RawWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever comes over HTTPS has as long as anybody else to sign in, however busy he keeps the connection. */
@Tag("D-96")
class WebDeadlineTest {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Far behind the deadline. */
    private static final int MOST_SENT = 200;

    private final WebVisitor web;

    WebDeadlineTest(@TempDir Path directory) {
        this.web = new WebVisitor(directory, "limits.negotiation_seconds=2");
    }

    @Test
    void aRequestThatNeverEndsDoes() throws Exception {
        try (web;
                var link = web.connect()) {
            link.send("GET /xmpp-websocket HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
            assertThat(sentUntilTheEnd(link, "a".getBytes(StandardCharsets.US_ASCII)))
                    .isLessThan(MOST_SENT);
        }
    }

    @Test
    void pingsDoNotMoveIt() throws Exception {
        try (web;
                RawWebSocket socket = web.socket()) {
            assertThat(sentUntilTheEnd(socket.link(), RawWebSocket.frame(RawWebSocket.PING, true, new byte[0])))
                    .isLessThan(MOST_SENT);
        }
    }

    @Test
    void piecesOfAMessageDoNotMoveItEither() throws Exception {
        try (web;
                RawWebSocket socket = web.socket()) {
            socket.open();
            socket.frame(RawWebSocket.TEXT_BEGINS, "<auth ");
            byte[] piece = RawWebSocket.frame(RawWebSocket.GOES_ON, true, " ".getBytes(StandardCharsets.US_ASCII));
            assertThat(sentUntilTheEnd(socket.link(), piece)).isLessThan(MOST_SENT);
        }
    }

    /** Sends again and again, and returns how often until the connection was over. */
    private static int sentUntilTheEnd(Link link, byte[] bytes) {
        byte[] heard = new byte[1_024];
        for (int sent = 0; sent < MOST_SENT; sent++) {
            try {
                link.send(bytes);
                if (link.receive(heard, PAUSE) < 0) {
                    return sent;
                }
            } catch (IOException over) {
                return sent;
            }
        }
        return MOST_SENT;
    }
}
