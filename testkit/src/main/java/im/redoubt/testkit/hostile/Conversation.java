package im.redoubt.testkit.hostile;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** One connection of a client's, as a script sees it. Any thread may send; one reads. */
public final class Conversation {
    /** How long a client may take for anything on a loaded machine. */
    private static final int PATIENCE_MILLIS = 60_000;

    private static final int CHUNK = 16_384;

    private final RecordedSocket raw;
    private final StringBuilder unread = new StringBuilder();
    private volatile Socket socket;

    Conversation(RecordedSocket raw) throws IOException {
        this.raw = raw;
        this.socket = raw;
        raw.setTcpNoDelay(true);
        raw.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Returns what has come so far. */
    public Recording recording() {
        return raw.recording();
    }

    /**
     * Sends text in one piece; a client in clear gets all of it in one segment, if it is not longer than one.
     *
     * @throws IOException if the client has gone
     */
    public Conversation send(String text) throws IOException {
        return send(Octets.of(text));
    }

    /**
     * Sends bytes in one piece.
     *
     * @throws IOException if the client has gone
     */
    public synchronized Conversation send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        recording().addSent(bytes.length);
        return this;
    }

    /**
     * Sends text byte by byte.
     *
     * @param pause how long to wait before each
     * @throws IOException if the client has gone
     */
    public Conversation drip(String text, Duration pause) throws IOException {
        for (byte one : Octets.of(text)) {
            LockSupport.parkNanos(pause.toNanos());
            send(new byte[] {one});
        }
        return this;
    }

    /**
     * Reads until a text has come.
     *
     * @return everything up to its end
     * @throws IOException if the client goes before, or says nothing for a minute
     */
    public String await(String text) throws IOException {
        byte[] buffer = new byte[CHUNK];
        int at = unread.indexOf(text);
        while (at < 0) {
            int count = read(buffer);
            if (count < 0) {
                throw new IOException("the client has gone before " + text);
            }
            unread.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            at = unread.indexOf(text);
        }
        String found = unread.substring(0, at + text.length());
        unread.delete(0, at + text.length());
        return found;
    }

    /**
     * Begins TLS. What came in clear and was not awaited is forgotten.
     *
     * @throws IOException if there is no handshake, as when the client refuses the certificate
     */
    public Conversation secure(Identity identity) throws IOException {
        unread.setLength(0);
        socket = identity.secure(raw);
        return this;
    }

    /** Says nothing any more until the client goes, and reads whatever it still says. */
    public void fallSilent() throws IOException {
        byte[] buffer = new byte[CHUNK];
        while (read(buffer) >= 0) {
            // it is recorded
        }
    }

    /** Reads nothing any more, and leaves the connection as it is until this server is closed. */
    public void ignore() throws IOException {
        try {
            recording().awaitEnd(Duration.ofHours(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets the connection: the client loses what it has not read yet. */
    public void cut() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    /**
     * Reads some bytes, which are not awaited any more then.
     *
     * @return how many, -1 if the client has gone
     * @throws IOException if it has gone without a word, or says nothing for a minute
     */
    public int read(byte[] into) throws IOException {
        Socket from = socket;
        int count = from.getInputStream().read(into);
        if (count > 0 && from == raw) {
            recording().addClear(into, count);
        } else if (count > 0) {
            recording().addTls(into, count);
        }
        return count;
    }

    /** Returns whether TLS protects it. */
    public boolean isSecure() {
        return socket != raw;
    }

    Optional<SSLSession> session() {
        return socket instanceof SSLSocket tls ? Optional.of(tls.getSession()) : Optional.empty();
    }

    Optional<Certificate> certificate() {
        return session().map(SSLSession::getLocalCertificates).map(chain -> chain[0]);
    }

    void close() throws IOException {
        try {
            raw.close();
        } finally {
            recording().end();
        }
    }
}
