package im.redoubt.client.rule;

import java.util.Optional;

/** One rule. */
record Rule(String name, Who who, What what, Effect effect, Optional<Rate> rate) {
    /** What a rule does with what fits it. */
    enum Effect {
        ALLOW,
        REFUSE
    }
}
