package im.redoubt.testkit.hostile;

/** What an honest service says, by when it says it: what a {@link Bending} can take the place of. */
public enum Moment {
    /** Its header in clear. */
    CLEAR_HEADER,
    /** Its features in clear. */
    CLEAR_FEATURES,
    /** Its answer to {@code <starttls/>}. The handshake follows if there is a {@code <proceed} in it. */
    PROCEED,
    /** Its certificate: the text is {@code right}, anything else stands for that of another name. */
    CERTIFICATE,
    /** Its header over TLS. */
    SECURE_HEADER,
    /** Its features before authentication. */
    MECHANISMS,
    /** The first message of SCRAM, before it is put into base64. */
    CHALLENGE,
    /** The element around it. */
    CHALLENGE_ELEMENT,
    /** The last message of SCRAM, before it is put into base64. */
    SIGNATURE,
    /** The element of success. */
    SUCCESS,
    /** Its header behind the success of RFC 6120. */
    RESTARTED_HEADER,
    /** Its features behind authentication. */
    SESSION_FEATURES,
    /** The address that is bound, or the identity that has signed in (XEP-0388). */
    ADDRESS,
    /** The answer to the request to bind (RFC 6120 section 7). */
    BOUND,
    /** A token in the success (XEP-0484). */
    TOKEN,
    /** The answer to {@code <enable/>} (XEP-0198). */
    ENABLED,
    /** The answer to {@code <resume/>}. */
    RESUMED,
    /** The answer to {@code <r/>}. */
    ACKNOWLEDGED,
    /** The answer to a ping. What comes in front of it has arrived when the ping is answered. */
    PONG,
    /** The answer to a request for the roster. */
    ROSTER,
    /** The answer to a request of disco. */
    DISCO,
    /** The answer to a query of an archive (XEP-0313). */
    ARCHIVE,
    /** The answer to a request of publish-subscribe. */
    PUBSUB,
    /** The answer to a request for a card (XEP-0054). */
    CARD
}
