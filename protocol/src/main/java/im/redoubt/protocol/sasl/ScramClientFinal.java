package im.redoubt.protocol.sasl;

/** What a server's final message leads to. */
public sealed interface ScramClientFinal permits ServerProven, ScramAbort {
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
        /** The server has proved that it knows the verifier. */
        R proven(ServerProven proven);

        /** The exchange is over, and so must be the connection. */
        R aborted(ScramAbort abort);
    }
}
