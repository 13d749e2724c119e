package im.redoubt.client.tls;

import im.redoubt.client.trust.Destination;
import im.redoubt.client.trust.Examination;
import im.redoubt.client.trust.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS for one connection to a web server, for the HTTPS client of the platform: the same versions and suites as everywhere in this
 * library, and the server must prove that it is the host of the address, to the same kind of trust.
 */
public final class WebTls extends SSLSocketFactory {
    private final SSLSocketFactory platform;

    private WebTls(SSLSocketFactory platform) {
        this.platform = platform;
    }

    /**
     * Makes the factory of one connection.
     *
     * @param host whom the server must be
     * @param trust who may vouch for it
     * @param random the source of keys and nonces
     * @return the factory
     */
    public static SSLSocketFactory to(Destination host, Trust trust, SecureRandom random) {
        try {
            SSLContext context = TlsProvider.platform().newContext();
            Examination examination = Examination.of(trust, host, Clock.systemUTC());
            context.init(null, examination.trustManagers(), random);
            return new WebTls(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new HandshakeException("TLS cannot be set up on this platform; use an unmodified one.", e);
        }
    }

    private static Socket strict(Socket made) {
        SSLSocket socket = (SSLSocket) made;
        socket.setEnabledProtocols(Parameters.webProtocols(socket.getSupportedProtocols()));
        socket.setEnabledCipherSuites(Parameters.webSuites(socket.getSupportedCipherSuites()));
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return Parameters.webSuites(platform.getSupportedCipherSuites());
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return getDefaultCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return strict(platform.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return strict(platform.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return strict(platform.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return strict(platform.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return strict(platform.createSocket(address, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return strict(platform.createSocket(address, port, local, localPort));
    }
}
