package im.redoubt.client.attack;

import im.redoubt.testkit.hostile.Conversation;
import im.redoubt.testkit.hostile.Identity;
import im.redoubt.testkit.hostile.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Somebody who speaks TLS with the client and with its server, and passes on what they say, edited as he likes. */
final class MiddleMan implements Script {
    private final Identity identity;
    private final int port;
    private final UnaryOperator<String> edit;

    /**
     * Stands between.
     *
     * @param identity what he shows to the client
     * @param port of the real server, which begins with TLS
     * @param edit what becomes of what the server says
     */
    MiddleMan(Identity identity, int port, UnaryOperator<String> edit) {
        this.identity = identity;
        this.port = port;
        this.edit = edit;
    }

    @Override
    public void play(Conversation talk) throws IOException {
        talk.secure(identity);
        try (SSLSocket server = connect()) {
            Thread down = new Thread(() -> passOn(server, talk));
            down.setDaemon(true);
            down.start();
            byte[] buffer = new byte[16_384];
            for (int count = talk.read(buffer); count >= 0; count = talk.read(buffer)) {
                server.getOutputStream().write(buffer, 0, count);
                server.getOutputStream().flush();
            }
        }
    }

    private void passOn(SSLSocket server, Conversation talk) {
        byte[] buffer = new byte[16_384];
        try {
            for (int count = server.getInputStream().read(buffer);
                    count >= 0;
                    count = server.getInputStream().read(buffer)) {
                talk.send(edit.apply(new String(buffer, 0, count, StandardCharsets.UTF_8)));
            }
        } catch (IOException gone) {
            // one of the two has gone
        }
    }

    private SSLSocket connect() throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", Range.AUTHORITY.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
