package im.redoubt.client.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.peer.RawWebSocket;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames from a server: what is right comes through however it is cut, what is not takes no effect. */
class ReceivingTest {
    private static final String MESSAGE = "<message xmlns='jabber:client'><body>Grüße 😀</body></message>";
    private static final String PRESENCE = "<presence xmlns='jabber:client'/>";

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Receiving receiving(InputStream in) {
        Sending answers = new Sending(new FrameWriter(new SecureRandom()), sent);
        return new Receiving(in, answers, XmlLimits.ANNOUNCED);
    }

    private Receiving receiving(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return receiving(new ByteArrayInputStream(all.toByteArray()));
    }

    private static byte[] frame(int first, String payload) {
        return RawWebSocket.frame(first, false, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(int first, byte[] payload) {
        return RawWebSocket.frame(first, false, payload);
    }

    private static String name(XmlEvent event) {
        assertThat(event).isInstanceOf(XmlEvent.Complete.class);
        return ((XmlEvent.Complete) event).element().name().local();
    }

    private List<ClientFrames.Frame> answers() {
        return ClientFrames.read(sent.toByteArray());
    }

    @Test
    void anElementIsAMessage() throws IOException {
        Receiving receiving = receiving(frame(RawWebSocket.TEXT, MESSAGE), frame(RawWebSocket.TEXT, PRESENCE));

        assertThat(name(receiving.next())).isEqualTo("message");
        assertThat(name(receiving.next())).isEqualTo("presence");
        assertThatThrownBy(receiving::next).isInstanceOf(EOFException.class);
    }

    @Test
    void whatOpensAndClosesTheStreamIsSeenAsThat() throws IOException {
        Receiving receiving =
                receiving(frame(RawWebSocket.TEXT, RawWebSocket.OPEN), frame(RawWebSocket.TEXT, RawWebSocket.CLOSE));

        assertThat(receiving.next()).isInstanceOf(XmlEvent.Opened.class);
        assertThat(receiving.next()).isInstanceOf(XmlEvent.Closed.class);
    }

    @Test
    void aMessageMayComeInPiecesWithControlFramesBetweenThem() throws IOException {
        byte[] bytes = MESSAGE.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            sent.reset();
            Receiving receiving = receiving(
                    frame(RawWebSocket.TEXT_BEGINS, Arrays.copyOf(bytes, cut)),
                    frame(RawWebSocket.PING, "p"),
                    frame(RawWebSocket.GOES_ON, ""),
                    frame(RawWebSocket.PONG, "not asked for"),
                    frame(RawWebSocket.ENDS, Arrays.copyOfRange(bytes, cut, bytes.length)));

            assertThat(name(receiving.next())).isEqualTo("message");
            assertThat(answers()).containsExactly(new ClientFrames.Frame(0x8a, "p"));
        }
    }

    @Test
    void aLongElementComesInOneFrame() throws IOException {
        String body = "x".repeat(200_000);
        Receiving receiving =
                receiving(frame(RawWebSocket.TEXT, "<message xmlns='jabber:client'>" + body + "</message>"));
        receiving.limits(XmlLimits.AUTHENTICATED);

        assertThat(name(receiving.next())).isEqualTo("message");
    }

    @Test
    void theEndOfTheWebSocketIsAnsweredOnce() {
        Receiving receiving = receiving(frame(RawWebSocket.CLOSES, new byte[] {3, (byte) 0xE8}));

        assertThatThrownBy(receiving::next).isInstanceOf(EOFException.class);
        assertThat(answers()).containsExactly(new ClientFrames.Frame(0x88, "\u0003\u00e8"));
    }

    private void assertBroken(int code, byte[]... frames) {
        sent.reset();
        Receiving receiving = receiving(frames);
        assertThatThrownBy(receiving::next)
                .isInstanceOfSatisfying(
                        FrameException.class,
                        broken -> assertThat(broken.code()).isEqualTo(code));
        assertThat(answers())
                .containsExactly(new ClientFrames.Frame(0x88, "" + (char) (code >> 8) + (char) (code & 0xFF)));
    }

    @Test
    @Tag("S-16")
    void whatIsNoFrameOfAServerEndsTheWebSocket() {
        byte[] masked = RawWebSocket.frame(RawWebSocket.TEXT, true, PRESENCE.getBytes(StandardCharsets.UTF_8));
        assertBroken(1002, masked);
        for (int reserved : new int[] {0x40, 0x20, 0x10}) {
            assertBroken(1002, frame(RawWebSocket.TEXT | reserved, PRESENCE));
        }
        for (int kind : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            assertBroken(1002, frame(0x80 | kind, PRESENCE));
        }
        assertBroken(1003, frame(RawWebSocket.BINARY, PRESENCE));
        assertBroken(1002, frame(RawWebSocket.PING, "x".repeat(126)));
        assertBroken(1002, frame(0x09, "p"));
        assertBroken(1002, frame(0x08, ""));
        assertBroken(1002, frame(RawWebSocket.ENDS, PRESENCE));
        assertBroken(1002, frame(RawWebSocket.TEXT_BEGINS, "<a"), frame(RawWebSocket.TEXT, PRESENCE));
    }

    @Test
    @Tag("S-16")
    void aLengthIsWrittenInItsShortestFormAndWithinTheLimits() {
        assertBroken(1002, new byte[] {(byte) 0x81, 126, 0, 125});
        assertBroken(1002, new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF});
        assertBroken(1002, new byte[] {(byte) 0x81, 127, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1});
        assertBroken(1009, new byte[] {(byte) 0x81, 127, 0x7F, -1, -1, -1, -1, -1, -1, -1});
        assertBroken(1009, new byte[] {(byte) 0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0});
        assertBroken(1009, new byte[] {(byte) 0x81, 126, 0x27, 0x11});
    }

