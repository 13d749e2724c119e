package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.SignInException;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.trust.Draft;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.HostileServer;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where servers send their clients (RFC 6120 section 4.9.3.19): not in circles, not to others, and not in clear. */
@Tag("T-29")
class RedirectionTest {
    /** More than any client follows. */
    private static final int ROUNDS = 10;

    private static String elsewhere(String where) {
        return "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + where
                + "</see-other-host></stream:error></stream:stream>";
    }

    private static SignInException refused(Range range) {
        return catchThrowableOfType(
                SignInException.class, () -> range.client().build().open().close());
    }

    @Test
    void aCircleHasAnEnd() throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC.opening(Opening.DIRECT_TLS));
        AtomicInteger rounds = new AtomicInteger();
        try (Range range = Range.of(service, Opening.DIRECT_TLS)) {
            String itself = elsewhere("127.0.0.1:" + range.server().port());
            service.bends(Bending.at(
                    Moment.MECHANISMS, (honest, scene) -> rounds.incrementAndGet() > ROUNDS ? honest : itself));
            assertThat(refused(range)).isNotNull();
            Leaks.assertNoMoreThan(Leaks.Disclosure.HEADER, range.server().awaitGone(1, Range.PATIENCE));
            assertThat(range.server().recordings()).hasSize(1 + ClientContext.MOST_REDIRECTS);
        }
    }

    /** Who redirects has proved to be the domain's server; to whom he leads has not, whatever name his host has. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    @Tag("T-27")
    void anImpostorAtItsEndGetsNothing(String host) throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC.opening(Opening.DIRECT_TLS));
        HonestService impostor = HonestService.of(
                        Range.ACCOUNT,
                        Range.PASSWORD,
                        Range.identity(
                                Draft.server("localhost").address("127.0.0.1").signedBy(Range.AUTHORITY),
                                Range.AUTHORITY))
                .like(Range.CLASSIC.opening(Opening.DIRECT_TLS));
        try (Range range = Range.of(service, Opening.DIRECT_TLS);
                HostileServer other = HostileServer.playing(impostor)) {
            service.bends(Bending.at(Moment.MECHANISMS, (honest, scene) -> elsewhere(host + ":" + other.port())));
            assertThat(refused(range).failure()).isInstanceOf(DialFailure.Untrusted.class);
            Leaks.assertNoMoreThan(Leaks.Disclosure.HEADER, range.server().awaitGone(1, Range.PATIENCE));
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, other.awaitGone(1, Range.PATIENCE));
        }
    }

    @Test
    void whatIsSaidInClearLeadsNowhere() throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC);
        try (Range range = Range.of(service, Opening.STARTTLS);
                HostileServer other = HostileServer.playing(Range.service(Range.CLASSIC))) {
            service.bends(Bending.at(Moment.CLEAR_FEATURES, (honest, scene) -> elsewhere("127.0.0.1:" + other.port())));
            assertThat(refused(range)).isNotNull();
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, range.server().awaitGone(1, Range.PATIENCE));
            assertThat(other.recordings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "127.0.0.1:5222:5222",
                "127.0.0.1:99999999999999999999",
                "a b.example",
                "[::1",
                ":5222",
                ""
            })
    void whatIsNoHostAndPortLeadsNowhere(String where) throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC.opening(Opening.DIRECT_TLS));
        try (Range range = Range.of(service, Opening.DIRECT_TLS)) {
            service.bends(Bending.at(Moment.MECHANISMS, (honest, scene) -> elsewhere(where)));
            assertThat(((DialFailure.Failed) refused(range).failure()).why())
                    .as("an error like any other")
                    .isInstanceOf(ClientFailure.Ended.class);
            Leaks.assertNoMoreThan(Leaks.Disclosure.HEADER, range.server().awaitGone(1, Range.PATIENCE));
            assertThat(range.server().recordings()).hasSize(1);
        }
    }
}
