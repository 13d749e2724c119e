package im.redoubt.protocol.stanza;

/** A request, or the answer to one (RFC 6120 section 8.2.3). Its header always has an id. */
public sealed interface Iq extends Stanza permits IqRequest, IqResponse {
    @Override
    default String kind() {
        return "iq";
    }

    /** Returns the identifier that request and answer share. */
    default String identifier() {
        return header().id().orElseThrow(() -> new IllegalStateException("an IQ without id was built"));
    }
}
