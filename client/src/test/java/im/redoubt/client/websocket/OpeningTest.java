package im.redoubt.client.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.locate.WebSocketAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 6455 section 4.1: whatever is not as asked for is no WebSocket. */
class OpeningTest {
    private static final WebSocketAddress ADDRESS = WebSocketAddress.of("wss://example.org/ws?a=b");

    /** The nonce of RFC 6455 section 1.3, whose answer is printed there. */
    private static final SecureRandom SAMPLE = new SecureRandom() {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy("the sample nonce".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, bytes.length);
        }
    };

    private static final List<String> AGREED = List.of(
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            "Sec-WebSocket-Protocol: xmpp");

    private static List<String> with(int index, String... lines) {
        List<String> head = new ArrayList<>(AGREED);
        head.remove(index);
        head.addAll(index, List.of(lines));
        return head;
    }

    private static InputStream answer(List<String> lines) {
        String head = String.join("\r\n", lines) + "\r\n\r\nrest";
        return new ByteArrayInputStream(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String open(InputStream answer) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        new Opening(ADDRESS, SAMPLE).over(answer, sent);
        return sent.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void asksForXmppAndLeavesWhatComesBehindTheAnswer() throws IOException {
        InputStream answer = answer(AGREED);

        assertThat(open(answer)).isEqualTo("""
                        GET /ws?a=b HTTP/1.1
                        Host: example.org
                        Upgrade: websocket
                        Connection: Upgrade
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                        Sec-WebSocket-Version: 13
                        Sec-WebSocket-Protocol: xmpp

                        """.replace("\n", "\r\n"));
        assertThat(new String(answer.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("rest");
    }

    @Test
    void caseAndWhiteSpaceOfFieldsDoNotMatter() throws IOException {
        open(answer(with(1, "UPGRADE:WebSocket  ", "x-more:\t1")));
        open(answer(with(2, "connection: upgrade")));
        open(answer(with(0, "HTTP/1.1 101 ")));
        open(answer(with(0, "HTTP/1.1 101")));
    }

    @Test
    @Tag("S-16")
    void whoeverDoesNotAgreeToAllOfItIsRefused() {
        List<List<String>> answers = List.of(
                with(0, "HTTP/1.1 200 OK"),
                with(0, "HTTP/1.1 301 Moved", "Location: wss://evil.example/"),
                with(0, "HTTP/1.1 401 Who", "WWW-Authenticate: Basic"),
                with(0, "HTTP/2 101"),
                with(0, "HTTP/1.1 1O1"),
                with(0, "HTTP/1.1 1010"),
                with(0, "ICY 101 OK"),
                with(1),
                with(1, "Upgrade: h2c"),
                with(1, "Upgrade: websocket", "Upgrade: websocket"),
                with(2),
                with(2, "Connection: close"),
                with(3),
                with(3, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOO="),
                with(3, "Sec-WebSocket-Accept: S3PPLMBITXAQ9KYGZZHZRBK+XOO="),
                with(3, AGREED.get(3), AGREED.get(3)),
                with(4),
                with(4, "Sec-WebSocket-Protocol: mqtt"),
                with(4, "Sec-WebSocket-Protocol: XMPP"),
                with(4, "Sec-WebSocket-Protocol: xmpp, mqtt"),
                with(4, AGREED.get(4), AGREED.get(4)),
                with(4, AGREED.get(4), "Sec-WebSocket-Extensions: permessage-deflate"),
                with(4, AGREED.get(4), "Sec-WebSocket-Extensions:"));
        for (List<String> answer : answers) {
            assertThatThrownBy(() -> open(answer(answer))).as("%s", answer).isInstanceOf(IOException.class);
        }
    }

    @Test
    @Tag("S-16")
    void aHeadIsReadInOneWayOnlyAndHasBounds() {
        List<List<String>> answers = new ArrayList<>(List.of(
                with(1, AGREED.get(1), " folded"),
                with(1, AGREED.get(1), ": nameless"),
                with(1, AGREED.get(1), "no colon"),
                with(1, AGREED.get(1), "a b: c"),
                with(1, AGREED.get(1), "a : c"),
                with(1, AGREED.get(1), "a: \0"),
                with(1, AGREED.get(1), "a: b\nc: d"),
                with(1, AGREED.get(1), "a: b\rc: d"),
                with(1, AGREED.get(1), "a: " + "b".repeat(16_384))));
        List<String> many = new ArrayList<>(AGREED);
        for (int i = 0; i < 64; i++) {
            many.add("a" + i + ": b");
        }
        answers.add(many);
        for (List<String> answer : answers) {
            assertThatThrownBy(() -> open(answer(answer))).as("%s", answer).isInstanceOf(IOException.class);
        }
        InputStream cut = new ByteArrayInputStream("HTTP/1.1 101 S".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> open(cut)).hasMessage("the server closed the connection");
    }

    @Test
    void everyNonceIsAnother() {
        Opening one = new Opening(ADDRESS, new SecureRandom());
        Opening other = new Opening(ADDRESS, new SecureRandom());

        assertThat(one.request()).isNotEqualTo(other.request());
    }
}
