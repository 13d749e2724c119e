package im.redoubt.things.command;

import java.util.Set;

/**
 * Who may give a command, and how it must come.
 *
 * @param roles who may give it
 * @param freshness how it is known to be of now
 */
public record CommandRules(Set<Role> roles, Freshness freshness) {
    /** How a command is known to be of now. */
    public enum Freshness {
        /** By what the device gave out for it at most half a minute ago: a hostile server can neither keep it back nor send it again. */
        NONCE,
        /** By its counter and the time of day alone, for a device that sleeps: a hostile server can keep it back until it expires. */
        COUNTER
    }

    /** Takes a copy of the roles. */
    public CommandRules {
        roles = Set.copyOf(roles);
    }

    boolean takes(Way way) {
        return switch (way) {
            case REQUEST, MESSAGE -> true;
            case KEPT -> freshness == Freshness.COUNTER;
            case SECOND_HAND -> false;
        };
    }
}
