package im.redoubt.server.store;

import java.util.List;
import java.util.Optional;

/**
 * What a roster says about a contact (RFC 6121 section 2.1).
 *
 * @param name the name that the account gave it
 * @param subscription who sees whose presence
 * @param ask whether the account asked for the contact's presence and waits for the answer
 * @param approved whether the account approved a request that has not come yet (section 3.4)
 * @param groups the groups it is in, in order
 */
public record RosterItem(
        Optional<String> name, Subscription subscription, boolean ask, boolean approved, List<String> groups) {
    /** Copies the groups. */
    public RosterItem {
        groups = List.copyOf(groups);
    }
}
