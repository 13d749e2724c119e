package im.redoubt.server.admin;

import im.redoubt.server.event.RuleName;
import java.util.List;
import java.util.Optional;

/** Tries rules that tell the operator of security events. */
@FunctionalInterface
public interface AlertTrials {
    /**
     * Sends a test in all ways of a rule. Blocks until it is known what became of it.
     *
     * @param rule the rule
     * @return what became of it in each way; nothing if there is no such rule
     */
    Optional<List<AlertTrial>> test(RuleName rule);
}
