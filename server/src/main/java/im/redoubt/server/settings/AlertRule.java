package im.redoubt.server.settings;

import im.redoubt.server.event.EventName;
import im.redoubt.server.event.RuleName;
import java.time.Duration;
import java.util.List;

/**
 * A rule by which the operator is told of security events.
 *
 * @param name its name; one of the rules that come with the product is replaced by one of the same name
 * @param on the events it speaks of
 * @param threshold how many of them make an alert
 * @param quiet for how long it then says nothing more of the same group
 * @param to who gets a message; nobody and no command means that the rule is silent
 * @param command what is run
 */
public record AlertRule(
        RuleName name,
        List<EventName> on,
        Threshold threshold,
        Duration quiet,
        List<AlertRecipient> to,
        AlertCommand command) {

    /**
     * How many events make an alert.
     *
     * @param count how many
     * @param within in how long a time
     * @param per what they must have in common
     */
    public record Threshold(int count, Duration within, Grouping per) {
        /** Every single event. */
        public static final Threshold EACH = new Threshold(1, Duration.ofMinutes(10), Grouping.NOTHING);
    }

    /** What events must have in common to be counted together. */
    public enum Grouping {
        /** Nothing: all are counted together. */
        NOTHING,
        /** The IPv4 address or IPv6 network of 64 bits that they came from. */
        SOURCE,
        /** The account that they are about. */
        ACCOUNT
    }

    /** Returns whether nobody is told. */
    public boolean isSilent() {
        return to.isEmpty() && command.isNone();
    }
}
