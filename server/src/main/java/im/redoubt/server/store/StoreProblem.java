package im.redoubt.server.store;

/** The kinds of {@link StoreException}. */
public enum StoreProblem {
    /** A queue is full. Nothing was written; trying again later may help. */
    BUSY,
    /** There is no room on the disk. Nothing was written; it works again once there is room. */
    FULL,
    /** The operation failed by itself, or the engine does not answer. Nothing was written. */
    UNAVAILABLE,
    /** The transaction was being committed when the engine failed: the write may be there or not. Never acknowledge it. */
    OUTCOME_UNKNOWN,
    /** An earlier commit failed, so that nothing is written any more until the server is started again. */
    READ_ONLY,
    /** The account does not exist, or no longer. Nothing was written. */
    NO_ACCOUNT,
    /** A stored row or file is damaged. */
    DAMAGED,
    /** Another process has the data open. */
    IN_USE,
    /** The data was written by a newer version of this program. */
    NEWER,
    /** The settings, permissions or the database's own settings do not allow the store to open. */
    MISCONFIGURED,
    /** The store is closed. */
    CLOSED
}
