package im.redoubt.server.admin;

import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.store.MessageId;
import java.util.List;

/**
 * What an operator can do about filters and what they keep aside. Every method blocks until its result is durable, and throws
 * {@link AdministrationException} with a message that says what to do when it cannot be done.
 */
public interface FilterAdministration {
    /** Messages that {@link #list} gives at once. */
    int BATCH = 256;

    /** Characters of a stanza that {@link #show} shows. */
    int MOST_SHOWN_CHARACTERS = 300_000;

    /**
     * Returns what each rule has caught since the start, in the order of the rules.
     *
     * @throws AdministrationException {@code NOT_RUNNING}
     */
    List<FilterCount> counts();

    /**
     * Lists what is kept aside in the order in which it came.
     *
     * @param after only what is behind this one; {@link MessageId#START} for the first page
     * @return a page of at most {@link #BATCH}; empty when it is the last
     */
    List<QuarantineEntry> list(MessageId after);

    /**
     * Shows a message.
     *
     * @param id its id
     * @return the message and what it says
     * @throws AdministrationException {@code NO_MESSAGE}
     */
    Shown show(MessageId id);

    /**
     * A message with what it says.
     *
     * @param entry the message
     * @param stanza the stanza as it was sent, as XML; cut behind {@link #MOST_SHOWN_CHARACTERS}
     */
    record Shown(QuarantineEntry entry, String stanza) {}

    /**
     * Delivers a message after all, as if it were sent now, and forgets it; it says when it came. No rule looks at it again.
     *
     * @param id its id
     * @return what was released
     * @throws AdministrationException {@code NO_MESSAGE}; {@code NOT_RUNNING}; {@code UNAVAILABLE} if it could not be delivered,
     *     and then it is still there
     */
    QuarantineEntry release(MessageId id);

    /**
     * Forgets a message.
     *
     * @param id its id
     * @return what was dropped
     * @throws AdministrationException {@code NO_MESSAGE}
     */
    QuarantineEntry drop(MessageId id);
}
