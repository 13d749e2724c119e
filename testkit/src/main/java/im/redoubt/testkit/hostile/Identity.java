package im.redoubt.testkit.hostile;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A certificate with its key, and the versions of TLS that are spoken with it. */
public final class Identity {
    private final SSLContext context;
    private final List<String> versions;

    private Identity(SSLContext context, List<String> versions) {
        this.context = context;
        this.versions = versions;
    }

    /**
     * Takes what a key store has; TLS 1.2 and 1.3.
     *
     * @param keys a store with one key and its chain
     * @param password what opens the key
     */
    public static Identity of(KeyStore keys, char[] password) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return new Identity(context, List.of("TLSv1.3", "TLSv1.2"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key store with one key", e);
        }
    }

    /** Returns this one with other versions of TLS, such as {@code TLSv1.2}. */
    public Identity with(String... protocols) {
        return new Identity(context, List.of(protocols));
    }

    /** Does the server's side of a handshake over a connection. */
    SSLSocket secure(Socket socket) throws IOException {
        // A stream of nothing consumed is what makes this the server's side.
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        tls.setUseClientMode(false);
        tls.setEnabledProtocols(versions.toArray(new String[0]));
        tls.startHandshake();
        return tls;
    }
}