    @Test
    @Tag("S-16")
    void manyPiecesMakeNoMessageThatIsLongerThanOneMayBe() throws IOException {
        byte[] piece = frame(RawWebSocket.GOES_ON, "x".repeat(1_000));
        byte[][] frames = new byte[12][];
        Arrays.fill(frames, piece);
        frames[0] = frame(RawWebSocket.TEXT_BEGINS, "<a xmlns='b'>");
        Receiving receiving = receiving(frames);

        assertThat(receiving.next()).isInstanceOf(XmlEvent.Refused.class);
        assertThat(receiving.next()).isInstanceOf(XmlEvent.Refused.class);
    }

    @Test
    @Tag("S-16")
    void nothingIsReadOfTheRestOfAFrameThatWasRefused() throws IOException {
        byte[] payload = new byte[4_096 + 3];
        Arrays.fill(payload, (byte) '<');
        System.arraycopy(frame(RawWebSocket.PING, "p"), 0, payload, 4_096, 3);
        Receiving receiving = receiving(frame(RawWebSocket.TEXT, payload), frame(RawWebSocket.TEXT, PRESENCE));

        for (int i = 0; i < 3; i++) {
            assertThat(receiving.next()).isInstanceOf(XmlEvent.Refused.class);
        }
        assertThat(sent.size()).isZero();
    }

    @Test
    @Tag("S-16")
    void aMessageOfEmptyPiecesEnds() {
        byte[][] frames = new byte[100][];
        Arrays.fill(frames, frame(RawWebSocket.GOES_ON, ""));
        frames[0] = frame(RawWebSocket.TEXT_BEGINS, "");

        assertBroken(1002, frames);
    }

    @Test
    @Tag("S-16")
    void aMessageIsOneElementAndNothingElse() throws IOException {
        for (String message : List.of(
                "",
                " ",
                " " + PRESENCE,
                PRESENCE + " ",
                PRESENCE + PRESENCE,
                "<?xml version='1.0'?>" + PRESENCE,
                "text",
                "<presence xmlns='jabber:client'>",
                "<!DOCTYPE a><a/>",
                "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'><a/></open>",
                "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'>a</close>")) {
            assertThat(receiving(frame(RawWebSocket.TEXT, message)).next())
                    .as(message)
                    .isInstanceOf(XmlEvent.Refused.class);
        }
        assertThat(receiving(frame(RawWebSocket.TEXT, new byte[] {'<', 'a', '>', (byte) 0xC0, (byte) 0x80}))
                        .next())
                .isInstanceOf(XmlEvent.Refused.class);
    }

    @Test
    @Tag("S-16")
    void aCloseFrameWithHalfACodeIsAnsweredAsAnError() {
        Receiving receiving = receiving(frame(RawWebSocket.CLOSES, "x"));

        assertThatThrownBy(receiving::next).isInstanceOf(EOFException.class);
        assertThat(answers()).containsExactly(new ClientFrames.Frame(0x88, "\u0003\u00ea"));
    }

    @Test
    void anEndInTheMiddleOfAFrameIsTheEndOfTheConnection() {
        byte[] whole = frame(RawWebSocket.TEXT, MESSAGE);
        for (int cut = 0; cut < whole.length; cut++) {
            Receiving receiving = receiving(Arrays.copyOf(whole, cut));
            assertThatThrownBy(receiving::next).isInstanceOf(EOFException.class);
        }
    }
}
