package im.redoubt.testkit.hostile;

import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.peer.Scram;
import im.redoubt.testkit.peer.SocketLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A client that believes everything, does all that a client can do, and keeps what it was told. */
final class Witness implements AutoCloseable {
    private static final String SASL = Names.SASL;
    private static final Duration BIT = Duration.ofMillis(50);
    private static final int MOST_DIGITS = 5;
    private static final int MOST = 20_000_000;

    private final SocketLink link;
    private final Supplier<Duration> patience;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private String unread = "";

    Witness(int port, SSLContext trust, Supplier<Duration> patience) throws IOException {
        this.link = SocketLink.to(port, trust);
        this.patience = patience;
    }

    /** Returns the bytes that came, one character for each. */
    String told() {
        return told.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends and reads up to a text; it gives up where nothing more comes. */
    String ask(String text, String until) throws IOException {
        link.send(text.getBytes(StandardCharsets.UTF_8));
        byte[] buffer = new byte[65_536];
        StringBuilder got = new StringBuilder(unread);
        int at = got.indexOf(until);
        while (at < 0) {
            int before = Math.max(0, got.length() - until.length());
            int count = receive(buffer);
            if (count <= 0 || told.size() > MOST) {
                throw new IOException("nothing more");
            }
            told.write(buffer, 0, count);
            got.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            at = got.indexOf(until, before);
        }
        int end = at + until.length();
        unread = got.substring(end);
        return got.substring(0, end);
    }

    /** Waits bit by bit, since patience ends while it waits. */
    private int receive(byte[] into) throws IOException {
        int count = 0;
        for (Duration waited = Duration.ZERO;
                count == 0 && waited.compareTo(patience.get()) < 0;
                waited = waited.plus(BIT)) {
            count = link.receive(into, BIT);
        }
        return count;
    }

    void secure() throws IOException {
        link.secure();
        unread = "";
    }

    void open() throws IOException {
        ask(RawPeer.HEADER, "</stream:features>");
    }

    void startTls() throws IOException {
        open();
        ask("<starttls xmlns='" + Names.TLS + "'/>", "<proceed");
        secure();
    }

    /** Signs in by RFC 6120 and binds; returns the address. */
    String signIn(String account, String password) throws IOException {
        open();
        ask(
                "<response xmlns='" + SASL + "'>"
                        + base64(proof(
                                account, password, "<auth xmlns='" + SASL + "' mechanism='SCRAM-SHA-256'>%s</auth>"))
                        + "</response>",
                "<success");
        open();
        return find(
                ask("<iq type='set' id='b1'><bind xmlns='" + Names.BIND + "'/></iq>", "</iq>"), "<jid>([^<]*)</jid>");
    }

    /** Signs in by XEP-0388 with something inside, and returns the success. */
    String signInAtOnce(String account, String password, String inside) throws IOException {
        open();
        return ask(
                "<response xmlns='" + Names.SASL2 + "'>"
                        + base64(proof(
                                account,
                                password,
                                "<authenticate xmlns='" + Names.SASL2
                                        + "' mechanism='SCRAM-SHA-256'><initial-response>%s</initial-response>" + inside
                                        + "</authenticate>"))
                        + "</response>",
                "</success>");
    }

    private String proof(String account, String password, String attempt) throws IOException {
        String first = "n=" + account + ",r=witness-" + ServerScram.random();
        String challenge =
                find(ask(attempt.replace("%s", base64("n,," + first)), "</challenge>"), ">([^<]*)</challenge>");
        String answer = new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8);
        if (find(answer, "i=([0-9]*)").length() > MOST_DIGITS) {
            throw new IOException("it believes everything, but a test has to end");
        }
        return Scram.answer(password, first, answer).response();
    }

    static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern);
        }
        return matcher.group(1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            link.close();
        } catch (UncheckedIOException gone) {
            // it is closed all the same
        }
    }
}
