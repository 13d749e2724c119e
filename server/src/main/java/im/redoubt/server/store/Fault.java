package im.redoubt.server.store;

/** What an engine's error means for the writer. */
enum Fault {
    /** The statement is at fault, not the engine: only its operation fails. */
    OPERATION,
    /** A row refers to an account that does not exist: only its operation fails. */
    NO_ACCOUNT,
    /** No room: the batch fails, and the next one may work. */
    FULL,
    /** The engine cannot do it now: the batch fails, and the next one may work. */
    UNAVAILABLE,
    /** The connection is gone: the batch fails, and the next one gets another connection. */
    CONNECTION,
    /** The file is damaged or the disk fails: nothing is written from here on. */
    BROKEN
}
