package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.testkit.peer.RawWebSocket;
import im.redoubt.testkit.peer.SocketLink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XMPP over WebSocket on the whole service (RFC 7395, RFC 6455): frames and messages that are not as they should be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTest {
    private static final String TO_BOB =
            "<message xmlns='jabber:client' to='bob@localhost' type='chat'><body>%s</body></message>";

    private final WebVisitor web;
    private final RawClient bob;

    WebSocketTest(@TempDir Path directory) {
        this.web = new WebVisitor(directory);
        this.bob = web.service().signIn("bob").available();
    }

    @AfterAll
    void stop() {
        bob.close();
        web.close();
    }

    @Test
    void peopleTalkOverWebSocketAndTcp() throws Exception {
        try (RawWebSocket alice = web.signIn("alice")) {
            alice.send("<presence xmlns='jabber:client'/>").await("<presence ");
            bob.send("<message to='alice@localhost' type='chat' id='m1'><body>a &amp; b</body></message>");
            assertThat(alice.await("</message>"))
                    .contains("\n<message xmlns='jabber:client'")
                    .contains("<body>a &amp; b</body>");
            alice.send(TO_BOB.formatted("well"));
            assertThat(bob.await("</message>")).contains("<body>well</body>");
            assertThat(alice.send(RawWebSocket.CLOSE).awaitEnd()).endsWith(RawWebSocket.CLOSE + "\n");
            assertThat(alice.closeCode()).isEqualTo(1000);
        }
    }

    /** TLS was there from the first byte: nothing is offered that would begin it, and the channel can be bound to. */
    @Test
    @Tag("T-22")
    void theFeaturesAreThoseOfAConnectionThatBeganWithTls() throws Exception {
        try (RawWebSocket stranger = web.socket()) {
            assertThat(stranger.send(RawWebSocket.OPEN).await("</stream:features>\n"))
                    .startsWith("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='localhost'")
                    .contains("\n<stream:features xmlns:stream='http://etherx.jabber.org/streams'>")
                    .contains("SCRAM-SHA-256-PLUS", "<channel-binding type='tls-exporter'/>")
                    .doesNotContain("starttls", "compression");
            assertThat(stranger.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                            .awaitEnd())
                    .contains("<stream:error xmlns:stream='http://etherx.jabber.org/streams'>")
                    .doesNotContain("proceed")
                    .endsWith("\n" + RawWebSocket.CLOSE + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<?xml version='1.0'?>%s|not-well-formed",
                "` %s`|not-well-formed",
                "`%s\n`|not-well-formed",
                "%s%s|not-well-formed",
                "<!-- -->%s|restricted-xml",
                "<!DOCTYPE open>%s|restricted-xml",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'>|not-well-formed",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'>x</open>|bad-format",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='elsewhere.example' version='1.0'/>|host-unknown",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' version='1.0'/>|host-unknown",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost'/>|unsupported-version",
                "<open xmlns='jabber:client' to='localhost' version='1.0'/>|not-authorized",
                "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
                        + " xmlns:stream='http://etherx.jabber.org/streams'>|bad-format",
                "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
                        + " xmlns:stream='http://etherx.jabber.org/streams'/>|bad-format",
                "hello|not-well-formed",
                "``|not-well-formed",
            })
    @Tag("S-16")
    @Tag("S-1")
    @Tag("S-3")
    @Tag("S-6")
    void aStreamBeginsWithOneOpenAndNothingElse(String first, String condition) throws Exception {
        try (RawWebSocket stranger = web.socket()) {
            assertThat(stranger.send(first.replace("%s", RawWebSocket.OPEN)).awaitEnd())
                    .startsWith("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='localhost'")
                    .contains("\n<stream:error xmlns:stream='http://etherx.jabber.org/streams'><" + condition + " ")
                    .doesNotContain("<stream:features")
                    .endsWith("\n" + RawWebSocket.CLOSE + "\n");
            assertThat(stranger.closeCode()).isEqualTo(1000);
        }
    }

    /** What was right in a message that was wrong has no effect either. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%s%s|not-well-formed",
                "`%s `|not-well-formed",
                "`%s\r\n`|not-well-formed",
                "%sx|not-well-formed",
                "%s</stream:stream>|not-well-formed",
                "%s<!-- -->|not-well-formed",
                "`\t%s`|not-well-formed",
                "<!DOCTYPE m [<!ENTITY a 'b'>]>%s|restricted-xml",
                "<m xmlns='jabber:client'>%s<stream:stream xmlns:stream='http://etherx.jabber.org/streams'/></m>|bad-format",
                "<m xmlns='urn:x'>%s</m>|unsupported-stanza-type",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>|bad-format",
                "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'>%s</close>|bad-format",
                "<message to='bob@localhost'><body>never</body></message>|unsupported-stanza-type",
                "<message xmlns='jabber:server' to='bob@localhost'><body>never</body></message>|unsupported-stanza-type",
            })
    @Tag("S-16")
    @Tag("S-1")
    @Tag("S-6")
    @Tag("S-7")
    void aMessageIsOneElementOrNothing(String message, String condition) throws Exception {
        try (RawWebSocket alice = web.signIn("alice")) {
            assertThat(alice.send(message.replace("%s", TO_BOB.formatted("never")))
                            .awaitEnd())
                    .startsWith("<stream:error xmlns:stream='http://etherx.jabber.org/streams'><" + condition + " ")
                    .endsWith("\n" + RawWebSocket.CLOSE + "\n");
            assertThat(bob.settle()).doesNotContain("never");
        }
    }

    /** The end of one message and the beginning of the next do not make a stanza. */
    @Test
    @Tag("S-16")
    @Tag("S-11")
    void anElementThatIsCutOverTwoMessagesIsNone() throws Exception {
        String stanza = TO_BOB.formatted("never");
        try (RawWebSocket alice = web.signIn("alice")) {
            alice.send(stanza.substring(0, 40)).send(stanza.substring(40));
            assertThat(alice.awaitEnd()).startsWith("<stream:error ").contains("<not-well-formed ");
            assertThat(bob.settle()).doesNotContain("never");
        }
    }

    /** RFC 6455 section 5.4: a message may come in any number of frames, with control frames between them. */
    @Test
    @Tag("S-16")
    @Tag("S-11")
    void aMessageThatIsCutIntoFramesIsTheSame() throws Exception {
        byte[] stanza = TO_BOB.formatted("h\u00fc \u4f60 \ud83d\ude00").getBytes(StandardCharsets.UTF_8);
        try (RawWebSocket alice = web.signIn("alice")) {
            for (int seed = 0; seed < 12; seed++) {
                Random random = new Random(seed);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                int from = 0;
                while (from < stanza.length) {
                    int length = Math.min(random.nextInt(12), stanza.length - from);
                    boolean ends = from + length == stanza.length;
                    int first = (ends ? RawWebSocket.ENDS : 0)
                            | (bytes.size() == 0 ? RawWebSocket.TEXT_BEGINS : RawWebSocket.GOES_ON);
                    bytes.writeBytes(
                            RawWebSocket.frame(first, true, java.util.Arrays.copyOfRange(stanza, from, from + length)));
                    if (random.nextInt(4) == 0) {
                        bytes.writeBytes(RawWebSocket.frame(RawWebSocket.PING, true, new byte[] {'p'}));
                    }
                    from += length;
                }
                byte[] all = bytes.toByteArray();
                int cut = random.nextInt(all.length);
                alice.link().send(java.util.Arrays.copyOf(all, cut));
                alice.link().send(java.util.Arrays.copyOfRange(all, cut, all.length));
                assertThat(bob.await("</message>")).contains("<body>h\u00fc \u4f60 \ud83d\ude00</body>");
            }
            alice.settle();
            assertThat(alice.pongs()).isPositive();
        }
    }

    private static byte[] control(int first, int bytes) {
        return RawWebSocket.frame(first, true, new byte[bytes]);
    }

    /** Frames that RFC 6455 forbids, or that nobody agreed to (sections 5.1 to 5.5), by name. */
    private static byte[] forbidden(String what) {
        byte[] text = TO_BOB.formatted("never").getBytes(StandardCharsets.UTF_8);
        return switch (what) {
            case "binary" -> RawWebSocket.frame(RawWebSocket.BINARY, true, text);
            case "unmasked" -> RawWebSocket.frame(RawWebSocket.TEXT, false, text);
            case "compressed" -> RawWebSocket.frame(RawWebSocket.TEXT | 0x40, true, text);
            case "reserved bit 2" -> RawWebSocket.frame(RawWebSocket.TEXT | 0x20, true, text);
            case "reserved kind" -> RawWebSocket.frame(0x83, true, text);
            case "reserved control" -> RawWebSocket.frame(0x8b, true, new byte[0]);
            case "continues nothing" -> RawWebSocket.frame(RawWebSocket.ENDS, true, text);
            case "ping in fragments" -> control(0x09, 4);
            case "long ping" -> control(RawWebSocket.PING, 126);
            case "close of one byte" -> control(RawWebSocket.CLOSES, 1);
            case "length of 64 bits where 7 do" ->
                ByteBuffer.allocate(14)
                        .put(new byte[] {(byte) 0x81, (byte) 0xff})
                        .putLong(5)
                        .array();
            case "negative length" ->
                ByteBuffer.allocate(14)
                        .put(new byte[] {(byte) 0x81, (byte) 0xff})
                        .putLong(-1)
                        .array();
            case "length of exabytes" ->
                ByteBuffer.allocate(14)
                        .put(new byte[] {(byte) 0x81, (byte) 0xff})
                        .putLong(Long.MAX_VALUE)
                        .array();
            default -> throw new IllegalArgumentException(what);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "binary, 1003, bad-format",
        "unmasked, 1002, bad-format",
        "compressed, 1002, bad-format",
        "reserved bit 2, 1002, bad-format",
        "reserved kind, 1002, bad-format",
        "reserved control, 1002, bad-format",
        "continues nothing, 1002, bad-format",
        "ping in fragments, 1002, bad-format",
        "long ping, 1002, bad-format",
        "close of one byte, 1002, bad-format",
        "length of 64 bits where 7 do, 1002, bad-format",
        "negative length, 1002, bad-format",
        "length of exabytes, 1009, policy-violation"
    })
    @Tag("S-16")
    @Tag("D-99")
    void aForbiddenFrameEndsTheStreamInOrder(String what, int code, String condition) throws Exception {
        try (RawWebSocket alice = web.signIn("alice")) {
            byte[] before = RawWebSocket.frame(
                    RawWebSocket.TEXT, true, TO_BOB.formatted("before " + what).getBytes(StandardCharsets.UTF_8));
            byte[] then = forbidden(what);
            byte[] after = RawWebSocket.frame(
                    RawWebSocket.TEXT, true, TO_BOB.formatted("never").getBytes(StandardCharsets.UTF_8));
            alice.link()
                    .send(ByteBuffer.allocate(before.length + then.length + after.length)
                            .put(before)
                            .put(then)
                            .put(after)
                            .array());
            assertThat(alice.awaitEnd())
                    .startsWith("<stream:error xmlns:stream='http://etherx.jabber.org/streams'><" + condition + " ")
                    .endsWith("\n" + RawWebSocket.CLOSE + "\n");
            assertThat(alice.closeCode()).isEqualTo(code);
            assertThat(bob.await("before " + what) + bob.settle()).doesNotContain("never");
        }
    }

    /** A second text frame in the middle of a message is no part of it, and no message either. */
    @Test
    @Tag("S-16")
    void aMessageDoesNotBeginInsideOfAnother() throws Exception {
        try (RawWebSocket alice = web.signIn("alice")) {
            alice.frame(RawWebSocket.TEXT_BEGINS, "<message xmlns='jabber:client'>")
                    .send(TO_BOB.formatted("never"));
            assertThat(alice.awaitEnd()).contains("<bad-format ");
            assertThat(alice.closeCode()).isEqualTo(1002);
            assertThat(bob.settle()).doesNotContain("never");
        }
    }

    /** Who closes the WebSocket under the stream has left; what came before takes effect (RFC 7395 section 3.6). */
    @ParameterizedTest
    @ValueSource(strings = {"", "\u0003\u00e8"})
    void aClosedWebSocketIsAPeerThatLeft(String status) throws Exception {
        try (RawWebSocket alice = web.signIn("alice")) {
            alice.send(TO_BOB.formatted("last words"));
            alice.link()
                    .send(RawWebSocket.frame(RawWebSocket.CLOSES, true, status.getBytes(StandardCharsets.ISO_8859_1)));
            alice.link()
                    .send(RawWebSocket.frame(
                            RawWebSocket.TEXT, true, TO_BOB.formatted("never").getBytes(StandardCharsets.UTF_8)));
            assertThat(alice.awaitEnd()).isEmpty();
            assertThat(alice.closeCode()).isEqualTo(status.isEmpty() ? 1005 : 1000);
            assertThat(bob.await("last words") + bob.settle()).doesNotContain("never");
        }
    }

    /** What comes behind the request, before the answer, is read as frames: nobody else could have put it there. */
    @Test
    void framesBehindTheRequestAreRead() throws Exception {
        try (var link = web.connect()) {
            byte[] request = RawWebSocket.request().getBytes(StandardCharsets.US_ASCII);
            byte[] open = RawWebSocket.frame(RawWebSocket.TEXT, true, "<open/>".getBytes(StandardCharsets.US_ASCII));
            link.send(ByteBuffer.allocate(request.length + open.length)
                    .put(request)
                    .put(open)
                    .array());
            assertThat(WebVisitor.rest(link)).startsWith("HTTP/1.1 101 ").contains("<not-authorized ");
        }
    }

    @Test
    void whoDoesNotSpeakXmppGetsNoSocket() {
        assertThatThrownBy(() -> web.socket("Sec-WebSocket-Protocol:")).hasMessageContaining("HTTP/1.1 400 ");
        assertThatThrownBy(() -> web.socket("Sec-WebSocket-Protocol: chat, mqtt"))
                .hasMessageContaining("HTTP/1.1 400 ");
    }

    /** D-99: a few bytes become megabytes only where somebody agreed to it. */
    @Test
    @Tag("D-99")
    void compressionIsNotAgreedTo() {
        String answer = web.ask(RawWebSocket.request(
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-webkit-deflate-frame")
                + WebVisitor.UNMASKED);
        assertThat(answer)
                .startsWith("HTTP/1.1 101 ")
                .containsIgnoringCase("sec-websocket-protocol: xmpp")
                .doesNotContainIgnoringCase("sec-websocket-extensions");
    }

    /** The stream is bound to TLS as it is everywhere: with somebody between there would be another value. */
    @Test
    @Tag("S-13")
    void afterSigningInTheStreamIsOpenedAnew() throws Exception {
        try (RawWebSocket alice = web.socket()) {
            alice.open();
            alice.send(Scram.auth("PLAIN", "\0alice\0" + RunningRedoubt.PASSWORD))
                    .await("<success");
            assertThat(alice.send(TO_BOB.formatted("never")).awaitEnd()).contains("<not-authorized ");
            assertThat(bob.settle()).doesNotContain("never");
        }
    }

    /** RFC 9266: the exporter's value is that of this connection; somebody between would have two. */
    @Test
    @Tag("A-46")
    @Tag("LIB-04")
    void signingInIsBoundToTheConnection() throws Exception {
        try (RawWebSocket alice = web.socket();
                RawWebSocket relay = web.socket()) {
            byte[] elsewhere = exported(relay.open());
            Scram scram = Scram.begin(alice.open(), "SCRAM-SHA-256-PLUS", "p=tls-exporter,,", "alice")
                    .challenged();
            alice.send(Scram.response(scram.proof(RunningRedoubt.PASSWORD, elsewhere)));
            assertThat(alice.await("</failure>")).contains("channel-bindings-dont-match");

            scram = Scram.begin(alice, "SCRAM-SHA-256-PLUS", "p=tls-exporter,,", "alice")
                    .challenged();
            alice.send(Scram.response(scram.proof(RunningRedoubt.PASSWORD, exported(alice))));
            assertThat(alice.await("</success>")).contains("<success ");
        }
    }

    private static byte[] exported(RawWebSocket socket) throws SSLException {
        SSLSocket tls = (SSLSocket) ((SocketLink) socket.link()).socket();
        return ((ExtendedSSLSession) tls.getSession())
                .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
    }
}
