package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.fixture.NoCopies;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Dictation;
import im.redoubt.server.routing.Gate;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.MemoryStreams;
import im.redoubt.xml.Element;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session goes from one connection to another (XEP-0198 section 5). */
@Tag("SRV-13")
@Tag("N-119")
class ResumptionTest {
    private final Station station = new Station();
    private final FakeWire wire = new FakeWire();
    private final FakeWire heir = new FakeWire();
    private final Session session = new Session(
            ALICE.withResource("phone"),
            wire,
            new Session.Origin(wire.source(), "SCRAM-SHA-256", UserAgent.UNKNOWN, Instant.EPOCH));
    private final MemoryStreams counts = new MemoryStreams();
    private final Resumptions resumptions = new Resumptions(new SecureRandom(), Duration.ofMinutes(5), counts);
    private final List<String> watched = new ArrayList<>();
    private CompletableFuture<Void> effect = CompletableFuture.completedFuture(null);
    private final SessionDriver driver = new SessionDriver(
            session,
            wire,
            new Router(new Router.Parts(
                    Gate.OPEN,
                    DOMAIN,
                    station.sessions(),
                    new NotingKeeper(),
                    Dictation.NONE,
                    new NoCopies(),
                    station.blocklists(),
                    (sender, presence) -> effect,
                    (one, with) -> CompletableFuture.completedFuture(false),
                    List.of(),
                    station.questions())),
            DOMAIN,
            new SessionDriver.Watcher() {
                @Override
                public void received(Stanza stanza) {}

                @Override
                public void resumed() {
                    watched.add("resumed");
                }

                @Override
                public void ended() {
                    watched.add("ended");
                }
            },
            resumptions);

    private void comes(Element.Builder element) {
        driver.element(element.build().toParsed());
    }

    /** Begins to count. Returns the id. */
    private String enable() {
        comes(Element.named("urn:xmpp:sm:3", "enable").attribute("resume", "true"));
        return wire.written.getLast().attribute("id").orElseThrow();
    }

    private void presence() {
        comes(Element.named("jabber:client", "presence"));
    }

    private static ServerEffect.Resume resume(long handled) {
        return new ServerEffect.Resume(ALICE, new StreamManagement.Resumption("x", handled), Optional.empty());
    }

    private CompletableFuture<ServerAnswer> moves(FakeWire to, long handled) {
        CompletableFuture<ServerAnswer> answer =
                driver.moveTo(to, resume(handled)).toCompletableFuture();
        turns();
        return answer;
    }

    private void turns() {
        for (int turn = 0; turn < 3; turn++) {
            wire.loop.run();
            heir.loop.run();
        }
    }

    @Test
    void theCountAndWhatIsSentGoAlong() {
        heir.source = new InetSocketAddress("192.0.2.7", 443);
        String id = enable();
        presence();
        presence();
        assertThat(resumptions.find(ALICE, id)).contains(driver);

        assertThat(moves(heir, 4)).isCompletedWithValue(new ServerAnswer.Resumed(session.address()));

        assertThat(wire.done).endsWith("acknowledged 4", "part", "release");
        assertThat(heir.done).containsExactly("expect", "adopt");
        assertThat(heir.written.getLast().attribute("h")).contains("2");
        assertThat(heir.written.getLast().attribute("previd")).contains(id);
        assertThat(watched).containsExactly("resumed");
        assertThat(session.origin().source()).isEqualTo(heir.source);
        comes(Element.named("urn:xmpp:sm:3", "r"));
        assertThat(heir.done).endsWith("write a");
        session.end(StreamError.of(StreamCondition.RESET));
        assertThat(heir.done).endsWith("end reset");
    }

    /** What is being handled takes effect and is counted, so that the client does not send it once more. */
    @Test
    void whatIsUnderWayIsCountedFirst() {
        enable();
        effect = new CompletableFuture<>();
        presence();
        CompletableFuture<ServerAnswer> answer = moves(heir, 0);
        assertThat(wire.done).contains("part").doesNotContain("release");
        assertThat(answer).isNotDone();
        effect.complete(null);
        turns();
        assertThat(answer).isCompletedWithValue(new ServerAnswer.Resumed(session.address()));
        assertThat(heir.written.getLast().attribute("h")).contains("1");
    }

