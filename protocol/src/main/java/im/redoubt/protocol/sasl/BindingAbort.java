package im.redoubt.protocol.sasl;

/** Why a client does not even begin to authenticate. */
public enum BindingAbort implements BindingOutcome {
    /** No mechanism of the offer is known and strong enough. */
    NO_MECHANISM,
    /** The client requires channel binding, and it cannot be had. */
    BINDING_REQUIRED,
    /** -PLUS was offered, but none that is known and strong enough: XEP-0440 section 3 admits no way around it. */
    NO_COMMON_PLUS,
    /** Types were announced without a -PLUS mechanism: rule 5 of XEP-0440 section 3. */
    TYPES_WITHOUT_PLUS,
    /** -PLUS was offered with SASL2, but no type was announced: rule 4 of XEP-0440 section 3. */
    PLUS_WITHOUT_TYPES,
    /** The client requires channel binding, and no announced type can be had on this connection: rule 6 of XEP-0440 section 3. */
    NO_COMMON_TYPE,
    /** The server is known to have the extensible profile (XEP-0388), and does not offer it: somebody may have taken it out. */
    PROFILE_REQUIRED;

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.aborted(this);
    }
}
