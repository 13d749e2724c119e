package im.redoubt.protocol.sasl;

/** What a server's offer leads to on the client's side. */
public sealed interface BindingOutcome permits MechanismChoice, BindingAbort {
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
        /** There is something to go on with. */
        R choice(MechanismChoice choice);

        /** Nothing is to be sent, and the connection is to be closed. */
        R aborted(BindingAbort abort);
    }
}
