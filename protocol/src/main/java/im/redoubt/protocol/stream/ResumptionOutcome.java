package im.redoubt.protocol.stream;

import java.util.Optional;

/** What became of an earlier session (XEP-0198 section 5). */
public sealed interface ResumptionOutcome {
    /** None was asked for, or the server offers none. */
    record None() implements ResumptionOutcome {}

    /**
     * It goes on.
     *
     * @param handled how many stanzas of this side the server had handled on it
     */
    record Resumed(long handled) implements ResumptionOutcome {}

    /**
     * It is gone.
     *
     * @param handled how many stanzas of this side the server had handled on it, if it still knows
     */
    record Gone(Optional<Long> handled) implements ResumptionOutcome {}
}
