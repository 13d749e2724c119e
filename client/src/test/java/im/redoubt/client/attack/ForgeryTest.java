package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Client;
import im.redoubt.client.Counters.Kind;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.archive.ArchivePage;
import im.redoubt.client.archive.ArchiveQuery;
import im.redoubt.client.bookmark.Bookmarks;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.correction.Correction;
import im.redoubt.client.correction.Corrections;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.hostile.ServerFault;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only the own server says, said by somebody else: copies, results of an archive, events of nodes, and corrections. */
@Tag("LIB-03")
class ForgeryTest {
    private final HonestService service = Range.service(Range.CLASSIC);
    private final Collection<String> heard = new ConcurrentLinkedQueue<>();
    private final Collection<Correction> corrected = new ConcurrentLinkedQueue<>();

    private Session open(Range range) {
        Client client = range.client()
                .with(
                        Roster.FEATURE,
                        Chat.FEATURE,
                        Carbons.FEATURE,
                        Archive.FEATURE,
                        Corrections.FEATURE,
                        Bookmarks.FEATURE)
                .build();
        Session session = client.open();
        session.get(Roster.FEATURE).loaded().await(Range.PATIENCE);
        session.get(Chat.FEATURE).received().add(message -> heard.add(InsecureTextAccess.charactersOf(message.body())));
        session.get(Corrections.FEATURE).received().add(corrected::add);
        return session;
    }

    /** Commits a fault, says something honest, and waits for that: what came before it has been told by then. */
    private void commits(Session session, ServerFault fault) throws InterruptedException {
        service.commits(fault);
        Range.ping(session).await(Range.PATIENCE);
        assertThat(service.committed()).isPositive();
        service.push("<message from='romeo@example.org/x' type='chat' id='last'><body>honest</body></message>");
        awaitHonest();
        assertThat(session.state()).isInstanceOf(SessionState.Online.class);
    }

    private void awaitHonest() {
        long end = System.nanoTime() + Range.PATIENCE.toNanos();
        while (!heard.contains("honest") && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** XEP-0280 section 11, XEP-0297 section 6. */
    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {"COPIES_AS_A_STRANGER", "COPIES_AS_ANOTHER_SESSION", "COPIES_A_COPY", "FORWARDS_NAKEDLY"})
    @Tag("R-65")
    void aCopyOfSomebodyElseIsNone(ServerFault fault) throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            commits(session, fault);
            assertThat(heard).containsExactly("honest");
        }
    }

    /**
     * XEP-0280 section 11: whoever unwraps a copy of a copy believes the inner one of whoever has sent it. Nothing else is wrong with
     * this one.
     */
    @Test
    @Tag("R-65")
    void aCopyOfACopyIsNone() throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            String copy = "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                    + "<message xmlns='jabber:client' type='chat' from='%s' to='" + Range.ACCOUNT
                    + "'>%s</message></forwarded></received>";
            String inner = String.format(copy, "romeo@example.org/x", "<body>never said</body>");
            service.push("<message from='" + Range.ACCOUNT + "'>" + String.format(copy, Range.ACCOUNT, inner)
                    + "</message>");
            service.push("<message from='romeo@example.org/x' type='chat' id='last'><body>honest</body></message>");
            awaitHonest();
            assertThat(heard).containsExactly("honest");
            assertThat(session.counters().of(Kind.FAULTS)).isOne();
        }
    }

    /** XEP-0313 section 9: only who was asked answers, and only what was asked. */
    @Test
    @Tag("R-66")
    void resultsThatNobodyAskedForAreNone() throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            commits(session, ServerFault.REMEMBERS_UNASKED);
            assertThat(heard).containsExactly("honest");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {"REMEMBERS_FOR_ANOTHER_QUERY", "REMEMBERS_AS_A_STRANGER"})
    @Tag("R-66")
    void anAnswerHasWhatWasAskedOfWhomWasAsked(ServerFault fault) {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            service.commits(fault);
            ArchivePage page = session.get(Archive.FEATURE)
                    .query(ArchiveQuery.builder().build())
                    .await(Range.PATIENCE);
            assertThat(service.committed()).isOne();
            assertThat(page.messages()).isEmpty();
            assertThat(heard).isEmpty();
        }
    }

    /** Whoever has seen the question, and is not the archive. */
    @Test
    @Tag("R-66")
    void theRightQuestionAnsweredByAStrangerIsNotAnswered() {
        service.bends(Bending.at(
                Moment.ARCHIVE,
                (honest, scene) -> "<message from='mallory@evil.example' to='" + scene.address()
                        + "'><result xmlns='urn:xmpp:mam:2' id='1' queryid='" + question()
                        + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay'"
                        + " stamp='2020-01-01T00:00:00Z'/><message xmlns='jabber:client' type='chat' from='"
                        + "romeo@example.org/x' to='" + Range.ACCOUNT + "'><body>never said</body></message>"
                        + "</forwarded></result></message>" + honest));
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            ArchivePage page = session.get(Archive.FEATURE)
                    .query(ArchiveQuery.builder().build())
                    .await(Range.PATIENCE);
            assertThat(service.committed()).isOne();
            assertThat(page.messages()).isEmpty();
            assertThat(session.counters().of(Kind.FORGERIES)).isOne();
        }
    }

    /** Returns the id of the question that was asked last. */
    private String question() {
        return service.heard().stream()
                .flatMap(stanza -> stanza.children().stream())
                .filter(child -> child.is("urn:xmpp:mam:2", "query"))
                .map(query -> query.attribute("queryid"))
                .reduce("", (first, last) -> last);
    }

    /** XEP-0402 section 5, XEP-0223: nodes of the account are told of in its own name. */
    @Test
    @Tag("R-67")
    void anEventOfSomebodyElseIsNone() throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            commits(session, ServerFault.NOTIFIES_AS_A_STRANGER);
            assertThat(session.get(Bookmarks.FEATURE).now()).isEmpty();
            assertThat(session.counters().of(Kind.FORGERIES)).isOne();
        }
    }

    /** XEP-0308 section 7. */
    @Test
    @Tag("R-69")
    void nobodyCorrectsWhatSomebodyElseHasSaid() throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            service.push("<message from='romeo@example.org/x' type='chat' id='first'><body>one</body></message>");
            commits(session, ServerFault.CORRECTS_OTHERS);
            assertThat(corrected).isEmpty();
            assertThat(List.copyOf(heard)).startsWith("one").endsWith("honest");
            assertThat(session.counters().of(Kind.FORGERIES)).isOne();
        }
    }
}
