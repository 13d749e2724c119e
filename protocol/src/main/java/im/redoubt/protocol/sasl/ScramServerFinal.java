package im.redoubt.protocol.sasl;

/** What a client's final message leads to. */
public sealed interface ScramServerFinal permits Verified, SaslRefusal {
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
        /** The client has proved that it knows the password. */
        R verified(Verified verified);

        /** The exchange is over. */
        R refused(SaslRefusal refusal);
    }
}
