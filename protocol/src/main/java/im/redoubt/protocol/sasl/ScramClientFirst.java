package im.redoubt.protocol.sasl;

/** What a server's first message leads to. */
public sealed interface ScramClientFirst permits NeedsKey, ScramAbort {
    /**
     * Decides by case.
     *
     * @param cases one answer for each case
     * @param <R> the type of the answers
     * @return the answer for this case
     */
    <R> R on(Cases<R> cases);

    /**
     * The cases.
     *
     * @param <R> the type of the answers
     */
    interface Cases<R> {
        /** The message is right, and the salted password is needed. */
        R needsKey(NeedsKey state);

        /** The exchange is over, and so must be the connection. */
        R aborted(ScramAbort abort);
    }
}
