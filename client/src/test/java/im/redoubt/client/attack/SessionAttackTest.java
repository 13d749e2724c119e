package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.Client;
import im.redoubt.client.Counters.Kind;
import im.redoubt.client.Delivery;
import im.redoubt.client.Host;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.attack.Leaks.Disclosure;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.roster.Roster;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.hostile.Recording;
import im.redoubt.testkit.hostile.ServerFault;
import im.redoubt.testkit.stream.Tree;
import im.redoubt.xml.Element;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server does wrong within a session, or lets others do: the session goes on, believes nothing, and counts it. */
@Tag("LIB-03")
class SessionAttackTest {
    private static final String FORGED = "forged";
    private static final BareJid FRIEND = BareJid.of("romeo@example.org");

    private final HonestService service = Range.service(Range.CLASSIC);
    private final Ear ear = new Ear();

    private static String forgery(Tree tree) {
        return tree.toString();
    }

    private static String recorded(List<Recording> recordings) {
        return recordings.stream().map(Recording::overTls).collect(Collectors.joining("\n--\n"));
    }

    @ParameterizedTest
    @EnumSource(value = ServerFault.class, mode = EnumSource.Mode.MATCH_ALL, names = "PUSHES_AS_.*")
    @Tag("R-63")
    void aRosterPushOfSomebodyElseChangesNothing(ServerFault fault) throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(Roster.FEATURE).build().open()) {
            Roster roster = session.get(Roster.FEATURE);
            roster.loaded().await(Range.PATIENCE);
            service.commits(fault);
            Range.ping(session).await(Range.PATIENCE);
            assertThat(roster.now().contacts()).containsOnlyKeys(FRIEND);
            assertThat(session.counters().of(Kind.FORGERIES)).isOne();
            Range.ping(session).await(Range.PATIENCE);
            assertThat(service.heard())
                    .as("it is answered as if there were nothing that takes it")
                    .anyMatch(stanza -> stanza.attribute("id").equals("push")
                            && stanza.attribute("type").equals("error")
                            && forgery(stanza).contains("service-unavailable"));
        }
    }

    @Test
    @Tag("R-64")
    void onlyWhoWasAskedAnswers() {
        try (Range range = Range.of(service.commits(ServerFault.ANSWERS_FOR_THE_ROSTER), Opening.STARTTLS);
                Session session = range.client().with(Roster.FEATURE).build().open()) {
            Roster roster = session.get(Roster.FEATURE);
            roster.loaded().await(Range.PATIENCE);
            assertThat(roster.now().contacts()).containsOnlyKeys(FRIEND);
            assertThat(session.counters().of(Kind.UNASKED_ANSWERS)).isOne();
            assertThat(service.committed()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {"ANSWERS_UNASKED", "ANSWERS_TWICE"})
    @Tag("R-64")
    void anAnswerThatNobodyAskedForIsCounted(ServerFault fault) {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().build().open()) {
            service.commits(fault);
            Range.ping(session).await(Range.PATIENCE);
            service.bends(Bending.NONE);
            Range.ping(session).await(Range.PATIENCE);
            long bad = session.counters().of(Kind.UNASKED_ANSWERS)
                    + session.counters().of(Kind.MALFORMED_STANZAS);
            assertThat(bad).isPositive();
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }

    /** A server that says nothing any more, and one that goes in the middle of a word: what was asked is lost, the session is not. */
    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {"NEVER_ANSWERS", "GOES_IN_AN_ANSWER"})
    @Tag("N-122")
    void aDeadConnectionIsFoundOutAndTheSessionGoesOn(ServerFault fault) throws InterruptedException {
        Pace pace = Pace.STANDARD
                .withSilence(Duration.ofSeconds(1))
                .withPatience(Duration.ofSeconds(1))
                .withPauses(Duration.ofMillis(20), Duration.ofMillis(100));
        CountDownLatch offline = new CountDownLatch(1);
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().pace(pace).with(ear).build().open()) {
            session.states().add(state -> {
                if (state instanceof SessionState.Offline) {
                    offline.countDown();
                }
            });
            service.commits(fault);
            Range.provoke(session);
            assertThat(offline.await(Range.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it is left")
                    .isTrue();
            assertThat(service.committed()).isPositive();
            service.bends(Bending.NONE);
            ear.await(heard -> heard.online().size() == 2);
            Range.ping(session).await(Range.PATIENCE);
            assertThat(ear.online()).extracting(SessionState.Online::resumed).containsExactly(false, true);
        }
    }

    /** Identifiers are not guessable: 128 bits, none like another. */
    @Test
    @Tag("R-64")
    void identifiersCannotBeGuessed() {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().build().open()) {
            for (int i = 0; i < 100; i++) {
                Range.ping(session).await(Range.PATIENCE);
            }
            List<String> ids = service.heard().stream()
                    .filter(stanza -> stanza.is("jabber:client", "iq"))
                    .map(stanza -> stanza.attribute("id"))
                    .toList();
            assertThat(ids)
                    .hasSizeGreaterThanOrEqualTo(100)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.length() >= 22);
        }
    }

    /** It is counted as handled, or it would come again on each resumption and end each connection. */
    @Test
    @Tag("S-17")
    void aStanzaThatCannotBeReadIsCountedAndComesOnce() throws InterruptedException, IOException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(ear).build().open()) {
            service.push("<message from='@@//' to='" + Range.ACCOUNT + "'><body>poison</body></message>");
            service.push("<message from='romeo@example.org/x'><body>one</body></message>");
            ear.await(heard -> heard.bodies().size() == 1);
            range.server().cut();
            ear.await(heard -> heard.online().size() == 2);
            service.push("<message from='romeo@example.org/x'><body>two</body></message>");
            ear.await(heard -> heard.bodies().size() == 2);
            assertThat(ear.bodies()).containsExactly("one", "two");
            assertThat(ear.online()).extracting(SessionState.Online::resumed).containsExactly(false, true);
            assertThat(session.counters().of(Kind.MALFORMED_STANZAS)).isOne();
            assertThat(service.begun()).isOne();
        }
    }

    /**
     * Servers let through what is larger and has more in it than ours, 512 KiB as a rule at most: refusing it would end the stream,
     * and it would come again with each resumption.
     */
    @ParameterizedTest
    @EnumSource
    @Tag("S-17")
    void whatServersLetThroughIsTaken(Bulk bulk) throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(ear).build().open()) {
            service.push("<message from='romeo@example.org/x'><body>large</body>" + bulk.inside + "</message>");
            service.push("<message from='romeo@example.org/x'><body>small</body></message>");
            ear.await(heard -> heard.bodies().size() == 2);
            assertThat(ear.bodies()).containsExactly("large", "small");
            assertThat(range.server().recordings()).hasSize(1);
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }

    /** Ways of being large. */
    enum Bulk {
        BYTES("<x xmlns='urn:x'>" + "x".repeat(600_000) + "</x>"),
        ELEMENTS("<x xmlns='urn:x'>" + "<a/>".repeat(100_000) + "</x>"),
        DEPTH("<x xmlns='urn:x'>" + "<a>".repeat(400) + "</a>".repeat(400) + "</x>"),
        ATTRIBUTES("<x xmlns='urn:x' " + attributes(200) + "/>"),
        NAMES("<" + "x".repeat(1_000) + " xmlns='urn:x:" + "y".repeat(4_000) + "'/>");

        private final String inside;

        Bulk(String inside) {
            this.inside = inside;
        }

        private static String attributes(int count) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                all.append('a').append(i).append("='' ");
            }
            return all.toString();
        }
    }

    @Test
    @Tag("S-17")
    void poisonEndsNothing() {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session =
                        range.client().with(ear, Roster.FEATURE).build().open()) {
            service.commits(ServerFault.POISONS);
            Range.ping(session).await(Range.PATIENCE);
            service.bends(Bending.NONE);
            Range.ping(session).await(Range.PATIENCE);
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
            assertThat(range.server().recordings()).hasSize(1);
            assertThat(session.counters().of(Kind.FAULTS)).isZero();
        }
    }

    /** The server itself says when messages were sent: what cannot be is not believed, and the messages are as good as others. */
    @Test
    @Tag("S-19")
    void extremeValuesAreNoneAndEndNothing() {
        List<ChatMessage> heard = new CopyOnWriteArrayList<>();
        Instant begin = Instant.now();
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client()
                        .with(Chat.FEATURE, Presences.FEATURE)
                        .build()
                        .open()) {
            session.get(Chat.FEATURE).received().add(heard::add);
            session.get(Roster.FEATURE).loaded().await(Range.PATIENCE);
            service.commits(ServerFault.STAMPS_WILDLY);
            Range.ping(session).await(Range.PATIENCE);
            service.bends(Bending.NONE);
            Range.ping(session).await(Range.PATIENCE);
            await().atMost(Range.PATIENCE).until(() -> heard.size() == 6);
            assertThat(heard)
                    .allMatch(message ->
                            !message.time().isBefore(begin) && !message.time().isAfter(Instant.now()));
            assertThat(session.get(Presences.FEATURE)
                            .best(BareJid.of("romeo@example.org"))
                            .orElseThrow()
                            .priority())
                    .isZero();
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
            assertThat(range.server().recordings()).hasSize(1);
            assertThat(session.counters().of(Kind.FAULTS)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {"ACKNOWLEDGES_TOO_MUCH", "ACKNOWLEDGES_GARBAGE"})
    @Tag("N-118")
    void anAcknowledgementOfWhatWasNeverSentEndsTheConnection(ServerFault fault) throws InterruptedException {
        try (Range range = Range.of(service.commits(fault), Opening.STARTTLS)) {
            try (Session session = range.client().with(ear).build().open()) {
                Host host = session.get(Range.RAW);
                Delivery delivery = host.send(Ear.message(host.account(), "counted"));
                while (service.committed() == 0) {
                    Thread.onSpinWait();
                }
                service.bends(Bending.NONE);
                delivery.accepted().await(Range.PATIENCE);
                ear.await(heard -> !heard.bodies().isEmpty());
                assertThat(session.counters().of(Kind.FAULTS)).isPositive();
            }
            String said = recorded(range.server().awaitGone(2, Range.PATIENCE));
            assertThat(said).contains("<stream:error>");
            if (fault == ServerFault.ACKNOWLEDGES_TOO_MUCH) {
                assertThat(said).contains("handled-count-too-high", "undefined-condition");
            }
        }
        assertThat(bodies()).containsExactly("counted");
        assertThat(ear.bodies()).containsExactly("counted");
    }

    private List<String> bodies() {
        return service.heard().stream()
                .filter(stanza -> stanza.is("jabber:client", "message"))
                .flatMap(stanza -> stanza.children().stream())
                .filter(child -> child.is("jabber:client", "body"))
                .map(Tree::text)
                .toList();
    }

    /** What the server says of a resumption is checked; where it cannot be true the session begins anew, and nothing is lost. */
    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {"RESUMES_WITH_TOO_MUCH", "RESUMES_ANOTHER", "FORGETS_SESSIONS"})
    @Tag("N-119")
    void aResumptionThatIsNoneIsNotTakenForOne(ServerFault fault) throws InterruptedException, IOException {
        try (Range range = Range.of(service, Opening.STARTTLS)) {
            Client client = range.client().with(ear).build();
            try (Session session = client.open()) {
                Host host = session.get(Range.RAW);
                host.send(Ear.message(host.account(), "one")).accepted().await(Range.PATIENCE);
                service.commits(fault);
                range.server().cut();
                Delivery second = host.send(Ear.message(host.account(), "two"));
                while (service.committed() == 0) {
                    Thread.onSpinWait();
                }
                service.bends(Bending.NONE);
                second.accepted().await(Range.PATIENCE);
                ear.await(heard -> heard.bodies().contains("two"));
            }
            Leaks.assertNoMoreThan(Disclosure.SESSION, range.server().awaitGone(2, Range.PATIENCE));
        }
        assertThat(bodies()).startsWith("one").contains("two");
        assertThat(ear.bodies()).doesNotContain(FORGED);
    }

    /** A request of a stranger is answered as if nothing took it, whatever it asks. */
    @Test
    @Tag("R-64")
    void strangersAreToldNothing() {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(Roster.FEATURE).build().open()) {
            service.push("<iq type='get' id='q1' from='mallory@evil.example/x'><query xmlns='jabber:iq:roster'/></iq>");
            service.push(
                    "<iq type='get' id='q2' from='mallory@evil.example/x'><query xmlns='jabber:iq:version'/></iq>");
            Range.ping(session).await(Range.PATIENCE);
            Range.ping(session).await(Range.PATIENCE);
            assertThat(service.heard().stream()
                            .filter(stanza -> stanza.attribute("id").matches("q[12]")) // and no random one
                            .map(SessionAttackTest::forgery))
                    .hasSize(2)
                    .allMatch(answer -> answer.contains("service-unavailable"));
            assertThat(session.counters().of(Kind.REFUSED_REQUESTS)).isEqualTo(2);
        }
    }

    @Test
    @Tag("R-64")
    void theAnswerOfTheServerIsTheServers() {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().build().open()) {
            service.bends(Bending.at(
                    Moment.PONG,
                    (honest, scene) -> honest.replace(" from='example.org'", " from='example.org.evil'") + honest));
            session.get(Range.RAW)
                    .request(
                            IqRequest.Action.GET,
                            Optional.of(BareJid.of("example.org")),
                            Element.named("urn:xmpp:ping", "ping").build())
                    .await(Range.PATIENCE);
            assertThat(session.counters().of(Kind.UNASKED_ANSWERS)).isOne();
        }
    }
}
