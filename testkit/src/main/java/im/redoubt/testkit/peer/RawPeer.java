package im.redoubt.testkit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer that sends whatever it is told to, byte for byte, and sees what comes as text. */
public final class RawPeer implements AutoCloseable {
    /** A stream header that is right. */
    public static final String HEADER = "<?xml version='1.0'?><stream:stream to='localhost' version='1.0'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final int CHUNK = 16_384;
    private static final int MOST_SHOWN = 2_000;

    private final Link link;
    private final StringBuilder received = new StringBuilder();

    /** Speaks over {@code link}. */
    public RawPeer(Link link) {
        this.link = link;
    }

    /** Returns the connection. */
    public Link link() {
        return link;
    }

    /**
     * Sends text as UTF-8.
     *
     * @throws IOException if the connection is gone
     */
    public RawPeer send(String text) throws IOException {
        link.send(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /**
     * Reads until a text has come.
     *
     * @return everything up to its end
     * @throws IOException if the connection ends before
     * @throws AssertionError if nothing comes for too long
     */
    public String await(String text) throws IOException {
        int at = received.indexOf(text);
        while (at < 0) {
            if (!read()) {
                throw new IOException("the connection ended before " + text + "; came: " + shown());
            }
            at = received.indexOf(text);
        }
        String found = received.substring(0, at + text.length());
        received.delete(0, at + text.length());
        return found;
    }

    /**
     * Reads to the end of the connection.
     *
     * @return everything that came
     * @throws AssertionError if it does not end, and nothing comes for too long
     */
    public String awaitEnd() {
        while (read()) {
            // until nothing more comes
        }
        return received.toString();
    }

    private boolean read() {
        byte[] buffer = new byte[CHUNK];
        int count;
        try {
            count = link.receive(buffer, PATIENCE);
        } catch (IOException broken) {
            return false;
        }
        if (count == 0) {
            throw new AssertionError("nothing came for too long; so far: " + shown());
        }
        if (count > 0) {
            received.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        return count > 0;
    }

    private String shown() {
        return received.length() <= MOST_SHOWN ? received.toString() : received.substring(0, MOST_SHOWN) + "…";
    }

    /**
     * Opens a stream and reads what the server offers.
     *
     * @throws IOException if the connection ends before
     */
    public RawPeer open() throws IOException {
        send(HEADER).await("</stream:features>");
        return this;
    }

    /**
     * Signs in with SCRAM-SHA-256 and binds.
     *
     * @param account the localpart of an account with {@link Backend#PASSWORD}
     * @return the full address
     * @throws IOException if the connection ends before
     */
    public String signIn(String account) throws IOException {
        open();
        String first = "n=" + account + ",r=raw-peer-" + System.nanoTime();
        send("<auth xmlns='" + SASL + "' mechanism='SCRAM-SHA-256'>" + base64("n,," + first) + "</auth>");
        String challenge = await("</challenge>");
        challenge = challenge.substring(challenge.lastIndexOf("'>") + 2, challenge.length() - "</challenge>".length());
        Scram scram = Scram.answer(
                Backend.PASSWORD, first, new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8));
        send("<response xmlns='" + SASL + "'>" + base64(scram.response()) + "</response>");
        await("</success>");
        open();
        send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        Matcher jid = Pattern.compile("<jid>(.*)</jid>").matcher(await("</iq>"));
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
        send("<iq type='get' id='" + id + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        return await("id='" + id + "'") + await(">");
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
