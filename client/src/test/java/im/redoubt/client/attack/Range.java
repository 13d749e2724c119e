package im.redoubt.client.attack;

import im.redoubt.client.Client;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pace;
import im.redoubt.client.Pending;
import im.redoubt.client.Session;
import im.redoubt.client.credential.Password;
import im.redoubt.client.dns.DnsResolver;
import im.redoubt.client.line.Security;
import im.redoubt.client.line.StreamDialer;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.Place;
import im.redoubt.client.time.Timeline;
import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.HostileServer;
import im.redoubt.testkit.hostile.Identity;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Manner.Profile;
import im.redoubt.testkit.hostile.Script;
import im.redoubt.xml.Element;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;

/** What an attack needs: an account, a password that must not get out, an authority, and a server of one's own. */
final class Range implements AutoCloseable {
    /** The account, whose name is nowhere by chance. */
    static final String ACCOUNT = "juliet.capulet@example.org";

    static final String PASSWORD = "wherefore-art-thou-Romeo?";

    /** Who vouches for the servers that clients trust. */
    static final Issued AUTHORITY = Draft.authority("range").selfSigned();

    static final Issued SERVER = Draft.server("example.org").signedBy(AUTHORITY);
    static final Identity RIGHT = identity(SERVER, AUTHORITY);
    static final Identity WRONG = identity(Draft.server("other.example").signedBy(AUTHORITY), AUTHORITY);

    static final Manner CLASSIC = Manner.CLASSIC;
    static final Manner EXTENSIBLE = Manner.CLASSIC.profile(Profile.SASL2);
    static final Manner MODERN = Manner.MODERN;

    /** What a feature is given, for tests that speak stanzas. */
    static final Feature<Host> RAW = host -> host;

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Pace PACE =
            Pace.STANDARD.withPatience(Duration.ofSeconds(5)).withPauses(Duration.ofMillis(20), Duration.ofMillis(100));

    private final HostileServer server;
    private final Opening opening;

    private Range(HostileServer server, Opening opening) {
        this.server = server;
        this.opening = opening;
    }

    /** Returns an honest service of this manner, to be bent. */
    static HonestService service(Manner manner) {
        return HonestService.of(ACCOUNT, PASSWORD, RIGHT).orAs(WRONG).like(manner);
    }

    /** Begins to serve. */
    static Range of(Script script, Opening opening) {
        return new Range(HostileServer.playing(script), opening);
    }

    static Identity identity(Issued server, Issued... above) {
        char[] password = "changeit".toCharArray();
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            Certificate[] chain = new Certificate[above.length + 1];
            chain[0] = server.certificate();
            for (int i = 0; i < above.length; i++) {
                chain[i + 1] = above[i].certificate();
            }
            keys.setKeyEntry("server", server.key().getPrivate(), password, chain);
            return Identity.of(keys, password);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    HostileServer server() {
        return server;
    }

    Place place() {
        return placeAt(server.port());
    }

    private Place placeAt(int port) {
        return opening == Opening.STARTTLS ? Place.startTls("127.0.0.1", port) : Place.directTls("127.0.0.1", port);
    }

    /** Returns the beginning of a client that trusts the authority. */
    Client.Builder client() {
        return clientBy(server.port());
    }

    /** Returns the beginning of a client that connects by way of another port. */
    Client.Builder clientBy(int port) {
        return Client.builder(ACCOUNT)
                .password(Password.of(PASSWORD.toCharArray()))
                .trust(Trust.pkix(List.of(AUTHORITY.certificate())))
                .place(placeAt(port))
                .pace(PACE)
                .with(RAW);
    }

    /** Returns what connects a client that trusts the authority, without the session around it. */
    StreamDialer dialer(Timeline timeline) {
        return new StreamDialer(
                Locator.of(DnsResolver.ofSystem(), Runnable::run, SocketFactory.getDefault(), new SecureRandom()),
                place(),
                new Security(
                        Trust.pkix(List.of(AUTHORITY.certificate())), Optional.empty(), Security.Binding.WHERE_OFFERED),
                timeline,
                Thread::new);
    }

    /** Returns what such a client is. */
    static ClientContext context() {
        return ClientContext.of(BareJid.of(ACCOUNT), new SecureRandom());
    }

    /** Asks the server whether it answers; what it says in front of its answer has arrived when it does. */
    static Pending<IqResponse> ping(Session session) {
        return session.get(RAW)
                .request(
                        IqRequest.Action.GET,
                        Optional.of(BareJid.of("example.org")),
                        Element.named("urn:xmpp:ping", "ping").build());
    }

    /** Asks it what may never be answered. */
    static void provoke(Session session) {
        ping(session).whenDone((answer, failure) -> {});
    }

    @Override
    public void close() {
        server.close();
    }
}
