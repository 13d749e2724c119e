package im.redoubt.client.tls;

import im.redoubt.client.trust.Examination;
import im.redoubt.client.trust.UntrustedException;
import im.redoubt.client.trust.Verdict;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.TlsVersion;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Turns connected sockets into secure channels. Each handshake has a context of its own, so that nothing of one connection is resumed
 * on another: every server proves anew who it is, and no data goes before it has.
 */
public final class TlsHandshake {
    private final TlsProvider provider;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param provider whose TLS
     * @param clock what time it is, for what certificates and pins say of it
     * @param random the source of keys and nonces
     */
    public TlsHandshake(TlsProvider provider, Clock clock, SecureRandom random) {
        this.provider = provider;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes the handshake, on this thread. Where it fails the socket is closed.
     *
     * @param connected a connected socket that nobody reads; it belongs to the channel from here on
     * @param request whom the server must be, who vouches for it, and how TLS begins
     * @return the channel
     * @throws UntrustedException if the server did not prove who it is; nothing was sent to it
     * @throws HandshakeException if TLS cannot be established for another reason; nothing was sent then either
     */
    public SecureChannel secure(Socket connected, TlsRequest request) {
        boolean done = false;
        try {
            SecureChannel channel = handshake(connected, request);
            done = true;
            return channel;
        } finally {
            if (!done) {
                close(connected);
            }
        }
    }

    private SecureChannel handshake(Socket connected, TlsRequest request) {
        Examination examination = Examination.of(request.trust(), request.destination(connected.getPort()), clock);
        try {
            int timeoutMillis = connected.getSoTimeout();
            DeadlineSocket pressed =
                    new DeadlineSocket(connected, request.options().deadline());
            SSLSocket socket = (SSLSocket) context(request, examination)
                    .getSocketFactory()
                    .createSocket(pressed, request.domain().asciiDomain(), connected.getPort(), true);
            socket.setUseClientMode(true);
            socket.setSSLParameters(Parameters.of(request, socket));
            socket.startHandshake();
            SecureChannel channel = channel(socket, examination);
            pressed.release(timeoutMillis);
            return channel;
        } catch (SocketTimeoutException e) {
            throw new HandshakeException(
                    "The server did not complete TLS within "
                            + request.options().deadline().toMillis() + " ms.",
                    e);
        } catch (IOException e) {
            throw refusal(examination)
                    .<RuntimeException>map(UntrustedException::new)
                    .orElseGet(() -> new HandshakeException(
                            "TLS failed; the server needs TLS 1.3, or 1.2 with ECDHE and AES-GCM or ChaCha20.", e));
        }
    }

    private SSLContext context(TlsRequest request, Examination examination) {
        try {
            SSLContext context = provider.newContext();
            KeyManager[] keys = request.options()
                    .key()
                    .map(key -> new KeyManager[] {new ClientKeyManager(key)})
                    .orElseGet(() -> new KeyManager[0]);
            context.init(keys, examination.trustManagers(), random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new HandshakeException("TLS cannot be set up on this platform; use an unmodified one.", e);
        }
    }

    private SecureChannel channel(SSLSocket socket, Examination examination) throws IOException {
        SSLSession session = socket.getSession();
        TlsVersion version = TlsVersion.named(session.getProtocol())
                .filter(any -> Parameters.SUITES.contains(session.getCipherSuite()))
                .orElseThrow(
                        () -> new HandshakeException("The server agreed to a version or suite that nobody offered."));
        Verdict.Trusted verdict = examination
                .verdict()
                .flatMap(Verdict::asTrusted)
                .orElseThrow(() -> new HandshakeException("The server showed no certificate."));
        ChannelBindings bindings = bindings(socket, version);
        return new SecureChannel(socket, version, bindings, verdict);
    }

    private ChannelBindings bindings(SSLSocket socket, TlsVersion version) throws IOException {
        ChannelBindings bindings = ChannelBindings.over(version);
        Optional<byte[]> exported = provider.exporter(socket);
        if (exported.isPresent()) {
            bindings = bindings.with(ChannelBindingType.TLS_EXPORTER, exported.get());
        }
        Optional<byte[]> endPoint = socket.getSession().getPeerCertificates()[0] instanceof X509Certificate leaf
                ? ChannelBindings.serverEndPoint(leaf)
                : Optional.empty();
        return endPoint.isPresent() ? bindings.with(ChannelBindingType.TLS_SERVER_END_POINT, endPoint.get()) : bindings;
    }

    private static Optional<Verdict.Refused> refusal(Examination examination) {
        return examination.verdict().flatMap(Verdict::asRefused);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is gone already
        }
    }
}
