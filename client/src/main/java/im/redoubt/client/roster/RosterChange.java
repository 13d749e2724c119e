package im.redoubt.client.roster;

/** What became of the roster. */
public sealed interface RosterChange {
    /** Returns the roster since then. */
    RosterSnapshot now();

    /**
     * The server said in a new session what the roster is.
     *
     * @param now the roster
     */
    record Loaded(RosterSnapshot now) implements RosterChange {}

    /**
     * A contact is there, or is another one than he was.
     *
     * @param now the roster
     * @param contact the contact as he is now
     */
    record Changed(RosterSnapshot now, Contact contact) implements RosterChange {}

    /**
     * A contact is gone.
     *
     * @param now the roster
     * @param contact the contact as he was
     */
    record Removed(RosterSnapshot now, Contact contact) implements RosterChange {}
}
