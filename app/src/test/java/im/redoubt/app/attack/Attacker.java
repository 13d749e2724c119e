package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes connections as attackers do: from any loopback address, with any parameters, and many of them with one TLS context.
 * Certificates are verified, so that an attack never succeeds or fails for want of the right server.
 */
final class Attacker {
    private static final int PATIENCE_MILLIS = 30_000;
    private final RunningRedoubt service;
    private final SSLContext context;
    private final String source;

    private Attacker(RunningRedoubt service, SSLContext context, String source) {
        this.service = service;
        this.context = context;
        this.source = source;
    }

    /** Attacks this service from the address that everybody has. */
    static Attacker of(RunningRedoubt service) {
        return new Attacker(service, trusting(service.authority()), "127.0.0.1");
    }

    /** Returns the same attacker at another address; all of 127.0.0.0/8 is this machine. */
    Attacker at(String address) {
        return new Attacker(service, context, address);
    }

    /** Returns the same attacker with a certificate. */
    Attacker with(KeyManager... keys) {
        return new Attacker(service, trusting(service.authority(), keys), source);
    }

    /** Connects where streams begin in clear. */
    Socket clear() {
        return connect(service.starttlsPort(), ordinary -> {});
    }

    /** Connects where streams begin with TLS, and sends nothing. */
    Socket beforeHandshake() {
        return connect(service.tlsPort(), ordinary -> {});
    }

    /** Connects with TLS. */
    SSLSocket secure() {
        return secure(ordinary -> {});
    }

    /** Connects with TLS of its own parameters. */
    SSLSocket secure(Consumer<SSLParameters> parameters) {
        return handshake(beforeHandshake(), parameters);
    }

    /** Begins TLS on a connection. */
    SSLSocket handshake(Socket socket, Consumer<SSLParameters> changes) {
        try {
            SSLSocket secure =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            changes.accept(parameters);
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client over TLS. */
    RawClient client() {
        return RawClient.over(secure());
    }

    /** A client over TLS that has signed in. */
    RawClient signIn(String name) {
        return client().signIn(name, RunningRedoubt.PASSWORD);
    }

    /** Connects where streams begin with TLS, with a socket that was prepared. */
    Socket connect(int port, Consumer<Socket> prepare) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            prepare.accept(socket);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(source), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trusting(Path authority, KeyManager... keys) {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
