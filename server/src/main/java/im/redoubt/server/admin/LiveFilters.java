package im.redoubt.server.admin;

import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.QuarantinedMessage;
import java.util.List;
import java.util.Optional;

/** The filters of the running service, as administration sees them. Every method may block. */
public interface LiveFilters {
    /** Returns what each rule has caught since the start, in the order of the rules. */
    List<FilterCount> counts();

    /**
     * Delivers a message that is kept aside, and forgets it.
     *
     * @param id its id
     * @return the message, or empty if there is none
     * @throws AdministrationException {@code UNAVAILABLE} if it could not be delivered; then it is still there
     */
    Optional<QuarantinedMessage> release(MessageId id);
}
