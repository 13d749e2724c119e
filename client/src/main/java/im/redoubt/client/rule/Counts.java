package im.redoubt.client.rule;

/**
 * What a rule has done since its guard was made.
 *
 * @param allowed stanzas that were let in
 * @param refused stanzas that were refused by the rule, or by none
 * @param overRate stanzas that were refused since there were so many already
 */
public record Counts(long allowed, long refused, long overRate) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return refused.reason() == Verdict.Refused.Reason.RATE
                    ? new Counts(allowed, this.refused, overRate + 1)
                    : new Counts(allowed, this.refused + 1, overRate);
        }
        return new Counts(allowed + 1, refused, overRate);
    }
}
