package im.redoubt.testkit.fault;

/**
 * What peers do wrong. There is one way to commit each and one way that the server must take it; to whoever else is on line
 * it must make no difference. A new one must be decided in {@link MisbehavingPeer#commit}, and every test that walks the list
 * has it.
 */
public enum Fault {
    /** Goes in the middle of a stanza. */
    DROPS_MID_STANZA,
    /** Resets the connection in the middle of an element. */
    RESETS,
    /** Goes in the middle of the TLS handshake. */
    DROPS_MID_HANDSHAKE,
    /** Goes between the challenge and the proof. */
    DROPS_MID_SASL,
    /** Says that nothing more comes, and waits for an answer. */
    CLOSES_ONE_WAY,
    /** Sends a stanza behind the end of its stream. */
    SENDS_AFTER_CLOSE,
    /** Connects and goes, many times. */
    CONNECTS_AND_GOES,

    /** Opens a stream and never signs in. */
    NEVER_ANSWERS,
    /** Agrees to TLS and never begins it. */
    NEVER_BEGINS_TLS,
    /** Sends a header byte by byte, too slowly. */
    DRIPS_BYTES,
    /** Asks for much and reads nothing of it. */
    NEVER_READS,
    /** Puts each byte into a TLS record of its own, which is no fault but costs. */
    TINY_TLS_RECORDS,

    /** Sends commands in clear behind the request for TLS. */
    INJECTS_BEFORE_TLS,
    /** Sends stanzas in clear where TLS must begin. */
    SPEAKS_CLEAR_TEXT_TO_TLS,
    /** Sends in the name of somebody else. */
    FORGES_FROM,
    /** Gives all its requests the same id. */
    DUPLICATES_IDS,
    /** Answers requests that nobody made. */
    ANSWERS_UNASKED,
    /** Sends what is no XML. */
    SENDS_GARBAGE,
    /** Sends an element that does not end. */
    NEVER_ENDS,
    /** Sends elements within elements without end. */
    NESTS_DEEPLY,
    /** Guesses passwords until it is thrown out. */
    GUESSES_PASSWORDS
}
