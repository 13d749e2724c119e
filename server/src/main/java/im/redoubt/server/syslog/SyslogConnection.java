package im.redoubt.server.syslog;

import im.redoubt.server.settings.ReceiverAddress;
import im.redoubt.server.tls.ClientTls;
import im.redoubt.server.tls.PeerName;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One connection to the receiver.
 *
 * <ol>
 *   <li>{@link #open} connects, and lets nothing be sent before the receiver has proved who it is;
 *   <li>{@link #write} sends and may wait for the receiver; somebody else watches, and cuts the connection when it takes
 *       nothing for too long, when it ends, or when it talks: a receiver has nothing to say;
 *   <li>{@link #end} ends it in order, {@link #close} at once.
 * </ol>
 */
final class SyslogConnection implements Closeable {
    private static final long LOOK_MILLIS = 100;
    private static final int MOST_TALK_BYTES = 4_096;

    /** Small, so that little is under way that nobody knows of. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private static final long NEVER = 0;

    private final Socket raw;
    private final SSLSocket tls;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long deadline;
    private volatile Optional<String> reason = Optional.empty();

    private SyslogConnection(Socket raw, SSLSocket tls) {
        this.raw = raw;
        this.tls = tls;
    }

    /**
     * Connects.
     *
     * @param address where to
     * @param trust who may be there
     * @param opening how long it may take in all
     * @return the connection
     * @throws UntrustedReceiverException when somebody else answers
     * @throws IOException when nobody answers
     */
    static SyslogConnection open(ReceiverAddress address, ClientTls trust, Duration opening) throws IOException {
        Socket raw = new Socket();
        boolean opened = false;
        try {
            raw.setSendBufferSize(SEND_BUFFER_BYTES);
            raw.setKeepAlive(true);
            raw.connect(new InetSocketAddress(address.host(), address.port()), Math.toIntExact(opening.toMillis()));
            SSLSocket tls = (SSLSocket)
                    trust.context().getSocketFactory().createSocket(raw, address.host(), address.port(), true);
            tls.setUseClientMode(true);
            tls.setSSLParameters(ClientTls.parameters());
            SyslogConnection connection = new SyslogConnection(raw, tls);
            connection.watch(opening);
            connection.prove(address);
            connection.deadline = NEVER;
            Thread.ofVirtual().name("redoubt-syslog-listen").start(connection::listen);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                raw.close();
            }
        }
    }

    private void prove(ReceiverAddress address) throws IOException {
        try {
            tls.startHandshake();
        } catch (SSLException e) {
            if (reason.isEmpty() && isAboutCertificate(e)) {
                throw new UntrustedReceiverException(String.valueOf(e.getMessage()), e);
            }
            throw new IOException(reason.orElse("no TLS was agreed on: " + e.getMessage()), e);
        }
        X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
        try {
            // A certificate that is an authority itself is not looked at by the platform any further.
            certificate.checkValidity();
        } catch (CertificateException e) {
            throw new UntrustedReceiverException("its certificate is not valid at this time", e);
        }
        PeerName.Host kind = address.isLiteral() ? PeerName.Host.ADDRESS : PeerName.Host.NAME;
        if (!PeerName.matches(certificate, address.host(), kind)) {
            throw new UntrustedReceiverException("its certificate is for another name (RFC 9525)");
        }
    }

    private static boolean isAboutCertificate(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** Cuts the connection when something takes too long: the handshake, or a write. */
    private void watch(Duration opening) {
        deadline = System.nanoTime() + opening.toNanos();
        Thread.ofVirtual().name("redoubt-syslog-watch").start(() -> {
            try {
                while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    long until = deadline;
                    if (until != NEVER && System.nanoTime() - until > 0) {
                        cut("it took nothing for too long");
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Reads to its end what should be nothing. */
    private void listen() {
        try {
            InputStream in = tls.getInputStream();
            byte[] buffer = new byte[MOST_TALK_BYTES];
            int talk = 0;
            for (int read = in.read(buffer); read >= 0 && talk <= MOST_TALK_BYTES; read = in.read(buffer)) {
                talk += read;
            }
            cut(talk > MOST_TALK_BYTES ? "it talks, which no receiver does" : "it closed the connection");
        } catch (IOException e) {
            cut("the connection broke");
        }
    }

    private void cut(String why) {
        if (reason.isEmpty()) {
            reason = Optional.of(why);
        }
        try {
            raw.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }

    /**
     * Sends. Waits while the receiver takes nothing, for a limited time.
     *
     * @param octets what
     * @param stall how long it may take nothing
     * @throws IOException when the connection is over
     */
    void write(byte[] octets, Duration stall) throws IOException {
        requireOpen();
        deadline = System.nanoTime() + stall.toNanos();
        try {
            tls.getOutputStream().write(octets);
        } catch (IOException e) {
            throw new IOException(reason.orElse("the connection broke"), e);
        } finally {
            deadline = NEVER;
        }
    }

    /** Throws when the connection is over, with the reason. */
    void requireOpen() throws IOException {
        if (reason.isPresent()) {
            throw new IOException(reason.get());
        }
    }

    /** Says that nothing follows (RFC 5425 section 4.4), and lets go. */
    void end(Duration limit) throws IOException {
        deadline = System.nanoTime() + limit.toNanos();
        tls.close();
        close();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        raw.close();
    }
}
