package im.redoubt.app.client;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Clients of a service that runs in the test. */
public final class Clients {
    /** What a feature is given, for tests that speak stanzas. */
    public static final Feature<Host> RAW = host -> host;

    private Clients() {}

    /** Returns the beginning of a client of this account over STARTTLS. */
    public static Client.Builder of(RunningRedoubt service, String name) {
        return of(service.starttlsPort(), service.authority(), name);
    }

    /**
     * Returns the beginning of a client of this account over STARTTLS.
     *
     * @param port where the service is
     * @param authority of the service
     */
    public static Client.Builder of(int port, Path authority, String name) {
        return Client.builder(name + "@localhost")
                .password(Password.of(RunningRedoubt.PASSWORD.toCharArray()))
                .trust(authority(authority))
                .place(Place.startTls("127.0.0.1", port))
                .with(RAW);
    }

    /** Returns the trust in the service's own authority. */
    static Trust authority(RunningRedoubt service) {
        return authority(service.authority());
    }

    private static Trust authority(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            return Trust.pkix(List.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a message with a body. */
    public static Message message(Jid to, String body) {
        return new Message(
                StanzaHeader.EMPTY.withTo(to),
                MessageType.CHAT,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                .text(body)
                                .build())));
    }
}
