package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import im.redoubt.server.feature.BindHook;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.NoCopies;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.metric.LiveMetrics;
import im.redoubt.server.presence.PresenceFeature;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.roster.RosterPush;
import im.redoubt.server.routing.Dictation;
import im.redoubt.server.routing.Gate;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.Resources;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.MemoryStreams;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How sessions begin and end (RFC 6120 section 7, RFC 6121 section 4.5). */
class SessionServiceTest {
    private static final String BIND2 = "urn:xmpp:bind:0";

    private final List<BindHook> hooks = new ArrayList<>();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path directory = Path.of("");

    private final Station station = new Station();
    private final FakeWire wire = new FakeWire();
    private final MemoryStreams counts = new MemoryStreams();

    // Both are set before each test.
    @SuppressWarnings("NullAway.Init")
    private EventLog log;

    // As above.
    @SuppressWarnings("NullAway.Init")
    private SessionService service;

    @BeforeEach
    void open() {
        log = EventLog.open(EventLogSettings.of(directory), () -> NOW);
        service = service(station.sessions());
    }

    @AfterEach
    void close() {
        log.close();
    }

    private SessionService service(Sessions sessions) {
        SecureRandom random = new SecureRandom();
        RosterCache cache = new RosterCache(station.rosters());
        PresenceFeature presence = new PresenceFeature(
                new PresenceFeature.Parts(
                        DOMAIN,
                        sessions,
                        station.queues(),
                        station.rosters(),
                        cache,
                        new RosterPush(sessions, cache, random),
                        station.blocklists(),
                        (guest, request, account) -> {},
                        (account, sent) -> sent,
                        () -> NOW),
                List.of(),
                10);
        Router router = new Router(new Router.Parts(
                Gate.OPEN,
                DOMAIN,
                sessions,
                new NotingKeeper(),
                Dictation.NONE,
                new NoCopies(),
                station.blocklists(),
                presence,
                presence,
                List.of(),
                station.questions()));
        return new SessionService(
                new SessionService.Parts(
                        DOMAIN,
                        sessions,
                        new Resources(random),
                        router,
                        presence,
                        hooks,
                        Duration.ofMinutes(5),
                        counts),
                log,
                new LiveMetrics(),
                () -> NOW,
                random);
    }

    private Optional<Beginning> begins(FakeWire over, Element asked) {
        UserAgent agent = new UserAgent(Optional.of(new UUID(0x4000, 1L << 63)), Optional.empty(), Optional.empty());
        return service.begin(new ServerEffect.Begin(ALICE, agent, asked), over, entry(ALICE));
    }

    private static ServerAnswer.Begun answer(FakeWire over, Beginning beginning) {
        CompletableFuture<ServerAnswer> answer = beginning.answer().toCompletableFuture();
        while (!answer.isDone()) {
            over.loop.run();
        }
        return (ServerAnswer.Begun) answer.join();
    }

    private static Element asked(Element... inside) {
        Element.Builder bind = Element.named(BIND2, "bind").child(BIND2, "tag", "AwesomeXMPP");
        for (Element child : inside) {
            bind.child(child);
        }
        return bind.build();
    }

    private static final Element ENABLE =
            Element.named("urn:xmpp:sm:3", "enable").attribute("resume", "true").build();

    /** XEP-0386 section 3.2: hooks one behind the other, counting last, and the tag in front of what nobody can guess. */
    @Test
    @Tag("R-78")
    void aSessionBeginsWithAllThatWasAskedFor() {
        CompletableFuture<Optional<Element>> first = new CompletableFuture<>();
        hooks.add((session, bind) -> first);
        hooks.add((session, bind) -> {
            throw new IllegalStateException("a hook's fault");
        });
        hooks.add((session, bind) -> CompletableFuture.completedFuture(
                Optional.of(Element.named("urn:example:second", "second").build())));
        Beginning beginning = begins(wire, asked(ENABLE)).orElseThrow();

        assertThat(wire.done).containsExactly("expect");
        assertThat(beginning.answer().toCompletableFuture()).isNotDone();
        first.complete(Optional.of(Element.named("urn:example:first", "first").build()));
        ServerAnswer.Begun begun = answer(wire, beginning);
        assertThat(begun.address().resource()).matches("AwesomeXMPP/[A-Za-z0-9_-]{16}");
        assertThat(begun.results())
                .extracting(result -> result.name().local())
                .containsExactly("first", "second", "enabled");
        assertThat(begun.results().get(2).attribute("resume")).contains("true");
        assertThat(wire.done).containsExactly("expect", "count");
        assertThat(station.sessions().find(begun.address())).isPresent();
    }

