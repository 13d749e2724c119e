package im.redoubt.interop;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import im.redoubt.client.Client;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.receipt.Receipts;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.xml.Element;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** A server, and clients of ours for it; what it has is tried by tests that are the same for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OurClientFixture {
    static final Duration PATIENCE = Duration.ofSeconds(15);
    static final String PASSWORD = "correct horse battery";
    static final Feature<Host> RAW = host -> host;

    final RunningServer server;
    final String mechanism;

    /**
     * @param server where it is tried
     * @param mechanism by what our client must sign in there, with its channel binding: the best that both have
     */
    OurClientFixture(RunningServer server, String mechanism) {
        this.server = server;
        this.mechanism = mechanism;
    }

    @BeforeAll
    void users() {
        server.addUser("alice", PASSWORD);
        server.addUser("bob", PASSWORD);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Says what a client must be told about this server. */
    Client.Builder told(Client.Builder client) {
        return client;
    }

    final Client.Builder client(String name) {
        return signing(name).with(RAW, Chat.FEATURE, Roster.FEATURE, Presences.FEATURE, Receipts.FEATURE);
    }

    /** Returns the beginning of a client that can nothing but sign in. */
    final Client.Builder signing(String name) {
        return told(Client.builder(name + "@" + RunningServer.DOMAIN)
                .password(Password.of(PASSWORD.toCharArray()))
                .trust(authority(server.ca()))
                .acceptScramSha1()
                .place(Place.startTls(RunningServer.HOST, server.starttlsPort()))
                .pace(Pace.STANDARD.withPauses(Duration.ofMillis(50), Duration.ofMillis(500))));
    }

    static Trust authority(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            return Trust.pkix(List.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static BareJid address(String name) {
        return BareJid.of(name + "@" + RunningServer.DOMAIN);
    }

    /** What not every server has. */
    enum Scenario {
        ARCHIVE,
        BOOKMARKS,
        CARBONS,
        EXACT_RESUMPTION,
        ROOM,
        STREAM_MANAGEMENT,
        UPLOAD
    }

    /** Says of a test which of them it needs. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Needs {
        Scenario value();
    }

    /** Says of a server what it lacks; such a row is missing, which is not passed. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Lacks {
        Scenario[] value();
    }

    /** Returns whether a server lacks what a test needs. */
    static boolean isMissing(Class<?> server, Method test) {
        Lacks lacks = server.getAnnotation(Lacks.class);
        Needs needs = test.getAnnotation(Needs.class);
        return lacks != null && needs != null && List.of(lacks.value()).contains(needs.value());
    }

    @BeforeEach
    void serverHasIt(TestInfo info) {
        boolean missing = isMissing(getClass(), info.getTestMethod().orElseThrow());
        assumeFalse(missing, () -> "missing on this server: " + info.getDisplayName());
    }

    static String text(Unverified body) {
        return InsecureTextAccess.charactersOf(body);
    }

    static List<String> heard(Session session) {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.get(Chat.FEATURE).received().add(message -> heard.add(text(message.body())));
        return heard;
    }

    /** A request that is answered says that the presence before it has arrived. */
    static void awaitPresence(Session session) {
        session.get(Roster.FEATURE).loaded().await(PATIENCE);
        session.get(RAW)
                .request(
                        IqRequest.Action.GET,
                        Optional.of(BareJid.of("", RunningServer.DOMAIN)),
                        Element.named("urn:xmpp:ping", "ping").build())
                .await(PATIENCE);
    }
}
