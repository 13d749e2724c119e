package im.redoubt.protocol.sasl;

/** What the message of PLAIN leads to. */
public sealed interface PlainOutcome permits PlainMessage, SaslRefusal {
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
        /** The message is right; the password is not yet compared. */
        R message(PlainMessage message);

        /** The exchange is over. */
        R refused(SaslRefusal refusal);
    }
}
