package im.redoubt.server.filter;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.filter.FilterRule.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The rules in their order: the first that a stanza fits decides. Guarantee: what cannot be judged within the bounds is taken for
 * what the rule is about, unless the rule would let it pass; so nobody evades a rule by making it costly. Any thread may ask.
 */
public final class FilterRules {
    /** Rules. */
    public static final int MOST_RULES = 100;

    /** What searching costs at most while an event loop waits: some two milliseconds (docs/performance.md). */
    static final long GLANCE_STEPS = 200_000;

    /** What is passed over costs little, and is not counted one by one: as many bytes a hundred rules pass in some two milliseconds. */
    static final int GLANCE_BYTES = 8_192;

    private final List<FilterRule> rules;
    private final Bounds bounds;
    private final SenderRates rates;

    /**
     * What judging one stanza may cost.
     *
     * @param textBytes bytes of text that are looked at
     * @param steps steps of searching, for all rules together
     */
    public record Bounds(int textBytes, long steps) {}

    /**
     * What a stanza met.
     *
     * @param place the place of the rule among all, from 0
     * @param rule the rule
     * @param fit why
     */
    public record Verdict(int place, FilterRule rule, Fit fit) {}

    /** What is known of a stanza after as much work as an event loop may do. */
    sealed interface Glance {
        /**
         * All.
         *
         * @param verdict the first rule that it fits
         */
        record Decided(Optional<Verdict> verdict) implements Glance {}

        /**
         * None of the rules before this one decides.
         *
         * @param place the place of the rule to go on with
         */
        record Undecided(int place) implements Glance {}
    }

    /**
     * Takes rules.
     *
     * @param rules the rules, at most {@value #MOST_RULES}
     * @param bounds what judging may cost
     * @param nanoTime a clock like {@link System#nanoTime}, for rates
     */
    public FilterRules(List<FilterRule> rules, Bounds bounds, LongSupplier nanoTime) {
        if (rules.size() > MOST_RULES) {
            throw new IllegalArgumentException("more rules than there may be");
        }
        this.rules = List.copyOf(rules);
        this.bounds = bounds;
        this.rates = new SenderRates(nanoTime);
    }

    /** Returns the rules. */
    public List<FilterRule> all() {
        return rules;
    }

    /** Judges a stanza as far as that is soon done. */
    Glance glance(Stanza stanza) {
        Candidate candidate = new Candidate(
                stanza, new Bounds(bounds.textBytes(), Math.min(bounds.steps(), GLANCE_STEPS)), GLANCE_BYTES);
        for (int place = 0; place < rules.size(); place++) {
            FilterRule rule = rules.get(place);
            Fit fit = candidate.fit(rule, rates);
            if (fit == Fit.TOO_COSTLY) {
                return new Glance.Undecided(place);
            }
            if (decides(fit, rule)) {
                return new Glance.Decided(Optional.of(new Verdict(place, rule, fit)));
            }
        }
        return new Glance.Decided(Optional.empty());
    }

    private static boolean decides(Fit fit, FilterRule rule) {
        return fit == Fit.WHOLE || (fit != Fit.NONE && !(rule.action() instanceof Action.Pass));
    }

    /**
     * Returns the first rule that a stanza fits. It may take some tens of milliseconds: not for event loops.
     *
     * @param stanza the stanza, with its sender
     * @param from the place of the first rule that is asked
     */
    public Optional<Verdict> judge(Stanza stanza, int from) {
        if (from >= rules.size()) {
            return Optional.empty();
        }
        Candidate candidate = new Candidate(stanza, bounds, Integer.MAX_VALUE);
        for (int place = from; place < rules.size(); place++) {
            FilterRule rule = rules.get(place);
            Fit fit = candidate.fit(rule, rates);
            if (decides(fit, rule)) {
                return Optional.of(new Verdict(place, rule, fit));
            }
        }
        return Optional.empty();
    }
}
