package im.redoubt.protocol.stream;

/** What a client would have done about tokens (XEP-0484). */
public enum TokenWish {
    /** The one at hand is used, and none is asked for. */
    NONE,
    /** Where the client signs in by something else, a token is asked for (section 3.2). */
    REQUEST,
    /** The one at hand is used, and worth nothing from then on (section 3.6). */
    INVALIDATE
}
