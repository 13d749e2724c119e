package im.redoubt.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client that sends whatever it is told to, byte for byte, over TLS that it verifies. */
public final class RawClient implements AutoCloseable {
    public static final String HEADER =
            "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
                    + " xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final int PATIENCE_MILLIS = 15_000;
    private final Socket socket;
    private final StringBuilder received = new StringBuilder();
    private String address = "";

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    public static RawClient plain(int port) {
        try {
            Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes over a connection that somebody made in a way of their own. */
    public static RawClient over(Socket socket) {
        return new RawClient(socket);
    }

    public static RawClient tls(int port, Path authority) {
        return plain(port).upgrade(authority);
    }

    /** Begins TLS on this connection, verifying the name localhost against the authority. */
    public RawClient upgrade(Path authority) {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLSocket secure =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return new RawClient(secure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until {@code text} has come, and returns everything up to its end. */
    public String await(String text) {
        int at = received.indexOf(text);
        while (at < 0) {
            if (!read()) {
                throw new AssertionError("the stream ended before " + text + ": " + received);
            }
            at = received.indexOf(text);
        }
        String found = received.substring(0, at + text.length());
        received.delete(0, at + text.length());
        return found;
    }

    /** Reads to the end of the connection and returns everything that came. */
    public String awaitEnd() {
        while (read()) {
            // until nothing more comes
        }
        return received.toString();
    }

    private boolean read() {
        byte[] buffer = new byte[8192];
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                return false;
            }
            received.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            return true;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came for too long; so far: " + received, e);
        } catch (IOException reset) {
            return false;
        }
    }

    /** Gets as far as a resource could be bound. */
    public RawClient authenticate(String name, String password) {
        String plain =
                Base64.getEncoder().encodeToString(("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8));
        send(HEADER).await("</stream:features>");
        send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>")
                .await("<success");
        send(HEADER).await("</stream:features>");
        return this;
    }

    public RawClient signIn(String name, String password) {
        authenticate(name, password);
        send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        String bound = await("</iq>");
        address = bound.substring(bound.indexOf("<jid>") + 5, bound.indexOf("</jid>"));
        return this;
    }

    /** Has its stanzas counted in a stream that can be resumed. Returns the id of the stream. */
    public String enable() {
        String enabled = send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").await("<enabled ") + await("/>");
        int id = enabled.indexOf("id='") + 4;
        return enabled.substring(id, enabled.indexOf('\'', id));
    }

    /** Asks to go on with an earlier stream, of which {@code handled} stanzas came. */
    public RawClient resume(String id, long handled) {
        return send("<resume xmlns='urn:xmpp:sm:3' h='" + handled + "' previd='" + id + "'/>");
    }

    /** Sends initial presence and waits until it comes back. */
    public RawClient available() {
        send("<presence/>").await("<presence");
        await("/>");
        return this;
    }

    public String address() {
        return address;
    }

    /** Waits until everything sent before has taken effect, and returns what came meanwhile. */
    public String settle() {
        String id = "s" + System.nanoTime();
        send("<iq type='get' id='" + id + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        return await("id='" + id + "'");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
