package im.redoubt.client.rule;

import im.redoubt.client.rule.Verdict.Refused.Reason;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Stanza;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges stanzas by {@link Rules}, and counts what it did. What it remembers is bounded: a count for each rule, and of each rule with a
 * rate what so many senders have left.
 */
public final class Guard {
    /** By what name {@link #counts} has what no rule fitted. */
    public static final String NO_RULE = "";

    private final List<Rule> rules;
    private final Relations own;
    private final Map<String, Counts> counts = new LinkedHashMap<>();
    private final Map<Rule, Meter> meters = new HashMap<>();

    Guard(List<Rule> rules, Relations own) {
        this.rules = rules;
        this.own = own;
        rules.forEach(rule -> counts.put(rule.name(), Counts.NONE));
        counts.put(NO_RULE, Counts.NONE);
    }

    /**
     * Judges a stanza.
     *
     * @param stanza what came, with the sender that the server stamped
     * @param nanos the time of a clock that does not go back, in nanoseconds since any moment
     * @return whether it is let in, and why not
     */
    public synchronized Verdict judge(Stanza stanza, long nanos) {
        if (stanza instanceof IqResponse) {
            return new Verdict.Allowed(NO_RULE);
        }
        Jid sender = stanza.from().orElse(own.account());
        for (Rule rule : rules) {
            if (rule.what().includes(stanza) && rule.who().includes(sender, own)) {
                return count(rule.name(), decide(rule, sender, nanos));
            }
        }
        return count(NO_RULE, new Verdict.Refused(Reason.NO_RULE, NO_RULE));
    }

    private Verdict decide(Rule rule, Jid sender, long nanos) {
        if (rule.effect() == Rule.Effect.REFUSE) {
            return new Verdict.Refused(Reason.RULE, rule.name());
        }
        boolean admitted = !rule.rate().isPresent()
                || meters.computeIfAbsent(rule, first -> new Meter(rule.rate().get(), nanos))
                        .admits(sender.bare(), nanos);
        return admitted ? new Verdict.Allowed(rule.name()) : new Verdict.Refused(Reason.RATE, rule.name());
    }

    private Verdict count(String rule, Verdict verdict) {
        counts.merge(rule, Counts.NONE, (old, none) -> old.plus(verdict));
        return verdict;
    }

    /** Returns what each rule has done, by its name, in order; behind them, by {@link #NO_RULE}, what no rule fitted. */
    public synchronized Map<String, Counts> counts() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** Returns how many senders are remembered for a rate. */
    synchronized int remembered() {
        List<Meter> all = new ArrayList<>(meters.values());
        return all.stream().mapToInt(Meter::known).sum();
    }
}