    /** Whoever goes before he is told of his session has none that waits for him. */
    @Test
    void whoGoesMeanwhileHasNothingCounted() {
        CompletableFuture<Optional<Element>> hook = new CompletableFuture<>();
        hooks.add((session, bind) -> hook);
        Beginning beginning = begins(wire, asked(ENABLE)).orElseThrow();
        beginning.session().ending();
        beginning.session().ended(() -> true);
        hook.complete(Optional.empty());

        ServerAnswer.Begun begun = answer(wire, beginning);
        assertThat(begun.results()).isEmpty();
        assertThat(wire.done).containsExactly("expect");
        assertThat(station.sessions().find(begun.address())).isEmpty();
    }

    /** The same installation has one session (section 3.2), and another of the account is left alone. */
    @Test
    void anEarlierSessionOfTheSameClientEnds() {
        FullJid other = bind(Optional.empty());
        FakeWire before = new FakeWire();
        answer(before, begins(before, asked()).orElseThrow());
        answer(wire, begins(wire, asked()).orElseThrow());

        assertThat(before.done).contains("end conflict");
        assertThat(wire.done).doesNotContain("end conflict");
        assertThat(station.sessions().find(other)).isPresent();
    }

    /** Where there is no room, nothing is kept for a session that does not come. */
    @Test
    void withoutRoomNothingBegins() {
        service = service(new Sessions(1));
        bind(Optional.empty());

        assertThat(begins(wire, asked())).isEmpty();
        assertThat(wire.done).containsExactly("expect", "decline");
    }

    /** An earlier session of the same client makes room for the next. */
    @Test
    void theSameClientTakesItsOwnPlace() {
        service = service(new Sessions(1));
        FakeWire before = new FakeWire();
        answer(before, begins(before, asked()).orElseThrow());

        assertThat(begins(wire, asked())).isPresent();
        assertThat(before.done).contains("end conflict");
    }

    private SessionStart.Entry entry(BareJid account) {
        return new SessionStart.Entry(
                new ServerEffect.SignedIn(account, "SCRAM-SHA-256", Optional.empty()), service.moment(account));
    }

    /** Whoever takes access away sees the session and ends it, or else it ends by itself: here the password was changed before. */
    @Test
    @Tag("A-58")
    void whoSignedInBeforeHisAccessWasTakenAwayHasNoSession() {
        SessionStart.Entry old = entry(ALICE);
        station.sessions().revocations().begin(ALICE).close();
        service.bind(new ServerEffect.Bind(ALICE, Optional.empty()), wire, old);
        assertThat(wire.done).containsExactly("end not-authorized");

        FakeWire other = new FakeWire();
        service.begin(new ServerEffect.Begin(ALICE, UserAgent.UNKNOWN, asked()), other, old);
        assertThat(other.done).contains("end not-authorized");
    }

    /** The session was another client's: whoever revokes this one does not end it, so that it ends when it has been taken over. */
    @Test
    @Tag("A-58")
    @Tag("N-119")
    void norAnEarlierOne() {
        ServerAnswer.Begun begun = answer(wire, begins(wire, asked(ENABLE)).orElseThrow());
        String id = begun.results().getLast().attribute("id").orElseThrow();
        SessionStart.Entry old = entry(ALICE);
        station.sessions().revocations().begin(ALICE).close();
        FakeWire heir = new FakeWire();
        CompletableFuture<ServerAnswer> answer = service.resume(
                        new ServerEffect.Resume(ALICE, new StreamManagement.Resumption(id, 0), Optional.empty()),
                        heir,
                        old)
                .toCompletableFuture();
        while (!answer.isDone()) {
            wire.loop.run();
            heir.loop.run();
        }
        assertThat(answer.join()).isEqualTo(new ServerAnswer.Resumed(begun.address()));
        assertThat(heir.done).containsSubsequence("adopt", "end not-authorized");
    }

