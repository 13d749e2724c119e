package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.attack.Leaks.Disclosure;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.hostile.Recording;
import im.redoubt.testkit.hostile.ServerFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server ends the stream of a session in the middle of it, and says why (RFC 6120 section 4.9.3). */
class StreamEndTest {
    private static final Opening OPENING = Opening.DIRECT_TLS;

    private final HonestService service = Range.service(Range.CLASSIC.opening(OPENING));
    private final Ear ear = new Ear();
    private final List<SessionState> states = new CopyOnWriteArrayList<>();

    /** The server ends the stream so instead of acknowledging what it was first sent. */
    private void ends(String condition) {
        AtomicBoolean ended = new AtomicBoolean();
        service.bends(Bending.at(
                Moment.ACKNOWLEDGED,
                (honest, scene) -> ended.getAndSet(true)
                        ? honest
                        : "<stream:error>" + condition + "</stream:error></stream:stream>"));
    }

    private static String condition(String name, String inside) {
        return "<" + name + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + inside + "</" + name + ">";
    }

    private Delivery say(Session session) {
        session.states().add(states::add);
        Host host = session.get(Range.RAW);
        return host.send(Ear.message(host.account(), "one"));
    }

    /** What it had been sent goes on, and is heard once. */
    private void goesOn(Range home) throws InterruptedException {
        try (Session session = home.client().with(ear).build().open()) {
            say(session).accepted().await(Range.PATIENCE);
            Range.ping(session).await(Range.PATIENCE);
            ear.await(heard -> !heard.bodies().isEmpty());
        }
        assertThat(ear.bodies()).containsExactly("one");
        assertThat(ear.online()).extracting(SessionState.Online::resumed).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system-shutdown", "reset", "connection-timeout", "internal-server-error", "urn-example"})
    void whatMayPassIsTriedAgain(String name) throws InterruptedException {
        ends(condition(name, ""));
        try (Range home = Range.of(service, OPENING)) {
            goesOn(home);
            assertThat(home.server().recordings()).hasSize(2);
        }
    }

    /** Range has pauses of a tenth of a second at most, and a server that wants to be left alone gets half of that at least. */
    @ParameterizedTest
    @ValueSource(strings = {"policy-violation", "resource-constraint"})
    void serverThatWantsToBeLeftAloneIs(String name) throws InterruptedException {
        ends(condition(name, ""));
        try (Range home = Range.of(service, OPENING)) {
            goesOn(home);
        }
        assertThat(states)
                .filteredOn(SessionState.Offline.class::isInstance)
                .first()
                .satisfies(state -> assertThat(((SessionState.Offline) state).retryIn())
                        .isGreaterThanOrEqualTo(Duration.ofMillis(50)));
    }

    /** Whoever came again would take the session from somebody who takes it back. */
    @ParameterizedTest
    @ValueSource(strings = {"conflict", "not-authorized", "host-gone"})
    void whatDoesNotPassEndsTheSession(String name) {
        ends(condition(name, ""));
        try (Range home = Range.of(service, OPENING);
                Session session = home.client().build().open()) {
            Delivery delivery = say(session);
            SessionState.Ended ended = session.over().await(Range.PATIENCE);
            assertThat(ended.why()).hasMessageContaining(name);
            assertThat(delivery.accepted()).isCompletedExceptionally();
            assertThat(home.server().recordings()).hasSize(1);
        }
    }

    /** Section 4.9.3.19: a server that is emptied sends its sessions to another one of the same domain. */
    @ParameterizedTest
    @EnumSource(Opening.class)
    void whoIsSentElsewhereGoesOnThere(Opening opening) throws InterruptedException {
        HonestService shared = Range.service(Range.CLASSIC.opening(opening));
        AtomicBoolean ended = new AtomicBoolean();
        try (Range other = Range.of(shared, opening);
                Range home = Range.of(shared, opening)) {
            shared.bends(Bending.at(
                    Moment.ACKNOWLEDGED,
                    (honest, scene) -> ended.getAndSet(true)
                            ? honest
                            : "<stream:error>"
                                    + condition(
                                            "see-other-host",
                                            "127.0.0.1:" + other.server().port())
                                    + "</stream:error></stream:stream>"));
            goesOn(home);
            assertThat(home.server().awaitGone(1, Range.PATIENCE)).hasSize(1);
            assertThat(other.server().awaitGone(1, Range.PATIENCE)).hasSize(1);
        }
    }

    @Test
    @Tag("T-29")
    @Tag("LIB-05")
    void anImpostorThereGetsNothing() throws InterruptedException {
        HonestService impostor =
                Range.service(Range.CLASSIC.opening(OPENING)).commits(ServerFault.SHOWS_ANOTHER_CERTIFICATE);
        try (Range there = Range.of(impostor, OPENING);
                Range home = Range.of(service, OPENING)) {
            ends(condition("see-other-host", "127.0.0.1:" + there.server().port()));
            goesOn(home);
            List<Recording> recordings = there.server().awaitGone(1, Range.PATIENCE);
            assertThat(recordings).as("it was looked at").hasSize(1);
            Leaks.assertNoMoreThan(Disclosure.DOMAIN, recordings);
            assertThat(impostor.begun()).isZero();
            assertThat(home.server().awaitGone(2, Range.PATIENCE)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "a..b", "", "/etc/passwd", "127.0.0.1:99999"})
    @Tag("T-29")
    void aPlaceThatIsNoneIsDoneWithout(String where) throws InterruptedException {
        ends(condition("see-other-host", where));
        try (Range home = Range.of(service, OPENING)) {
            goesOn(home);
            assertThat(home.server().awaitGone(2, Range.PATIENCE)).hasSize(2);
        }
    }
}
