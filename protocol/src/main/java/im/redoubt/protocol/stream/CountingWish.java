package im.redoubt.protocol.stream;

/** Whether a client would have its stanzas counted (XEP-0198). */
public enum CountingWish {
    /** Not at all. */
    NONE,
    /** They are acknowledged, and the stream ends with its connection. */
    ACKNOWLEDGED,
    /** They are acknowledged, and the stream can go on over another connection. */
    RESUMABLE
}
