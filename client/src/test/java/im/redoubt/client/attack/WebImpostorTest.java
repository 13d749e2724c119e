package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.Client;
import im.redoubt.client.SignInException;
import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.KeyRecord;
import im.redoubt.client.dns.Resolver;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.locate.Place;
import im.redoubt.client.locate.WebSocketAddress;
import im.redoubt.client.trust.Draft;
import im.redoubt.testkit.hostile.HostileServer;
import im.redoubt.testkit.hostile.Identity;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Script;
import im.redoubt.testkit.peer.MovedHttps;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who is neither the web server of the domain nor the host of its WebSocket gets a handshake, and not a byte in it. */
@Tag("LIB-05")
@Tag("T-27")
class WebImpostorTest {
    /** What vouches for the host that is connected to, and for nobody's domain. */
    private static final Identity OF_HOST =
            Range.identity(Draft.server("localhost").address("127.0.0.1").signedBy(Range.AUTHORITY), Range.AUTHORITY);

    private static Script silent(Identity identity) {
        return talk -> talk.secure(identity).fallSilent();
    }

    /** A web server that gives one answer to whatever it is asked. */
    private static Script answering(Identity identity, String head, String body) {
        return talk -> {
            talk.secure(identity).await("\r\n\r\n");
            talk.send("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .fallSilent();
        };
    }

    private static String hostMeta(String url) {
        return "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='urn:xmpp:alt-connections:websocket'"
                + " href='" + url + "'/></XRD>";
    }

    /** Returns a client whose domain has no service in DNS; port 443 is that of the server. */
    private static Client.Builder discovering(Range range) {
        return range.client()
                .place(Place.discovered())
                .resolver(new NoService())
                .sockets(new MovedHttps(range.server().port()));
    }

    private static SignInException refused(Client.Builder client) {
        SignInException refusal = catchThrowableOfType(
                SignInException.class, () -> client.build().open().close());
        assertThat(refusal).isNotNull();
        return refusal;
    }

    /** Where an application says which WebSocket it is, the certificate is that of the domain all the same. */
    @Test
    void aWebSocketIsTheDomains() throws InterruptedException {
        try (Range range = Range.of(silent(OF_HOST), Opening.DIRECT_TLS)) {
            WebSocketAddress address =
                    WebSocketAddress.of("wss://localhost:" + range.server().port() + "/ws");
            SignInException refusal = refused(range.client().place(Place.webSocket(address)));
            assertThat(refusal.failure()).isInstanceOf(DialFailure.Untrusted.class);
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, range.server().awaitGone(1, Range.PATIENCE));
        }
    }

    @Test
    @Tag("T-28")
    void whoIsNotTheDomainsWebServerIsNotAsked() throws InterruptedException {
        try (Range range = Range.of(silent(OF_HOST), Opening.DIRECT_TLS)) {
            refused(discovering(range));
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, range.server().awaitGone(1, Range.PATIENCE));
        }
    }

    /** The domain names a WebSocket; whoever is there has a certificate, for another host. */
    @Test
    @Tag("T-28")
    void whoIsNotTheHostThatTheDomainNamedGetsNothing() throws InterruptedException {
        try (HostileServer impostor = HostileServer.playing(silent(Range.WRONG));
                Range range = Range.of(
                        answering(Range.RIGHT, "200 OK", hostMeta("wss://localhost:" + impostor.port() + "/ws")),
                        Opening.DIRECT_TLS)) {
            SignInException refusal = refused(discovering(range));
            assertThat(refusal.failure()).isInstanceOf(DialFailure.Untrusted.class);
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, impostor.awaitGone(1, Range.PATIENCE));
        }
    }

    /** Neither a document that leads to http nor one that names a WebSocket without TLS makes a connection there. */
    @Test
    @Tag("T-28")
    void nothingLeadsToWhatHasNoTls() throws InterruptedException {
        try (HostileServer plain = HostileServer.playing(talk -> talk.fallSilent())) {
            String there = "localhost:" + plain.port() + "/.well-known/host-meta";
            List<Script> leading = List.of(
                    answering(Range.RIGHT, "200 OK", hostMeta("ws://" + there)),
                    answering(Range.RIGHT, "302 Found\r\nLocation: http://" + there, ""));
            for (Script script : leading) {
                try (Range range = Range.of(script, Opening.DIRECT_TLS)) {
                    refused(discovering(range));
                    assertThat(range.server().awaitGone(1, Range.PATIENCE)).hasSize(1);
                    assertThat(range.server().recordings().get(0).overTls()).startsWith("GET /.well-known/host-meta ");
                }
            }
            assertThat(plain.recordings()).isEmpty();
        }
    }

    /** Says that the domain has no service, and that everything is on loopback. */
    private static final class NoService implements Resolver {
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
}
