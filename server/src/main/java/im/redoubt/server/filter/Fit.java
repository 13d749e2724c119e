package im.redoubt.server.filter;

/** Whether a stanza is what a rule is about. */
public enum Fit {
    /** It is not. */
    NONE,
    /** It is. */
    WHOLE,
    /** It has more text than is looked at: what may be in the rest is not known. */
    TOO_LONG,
    /** Finding out would cost more than one stanza may. */
    TOO_COSTLY
}
