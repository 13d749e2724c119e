package im.redoubt.server.filter;

import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.filter.FilterRules.Bounds;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.metric.LiveMetrics;
import im.redoubt.server.routing.Gate.Entry;
import im.redoubt.server.store.CountedStream;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Quarantine;
import im.redoubt.server.store.QuarantinedMessage;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.XmlLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each action does, what is counted, and what security events are told. */
@Tag("SRV-08")
class FiltersTest implements Quarantine {
    private static final Bounds BOUNDS = new Bounds(262_144, 5_000_000);
    private static final Room ROOM = new Room(3, 7);
    private static final Optional<StreamCount> COUNTED =
            Optional.of(new StreamCount(new CountedStream("s", ALICE, 0), 3));

    private final Client alice = new Station().client(ALICE, "phone");
    private final List<SecurityEvent> events = new ArrayList<>();
    private final List<QuarantinedMessage> aside = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private CompletableFuture<Outcome<MessageId>> kept =
            CompletableFuture.completedFuture(new Outcome.Done<>(MessageId.START));

    private Filters filters(FilterRule... rules) {
        return new Filters(
                new FilterRules(List.of(rules), BOUNDS, clock::get),
                new Aside(this, ROOM),
                events::add,
                new LiveMetrics(),
                clock::get);
    }

    private Stanza stanza(String xml) {
        return new Trial(List.of(), BOUNDS, XmlLimits.AUTHENTICATED, ALICE)
                .run(xml.getBytes(StandardCharsets.UTF_8))
                .getFirst()
                .stanza();
    }

    private Entry ask(Filters filters, String xml) {
        Stanza stanza = stanza(xml);
        return filters.ask(
                alice.session(),
                stanza.withHeader(stanza.header().withFrom(alice.session().address())));
    }

    @Test
    void doesWhatTheRuleSays() {
        Filters filters = filters(
                FilterRulesTest.rule("name", "p", "body", "one", "then", "pass"),
                FilterRulesTest.rule("name", "b", "body", "two", "then", "block"),
                FilterRulesTest.rule("name", "o", "body", "three", "then", "bounce", "say", "No."),
                FilterRulesTest.rule("name", "q", "kind", "message", "body", "four", "then", "quarantine"),
                FilterRulesTest.rule("name", "m", "kind", "message", "body", "five", "then", "mark"),
                FilterRulesTest.rule("name", "n", "body", "six", "then", "bounce"));
        assertThat(ask(filters, "<message><body>zero</body></message>")).isEqualTo(new Entry.Open());
        assertThat(ask(filters, "<message><body>one two</body></message>")).isEqualTo(new Entry.Open());
        assertThat(ask(filters, "<message><body>two</body></message>")).isEqualTo(new Entry.Closed());
        assertThat(ask(filters, "<message><body>three</body></message>"))
                .isEqualTo(new Entry.Refused(StanzaError.of(StanzaCondition.POLICY_VIOLATION, "No.")));
        assertThat(ask(filters, "<message><body>four</body></message>")).isInstanceOf(Entry.KeptAside.class);
        Entry marked = ask(filters, "<message><body>five</body></message>");
        assertThat(marked).isInstanceOf(Entry.Marked.class);
        assertThat(((Entry.Marked) marked).mark()).hasToString("<marked xmlns='urn:redoubt:filter:0' rule='m'/>");
        assertThat(Mark.isOne(((Entry.Marked) marked).mark())).isTrue();
        assertThat(ask(filters, "<message><body>six</body></message>"))
                .isEqualTo(new Entry.Refused(StanzaError.of(StanzaCondition.POLICY_VIOLATION)));
        assertThat(filters.counts()).extracting(FilterCount::caught).containsExactly(1L, 1L, 1L, 1L, 1L, 1L);
        assertThat(filters.counts().getFirst()).isEqualTo(new FilterCount("p", "pass", 1));
        assertThat(events).as("of what passes nobody is told").hasSize(5);
    }