    private FullJid bind(Optional<String> wish) {
        return service.bind(new ServerEffect.Bind(ALICE, wish), wire, entry(ALICE))
                .orElseThrow();
    }

    private StreamDriver begin() {
        return service.established(bind(Optional.empty()));
    }

    private static void presence(StreamDriver driver) {
        driver.element(Element.named("jabber:client", "presence").build().toParsed());
    }

    /** Section 7.7: a client's wish is a prefix at most, and the session is there as soon as its address is told. */
    @Test
    @Tag("R-78")
    @Tag("IOT-03")
    void aSessionIsThereWithAnAddressOfItsOwn() {
        FullJid one = bind(Optional.of("phone"));
        FullJid other = bind(Optional.of("phone"));
        assertThat(one.resource()).startsWith("phone.").isNotEqualTo(other.resource());
        Session session = station.sessions().find(one).orElseThrow();
        assertThat(session.origin())
                .isEqualTo(new Session.Origin(wire.source(), "SCRAM-SHA-256", UserAgent.UNKNOWN, NOW));
        assertThat(session.availability()).isEmpty();
    }

    @Test
    @Tag("D-105")
    @Tag("SRV-06")
    void anAccountHasSoManySessionsAndNoMore() {
        service = service(new Sessions(1));
        bind(Optional.empty());
        assertThat(service.bind(new ServerEffect.Bind(ALICE, Optional.empty()), wire, entry(ALICE)))
                .isEmpty();
        assertThat(service.bind(new ServerEffect.Bind(BOB, Optional.empty()), wire, entry(BOB)))
                .isPresent();
    }

    /** Who comes back without being able to go on finds room all the same. */
    @Test
    @Tag("D-105")
    void aSessionThatWaitsMakesRoomForAnother() {
        Sessions one = new Sessions(1);
        service = service(one);
        one.find(bind(Optional.empty())).orElseThrow().leave();
        FullJid now = bind(Optional.empty());
        assertThat(one.of(ALICE)).extracting(Session::address).containsExactly(now);
        assertThat(wire.done).containsExactly("end conflict");
    }

    /** Only what was bound can begin, and once: nothing gets a session by naming an address. */
    @Test
    @Tag("LIB-02")
    void onlyWhatWasBoundBegins() {
        FullJid address = bind(Optional.empty());
        assertThatThrownBy(() -> service.established(BOB.withResource("x"))).isInstanceOf(IllegalStateException.class);
        assertThat(service.established(address)).isNotNull();
        assertThatThrownBy(() -> service.established(address)).isInstanceOf(IllegalStateException.class);
    }

    /** RFC 6121 section 4.5.2: who is gone without a word is unavailable to those who saw it. */
    @Test
    void theEndOfASessionIsToldToThoseWhoSawIt() throws IOException {
        station.rosters().knows(ALICE, BOB, Subscription.BOTH);
        station.rosters().knows(BOB, ALICE, Subscription.BOTH);
        Client bob = station.client(BOB, "home").available(0);
        StreamDriver driver = begin();
        presence(driver);
        station.tasks().run();
        wire.loop.run();
        String address = station.sessions().of(ALICE).getFirst().address().toString();
        assertThat(bob.words()).containsExactly("available " + address + " > bob@localhost");
        bob.forget();
        driver.ending();
        assertThat(driver.ended(() -> false)).isFalse();
        assertThat(station.sessions().of(ALICE)).hasSize(1);
        assertThat(driver.ended(() -> true)).isTrue();
        assertThat(station.sessions().of(ALICE)).isEmpty();
        station.tasks().run();
        assertThat(bob.words()).containsExactly("unavailable " + address + " > bob@localhost");
        log.close();
        assertThat(Files.readAllLines(directory.resolve("events.jsonl")).getLast())
                .contains("\"sign-out\"", "\"alice\"", "\"success\"");
    }
}
