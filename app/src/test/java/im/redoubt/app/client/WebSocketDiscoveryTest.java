package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.credential.Password;
import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.KeyRecord;
import im.redoubt.client.dns.Resolver;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import im.redoubt.client.line.Arrivals;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.line.Outlet;
import im.redoubt.client.line.Secrets;
import im.redoubt.client.line.SecureGet;
import im.redoubt.client.line.Security;
import im.redoubt.client.line.StreamDialer;
import im.redoubt.client.locate.HostMeta;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.Place;
import im.redoubt.client.locate.WebSocketAddress;
import im.redoubt.client.time.Timeline;
import im.redoubt.client.tls.TlsHandshake;
import im.redoubt.client.tls.TlsProvider;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientMeans;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.testkit.peer.MovedHttps;
import im.redoubt.xml.ParsedElement;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A domain that names no server in DNS, but a WebSocket by HTTPS; all as it is but for the port of HTTPS. */
final class WebSocketDiscoveryTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    private final SecureRandom random = new SecureRandom();
    private final Timeline timeline = new NothingIsDue();

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory, RunningRedoubt.HTTPS).with("alice");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private Locator locator() {
        return Locator.of(new NoServices(), Runnable::run, new MovedHttps(service.httpsPort()), random);
    }

    private HostMeta hostMeta(Trust trust) {
        TlsHandshake tls = new TlsHandshake(TlsProvider.best(), Clock.systemUTC(), random);
        return new HostMeta(new SecureGet(locator(), trust, tls, timeline));
    }

    @Test
    @Tag("T-28")
    void theDocumentIsTakenFromWhoProvesToBeTheDomain() {
        assertThat(hostMeta(Clients.authority(service)).webSockets(ALICE))
                .containsExactly(WebSocketAddress.of("wss://localhost:" + service.httpsPort() + "/xmpp-websocket"));
        assertThat(hostMeta(Trust.pkix()).webSockets(ALICE)).isEmpty();
    }

    private CompletableFuture<String> dial(Place place, Trust trust) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        ClientContext context = ClientContext.of(ALICE, random).with(ClientMeans.PASSWORD);
        new StreamDialer(
                        locator(),
                        place,
                        new Security(trust, Optional.empty(), Security.Binding.WHERE_OFFERED),
                        timeline,
                        Thread::new)
                .dial(context, new Known(), new Heard(outcome));
        return outcome;
    }

    @Test
    @Tag("T-28")
    void whoFindsNothingInDnsSignsInOverTheWebSocketOfTheDomain() throws Exception {
        String outcome = dial(Place.discovered(), Clients.authority(service)).get(60, TimeUnit.SECONDS);

        assertThat(outcome).startsWith("alice@localhost/");
    }

    @Test
    @Tag("T-28")
    void whoDoesNotTrustTheDomainsWebServerAsksNobodyElse() throws Exception {
        String outcome = dial(Place.discovered(), Trust.pkix()).get(60, TimeUnit.SECONDS);

        assertThat(outcome).contains("has no service for clients");
    }

    @Test
    void whoWasToldWhereToGoGoesNowhereElse() throws Exception {
        String outcome =
                dial(Place.startTls("127.0.0.1", 1), Clients.authority(service)).get(60, TimeUnit.SECONDS);

        assertThat(outcome).contains("127.0.0.1:1");
    }

    /** Knows Alice's password. */
    private static final class Known implements Secrets {
        private final Password password = Password.of(RunningRedoubt.PASSWORD.toCharArray());

        @Override
        public Optional<Secret> key(KeyQuestion question) {
            return Optional.of(password.salted(question.hash(), question.salt(), question.iterations()));
        }

        @Override
        public Optional<Secret> password() {
            return Optional.empty();
        }

        @Override
        public void dropToken() {}

        @Override
        public void registered() {}
    }

    /** Hears the address of the session, or the reason why there is none. */
    private record Heard(CompletableFuture<String> outcome) implements Arrivals {
        @Override
        public void opened(Outlet outlet, ClientSession session) {
            outcome.complete(session.address().toString());
            outlet.close(Optional.empty());
        }

        @Override
        public void failed(DialFailure why) {
            outcome.complete(why.toString());
        }

        @Override
        public void element(ParsedElement element) {}

        @Override
        public void unreadable(StreamError error) {}

        @Override
        public void ended(Optional<StreamError> error) {}
    }

    /** Says that the domain has no service, and that everything is on loopback. */
    private static final class NoServices implements Resolver {
        @Override
        public Answer<ServiceRecord> services(String service, String domain) {
            return Answer.of(List.of(new ServiceRecord(0, 0, 0, ServiceRecord.NOWHERE)), Validation.UNPROVED);
        }

        @Override
        public Answer<InetAddress> addresses(String host) {
            return Answer.of(List.of(InetAddress.getLoopbackAddress()), Validation.UNPROVED);
        }

        @Override
        public Answer<KeyRecord> keys(int port, String host) {
            return Answer.absent();
        }
    }

    /** A test that hangs is ended by others. */
    private static final class NothingIsDue implements Timeline {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Runnable after(Duration delay, Runnable work) {
            return () -> {};
        }
    }
}
