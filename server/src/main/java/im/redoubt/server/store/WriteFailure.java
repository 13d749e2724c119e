package im.redoubt.server.store;

import java.sql.SQLException;

/** Puts an engine's error into the words of the store. */
final class WriteFailure {
    private WriteFailure() {}

    /**
     * Returns the exception for a write.
     *
     * @param fault what the error means
     * @param error the error
     * @param committing whether it came while committing, so that the write may be there or not
     */
    static StoreException of(Fault fault, SQLException error, boolean committing) {
        return switch (fault) {
            case NO_ACCOUNT ->
                new StoreException(
                        StoreProblem.NO_ACCOUNT, "There is no such account, so nothing is kept for it.", error);
            case OPERATION -> new StoreException(StoreProblem.UNAVAILABLE, "The database refused a write.", error);
            case FULL ->
                new StoreException(
                        StoreProblem.FULL, "There is no room on the disk. Make room; nothing was written.", error);
            case UNAVAILABLE ->
                new StoreException(
                        StoreProblem.UNAVAILABLE,
                        "The database cannot be written to now; nothing was written. Is another program using it?",
                        error);
            case CONNECTION, BROKEN ->
                committing
                        ? new StoreException(
                                StoreProblem.OUTCOME_UNKNOWN,
                                "The database failed while committing: the write may be there or not.",
                                error)
                        : new StoreException(
                                StoreProblem.UNAVAILABLE, "The database failed; nothing was written.", error);
        };
    }
}