    @Test
    void handsWhatIsKeptAsideToTheStoreAsItIs() {
        Filters filters = filters(FilterRulesTest.rule("name", "q", "kind", "message", "then", "quarantine"));
        String xml = "<message id='7' type='headline' xml:lang='de'><body>a &amp; b</body></message>";
        Entry entry = ask(filters, xml);
        assertThat(outcome(entry)).isEmpty();
        QuarantinedMessage message = aside.getFirst();
        assertThat(message.rule()).isEqualTo("q");
        assertThat(message.header().to())
                .as("nobody's message is the sender's own")
                .isEqualTo(ALICE);
        Message back = Aside.message(message);
        Stanza sent = stanza(xml);
        assertThat(back)
                .isEqualTo(sent.withHeader(
                        sent.header().withFrom(alice.session().address()).withTo(ALICE)));
    }

    @Test
    void tellsTheSenderWhatCouldNotBeKept() {
        Filters filters = filters(FilterRulesTest.rule("name", "q", "kind", "message", "then", "quarantine"));
        kept = CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.QUARANTINE_FULL));
        assertThat(outcome(ask(filters, "<message/>")).map(StanzaError::condition))
                .contains(StanzaCondition.RESOURCE_CONSTRAINT);
        kept = CompletableFuture.failedFuture(new IllegalStateException("the disk is gone"));
        assertThat(outcome(ask(filters, "<message/>")).map(StanzaError::condition))
                .contains(StanzaCondition.INTERNAL_SERVER_ERROR);
    }

    private static Optional<StanzaError> outcome(Entry entry) {
        return ((Entry.KeptAside) entry)
                .room()
                .keep(COUNTED)
                .toCompletableFuture()
                .join();
    }

    @Test
    @Tag("SRV-09")
    void tellsWhoWhomWhichRuleAndHowMuchButNotWhat() {
        Filters filters = filters(FilterRulesTest.rule("name", "no adverts", "body", "pills"));
        ask(filters, "<message to='bob@localhost/x'><body>cheap pills</body></message>");
        assertThat(events)
                .containsExactly(new SecurityEvent.Filtered(
                        new SecurityEvent.Filtered.Sender(
                                alice.session().origin().source(), ALICE),
                        BareJid.of("bob@localhost"),
                        new SecurityEvent.Filtered.Rule("no adverts", "block"),
                        StanzaType.MESSAGE,
                        "<body>cheap pills</body>".length(),
                        0));
        assertThat(events.toString()).doesNotContain("pills<").doesNotContain("cheap");
    }

    /** The attack: a flood of what one rule catches hides what another one does. */
    @Test
    @Tag("SRV-09")
    @Tag("D-105")
    void tellsOfTenInAMinuteForEachRuleAndHowManyMoreThereWere() {
        Filters filters = filters(
                FilterRulesTest.rule("name", "a", "body", "pills"), FilterRulesTest.rule("name", "b", "body", "bills"));
        for (int i = 0; i < 1_500; i++) {
            ask(filters, "<message><body>pills</body></message>");
        }
        assertThat(unreported())
                .as("and one at each tenfold")
                .containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 89L, 899L);
        ask(filters, "<message><body>bills</body></message>");
        assertThat(events).hasSize(Reports.MOST_PER_MINUTE + 3);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
        ask(filters, "<message><body>pills</body></message>");
        assertThat(((SecurityEvent.Filtered) events.getLast()).unreported()).isEqualTo(500);
        assertThat(filters.counts()).extracting(FilterCount::caught).containsExactly(1_501L, 1L);
        Reports reports = new Reports();
        assertThat(reports.due(Long.MAX_VALUE)).isEqualTo(OptionalLong.of(0));
        assertThat(reports.due(Long.MIN_VALUE + 5)).as("a clock that wraps").isEqualTo(OptionalLong.of(0));
    }

    private List<Long> unreported() {
        return events.stream()
                .map(event -> ((SecurityEvent.Filtered) event).unreported())
                .toList();
    }

    private static Entry later(Entry entry) {
        assertThat(entry).isInstanceOf(Entry.Later.class);
        return ((Entry.Later) entry).entry().toCompletableFuture().join();
    }

    /** D-103: an event loop does not wait for what is long or costly to search, and it becomes of it what would have anyway. */
    @Test
    @Tag("D-103")
    void judgesElsewhereWhatAnEventLoopMustNotWaitFor() {
        Filters filters = filters(
                FilterRulesTest.rule("name", "p", "from", "staff@example.org", "then", "pass"),
                FilterRulesTest.rule("name", "s", "kind", "presence", "body", "pills"),
                FilterRulesTest.rule("name", "q", "body", "(a+)+b", "then", "bounce"),
                FilterRulesTest.rule("name", "b", "body", "pills"));
        String padding = "x".repeat(FilterRules.GLANCE_BYTES);
        String costly = "aaaaaaaaaaaaaaaa ".repeat(450);
        assertThat(ask(filters, "<message><body>pills</body></message>")).isEqualTo(new Entry.Closed());
        assertThat(later(ask(filters, "<message><body>pills" + padding + "</body></message>")))
                .isEqualTo(new Entry.Closed());
        assertThat(later(ask(filters, "<message><body>" + padding + "aab</body></message>")))
                .isEqualTo(new Entry.Refused(StanzaError.of(StanzaCondition.POLICY_VIOLATION)));
        assertThat(later(ask(filters, "<message><body>" + padding + "</body></message>")))
                .isEqualTo(new Entry.Open());
        Filters bomb = filters(FilterRulesTest.rule("name", "q", "body", "(a?){100}a{100}b"));
        assertThat(later(ask(bomb, "<message><body>" + costly + "</body></message>")))
                .isEqualTo(new Entry.Open());
        assertThat(filters.counts()).extracting(FilterCount::caught).containsExactly(0L, 0L, 1L, 2L);
        assertThat(events).hasSize(3);
    }

    /** What no pattern is asked about is known at once, however long it is. */
    @Test
    void judgesAtOnceWhatIsNotSearched() {
        Filters filters = filters(
                FilterRulesTest.rule("name", "l", "kind", "message", "more_than_bytes", 100_000L, "then", "bounce"),
                FilterRulesTest.rule("name", "s", "kind", "presence", "body", "pills"));
        assertThat(ask(filters, "<message><body>" + "x".repeat(50_000) + "</body></message>"))
                .isEqualTo(new Entry.Open());
        assertThat(ask(filters, "<message><body>" + "x".repeat(100_001) + "</body></message>"))
                .isInstanceOf(Entry.Refused.class);
    }

    /** What is looked at twice counts once. */
    @Test
    @Tag("SRV-06")
    void countsOnceWhatIsJudgedElsewhere() {
        Filters filters = filters(FilterRulesTest.rule(
                "name", "r", "body", "x", "subject", "y", "more_than_per_minute", 1L, "burst", 2L, "then", "bounce"));
        String long1 =
                "<message><subject>y</subject><body>" + "x".repeat(FilterRules.GLANCE_BYTES) + "</body></message>";
        assertThat(later(ask(filters, long1))).isEqualTo(new Entry.Open());
        assertThat(later(ask(filters, long1))).isEqualTo(new Entry.Open());
        assertThat(later(ask(filters, long1))).isInstanceOf(Entry.Refused.class);
    }

    /** A stanza that a thousand rules could look at is looked at by none where there are none. */
    @Test
    void looksAtNothingWithoutRules() {
        assertThat(ask(filters(), "<message><body>pills</body></message>")).isEqualTo(new Entry.Open());
        assertThat(filters().counts()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> keep(Entrant message, Room room) {
        assertThat(room).isEqualTo(ROOM);
        assertThat(message.counted()).isEqualTo(COUNTED);
        aside.add(new QuarantinedMessage(
                MessageId.START, Instant.EPOCH, message.rule(), message.header(), message.content()));
        return kept;
    }

    @Override
    public CompletableFuture<List<QuarantinedMessage>> page(MessageId after, int limit) {
        throw new AssertionError("nobody lists");
    }

    @Override
    public CompletableFuture<Optional<QuarantinedMessage>> find(MessageId id) {
        throw new AssertionError("nobody looks");
    }

    @Override
    public CompletableFuture<Boolean> drop(MessageId id) {
        throw new AssertionError("nobody drops");
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        throw new AssertionError("nobody purges");
    }
}
