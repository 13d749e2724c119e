package im.redoubt.client.rule;

import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Rules in their order: an immutable value. See the example of the package. */
public final class Rules {
    /** The most rules. */
    public static final int MOST_RULES = 64;

    /** The most addresses of one rule. */
    public static final int MOST_ADDRESSES = 10_000;

    /** The most payloads of one rule. */
    public static final int MOST_PAYLOADS = 256;

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Begins rules. Without any, everything is refused. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns what judges by these rules.
     *
     * @param account whose stanzas it judges
     * @param contacts says of a bare address whether it is in the roster, at that moment; any thread may ask it
     */
    public Guard guard(BareJid account, Predicate<BareJid> contacts) {
        return new Guard(rules, Relations.of(account, contacts));
    }

    /** Returns the names of the rules. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        rules.forEach(rule -> names.add(rule.name()));
        return names.toString();
    }

    /** Takes rules in the order in which they are tried. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** Lets in, always. */
        public Builder allow(String name, Who who, What what) {
            return add(new Rule(name, who, what, Rule.Effect.ALLOW, Optional.empty()));
        }

        /** Lets in, so often; what is more is refused, and no later rule is asked. */
        public Builder allow(String name, Who who, What what, Rate rate) {
            return add(new Rule(name, who, what, Rule.Effect.ALLOW, Optional.of(rate)));
        }

        /** Refuses. */
        public Builder refuse(String name, Who who, What what) {
            return add(new Rule(name, who, what, Rule.Effect.REFUSE, Optional.empty()));
        }

        /** Returns the rules. */
        public Rules build() {
            return new Rules(rules);
        }

        private Builder add(Rule rule) {
            boolean taken = rules.stream().anyMatch(other -> other.name().equals(rule.name()));
            if (taken || !NAME.matcher(rule.name()).matches() || rules.size() == MOST_RULES) {
                throw new IllegalArgumentException("at most " + MOST_RULES
                        + " rules, each with a name of its own of 1 to 40 small letters, digits and hyphens");
            }
            rules.add(rule);
            return this;
        }
    }
}
