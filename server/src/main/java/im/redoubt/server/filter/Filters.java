package im.redoubt.server.filter;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.filter.FilterRule.Action;
import im.redoubt.server.filter.FilterRules.Glance;
import im.redoubt.server.filter.FilterRules.Verdict;
import im.redoubt.server.metric.ServerMetrics;
import im.redoubt.server.routing.Gate;
import im.redoubt.server.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The operator's rules before everything that a session sends (control SRV-08). Guarantees: what a rule keeps out has no effect, and
 * is in nobody's archive; every rule's catch is counted, and told of in security events without what it says; without rules nothing
 * is looked at.
 */
public final class Filters implements Gate {
    private static final StanzaError BUSY = StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT);

    private final FilterRules rules;
    private final SlowLane slow = new SlowLane();
    private final Aside aside;
    private final Consumer<SecurityEvent> events;
    private final LongSupplier nanoTime;
    private final List<Ledger> ledgers = new ArrayList<>();

    /** What a rule has caught, and when that was told of. */
    private static final class Ledger {
        final LongAdder caught;
        final Reports reports = new Reports();

        Ledger(LongAdder caught) {
            this.caught = caught;
        }
    }

    /**
     * Asks rules.
     *
     * @param rules the rules
     * @param aside keeps messages
     * @param events told of what was caught
     * @param metrics counts it
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public Filters(
            FilterRules rules,
            Aside aside,
            Consumer<SecurityEvent> events,
            ServerMetrics metrics,
            LongSupplier nanoTime) {
        this.rules = rules;
        this.aside = aside;
        this.events = events;
        this.nanoTime = nanoTime;
        rules.all()
                .forEach(rule -> ledgers.add(
                        new Ledger(metrics.filtered(rule.name(), rule.action().word()))));
    }

    @Override
    public Entry ask(Session sender, Stanza stanza) {
        if (rules.all().isEmpty()) {
            return new Entry.Open();
        }
        return switch (rules.glance(stanza)) {
            case Glance.Decided(Optional<Verdict> verdict) -> entry(sender, stanza, verdict);
            case Glance.Undecided(int place) ->
                new Entry.Later(
                        slow.run(() -> entry(sender, stanza, rules.judge(stanza, place)), new Entry.Refused(BUSY)));
        };
    }

    private Entry entry(Session sender, Stanza stanza, Optional<Verdict> verdict) {
        if (verdict.isEmpty()) {
            return new Entry.Open();
        }
        FilterRule rule = verdict.get().rule();
        ledgers.get(verdict.get().place()).caught.increment();
        if (!(rule.action() instanceof Action.Pass)) {
            report(sender, stanza, verdict.get());
        }
        return switch (rule.action()) {
            case Action.Pass pass -> new Entry.Open();
            case Action.Mark mark -> new Entry.Marked(Mark.of(rule));
            case Action.Block block -> new Entry.Closed();
            case Action.Bounce(Optional<String> says) -> new Entry.Refused(error(says));
            case Action.Quarantine quarantined ->
                new Entry.KeptAside(counted -> aside.keep(rule.name(), (Message) stanza, counted));
        };
    }

    /** RFC 6120 section 8.3.3.12 names words that a service prohibits as what this condition is for. */
    private static StanzaError error(Optional<String> says) {
        return says.map(words -> StanzaError.of(StanzaCondition.POLICY_VIOLATION, words))
                .orElseGet(() -> StanzaError.of(StanzaCondition.POLICY_VIOLATION));
    }

    private void report(Session sender, Stanza stanza, Verdict verdict) {
        ledgers.get(verdict.place())
                .reports
                .due(nanoTime.getAsLong())
                .ifPresent(unreported -> events.accept(new SecurityEvent.Filtered(
                        new SecurityEvent.Filtered.Sender(sender.origin().source(), sender.account()),
                        Candidate.recipientOf(stanza),
                        new SecurityEvent.Filtered.Rule(
                                verdict.rule().name(), verdict.rule().action().word()),
                        StanzaType.of(stanza),
                        stanza.content().size(),
                        unreported)));
    }

    /** Returns how much each rule has caught since the start, in the order of the rules. */
    public List<FilterCount> counts() {
        List<FilterCount> counts = new ArrayList<>();
        for (int i = 0; i < ledgers.size(); i++) {
            FilterRule rule = rules.all().get(i);
            counts.add(new FilterCount(
                    rule.name(), rule.action().word(), ledgers.get(i).caught.sum()));
        }
        return List.copyOf(counts);
    }
}
