package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.attack.Leaks.Disclosure;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.hostile.Recording;
import im.redoubt.testkit.hostile.ServerFault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server names a place to come back to (XEP-0198 section 5, {@code location}): it is looked at first, and is nothing but a place.
 * Whoever is there has to be the domain's server as everywhere; if he is not, the session goes on where it was.
 */
class LocationTest {
    private final Ear ear = new Ear();

    private static HonestService naming(Manner manner, String location) {
        return Range.service(manner)
                .bends(Bending.at(
                        Moment.ENABLED,
                        (honest, scene) -> honest.replaceFirst("<enabled ", "<enabled location='" + location + "' ")));
    }

    private static Manner by(Opening opening) {
        return Range.CLASSIC.opening(opening);
    }

    /** A session that is cut at {@code home}, whose server names a place, and says something before and after. */
    private void cut(Range home) throws InterruptedException, IOException {
        try (Session session = home.client().with(ear).build().open()) {
            Host host = session.get(Range.RAW);
            host.send(Ear.message(host.account(), "one")).accepted().await(Range.PATIENCE);
            home.server().cut();
            Delivery second = host.send(Ear.message(host.account(), "two"));
            second.accepted().await(Range.PATIENCE);
            ear.await(heard -> heard.bodies().size() == 2);
        }
        assertThat(ear.bodies()).containsExactly("one", "two");
        assertThat(ear.online()).extracting(SessionState.Online::resumed).containsExactly(false, true);
    }

    @ParameterizedTest
    @EnumSource(Opening.class)
    void theSessionGoesOnWhereItsServerSaid(Opening opening) throws InterruptedException, IOException {
        HonestService service = Range.service(by(opening));
        try (Range preferred = Range.of(service, opening);
                Range home = Range.of(service, opening)) {
            service.bends(Bending.at(
                    Moment.ENABLED,
                    (honest, scene) -> honest.replaceFirst(
                            "<enabled ",
                            "<enabled location='127.0.0.1:" + preferred.server().port() + "' ")));
            cut(home);
            assertThat(home.server().awaitGone(1, Range.PATIENCE)).hasSize(1);
            assertThat(preferred.server().awaitGone(1, Range.PATIENCE)).hasSize(1);
        }
    }

    /** An impostor with a certificate of another name gets a handshake and no more. */
    @ParameterizedTest
    @EnumSource(Opening.class)
    @Tag("T-26")
    @Tag("T-29")
    @Tag("LIB-05")
    void anImpostorThereGetsNothing(Opening opening) throws InterruptedException, IOException {
        HonestService impostor = Range.service(by(opening)).commits(ServerFault.SHOWS_ANOTHER_CERTIFICATE);
        try (Range there = Range.of(impostor, opening);
                Range home = Range.of(
                        naming(by(opening), "127.0.0.1:" + there.server().port()), opening)) {
            cut(home);
            List<Recording> recordings = there.server().awaitGone(1, Range.PATIENCE);
            assertThat(recordings).as("it was looked at").hasSize(1);
            Leaks.assertNoMoreThan(Disclosure.DOMAIN, recordings);
            assertThat(impostor.begun()).isZero();
            assertThat(home.server().awaitGone(2, Range.PATIENCE)).hasSize(2);
        }
    }

    /** A place is no way around TLS, whatever is offered there. */
    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {"STRIPS_STARTTLS", "REFUSES_STARTTLS_AND_OFFERS_MORE", "SUCCEEDS_IN_CLEAR"})
    @Tag("T-21")
    @Tag("LIB-04")
    void whoeverOffersToSignInInClearThereGetsNothing(ServerFault fault) throws InterruptedException, IOException {
        HonestService impostor = Range.service(Range.CLASSIC).commits(fault);
        try (Range there = Range.of(impostor, Opening.STARTTLS);
                Range home = Range.of(
                        naming(Range.CLASSIC, "127.0.0.1:" + there.server().port()), Opening.STARTTLS)) {
            cut(home);
            List<Recording> recordings = there.server().awaitGone(1, Range.PATIENCE);
            assertThat(recordings).hasSize(1);
            Leaks.assertNoMoreThan(Disclosure.DOMAIN, recordings);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "[::1]:1", "a..b:5222", ".:5222", "/etc/passwd", "127.0.0.1:99999", ""})
    @Tag("T-29")
    void aPlaceThatIsNoneIsDoneWithout(String location) throws InterruptedException, IOException {
        try (Range home = Range.of(naming(Range.CLASSIC, location), Opening.STARTTLS)) {
            cut(home);
            assertThat(home.server().awaitGone(2, Range.PATIENCE)).hasSize(2);
        }
    }
}
