package im.redoubt.protocol.sasl;

/** What the message of a client with a token leads to. */
public sealed interface TokenOutcome permits TokenProof, SaslRefusal {
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
        /** The proof is to be compared with the tokens of the account. */
        R proof(TokenProof proof);

        /** The exchange is over. */
        R refused(SaslRefusal refusal);
    }
}