    /** Section 6; the session stays where it is, and whoever counts rightly has it. */
    @Test
    @Tag("N-118")
    void whoWasNotSentSoMuchDoesNotGetIt() {
        enable();
        assertThat(moves(heir, 11)).isCompletedWithValueMatching(ServerAnswer.Miscounted.class::isInstance);
        assertThat(heir.done).containsExactly("expect", "decline");
        assertThat(wire.done).doesNotContain("part");
        assertThat(moves(heir, 10)).isCompletedWithValueMatching(ServerAnswer.Resumed.class::isInstance);
    }

    /** Of two connections that ask at once the first has it. */
    @Test
    void ofTwoTheFirstHasIt() {
        enable();
        effect = new CompletableFuture<>();
        presence();
        FakeWire late = new FakeWire();
        CompletableFuture<ServerAnswer> first = moves(heir, 0);
        CompletableFuture<ServerAnswer> second = moves(late, 0);
        late.loop.run();
        assertThat(second).isCompletedWithValueMatching(ServerAnswer.NotResumed.class::isInstance);
        assertThat(late.done).containsExactly("expect", "decline");
        effect.complete(null);
        turns();
        assertThat(first).isCompletedWithValueMatching(ServerAnswer.Resumed.class::isInstance);
    }

    @Test
    void whatIsOverDoesNotGoOn() {
        String id = enable();
        driver.ending();
        assertThat(resumptions.count()).isZero();
        assertThat(resumptions.find(ALICE, id)).isEmpty();
        assertThat(moves(heir, 0)).isCompletedWithValueMatching(ServerAnswer.NotResumed.class::isInstance);
    }

    /** The operator ends it in the same moment. */
    @Test
    void whatComesToItsEndDoesNotGoOn() {
        enable();
        wire.waits = false;
        assertThat(moves(heir, 0)).isCompletedWithValueMatching(ServerAnswer.NotResumed.class::isInstance);
        assertThat(heir.done).containsExactly("expect", "decline");
        assertThat(wire.done).doesNotContain("release");
    }

    /** An id is worth nothing to somebody else who learned it, and cannot be guessed. */
    @Test
    void anIdIsTheAccounts() {
        String id = enable();
        assertThat(resumptions.find(BOB, id)).isEmpty();
        assertThat(id).hasSize(24);
        assertThat(resumptions.find(ALICE, "")).isEmpty();
    }

    /** The operator's word holds, though the session was on its way. */
    @Test
    void whatWasToEndEndsWhereItArrives() {
        enable();
        effect = new CompletableFuture<>();
        presence();
        CompletableFuture<ServerAnswer> answer = moves(heir, 0);
        session.end(StreamError.of(StreamCondition.POLICY_VIOLATION));
        effect.complete(null);
        turns();
        assertThat(answer).isCompleted();
        assertThat(heir.done).endsWith("adopt", "end policy-violation");
    }

    @Test
    void onlyWhoAskedForItIsWaitedFor() {
        assertThat(driver.lost()).isZero();
        comes(Element.named("urn:xmpp:sm:3", "enable"));
        assertThat(driver.lost()).isZero();
        assertThat(session.isAbsent()).isFalse();
    }

    @Test
    void whoIsWaitedForIsAway() {
        enable();
        assertThat(driver.lost()).isEqualTo(Duration.ofMinutes(5));
        assertThat(session.isAbsent()).isTrue();
    }

    @Test
    void whoIsToEndIsNotWaitedFor() {
        enable();
        session.end(StreamError.of(StreamCondition.RESET));
        assertThat(driver.lost()).isZero();
    }

    /** The operator may turn it off; then stanzas are counted all the same. */
    @Test
    void nobodyIsWaitedForWhereThatIsTurnedOff() {
        assertThat(new Resumptions(new SecureRandom(), Duration.ZERO, counts).begin(driver))
                .isEmpty();
    }

    /** What {@code <resumed/>} says is a promise like any other: it is on disk before. */
    @Test
    @Tag("N-118")
    void theSessionGoesWhenItsCountIsOnDisk() {
        CompletableFuture<Void> disk = counts.slowDown();
        enable();
        presence();
        CompletableFuture<ServerAnswer> answer = moves(heir, 0);
        assertThat(answer).isNotDone();
        assertThat(counts.written()).containsExactly(1L);
        disk.complete(null);
        turns();
        assertThat(answer).isCompletedWithValue(new ServerAnswer.Resumed(session.address()));
        assertThat(heir.written.getLast().attribute("h")).contains("1");
    }
}
