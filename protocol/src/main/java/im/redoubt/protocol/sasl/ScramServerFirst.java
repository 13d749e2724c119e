package im.redoubt.protocol.sasl;

/** What a client's first message leads to. */
public sealed interface ScramServerFirst permits NeedsVerifier, SaslRefusal {
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
        /** The message is right, and the account's verifier is needed. */
        R needsVerifier(NeedsVerifier state);

        /** The exchange is over. */
        R refused(SaslRefusal refusal);
    }
}
