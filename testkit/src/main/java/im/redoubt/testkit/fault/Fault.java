package im.redoubt.testkit.fault;

/**
 * What peers do wrong. Each is one way to commit it and one way that the server must take it; to whoever else is on line it
 * must make no difference. A new one is one more line here, and every test that walks the list has it.
 */
public enum Fault {
    /** Goes in the middle of a stanza. */
    DROPS_MID_STANZA(Disconnections::midStanza),
    /** Resets the connection in the middle of an element. */
    RESETS(Disconnections::reset),
    /** Goes in the middle of the TLS handshake. */
    DROPS_MID_HANDSHAKE(Disconnections::midHandshake),
    /** Goes between the challenge and the proof. */
    DROPS_MID_SASL(Disconnections::midSasl),
    /** Says that nothing more comes, and waits for an answer. */
    CLOSES_ONE_WAY(Disconnections::oneWay),
    /** Sends a stanza behind the end of its stream. */
    SENDS_AFTER_CLOSE(Disconnections::sendsAfterClose),
    /** Connects and goes, many times. */
    CONNECTS_AND_GOES(Disconnections::manyTimes),

    /** Opens a stream and never signs in. */
    NEVER_ANSWERS(Delays::neverAnswers),
    /** Agrees to TLS and never begins it. */
    NEVER_BEGINS_TLS(Delays::neverBeginsTls),
    /** Sends a header byte by byte, too slowly. */
    DRIPS_BYTES(Delays::dripsBytes),
    /** Asks for much and reads nothing of it. */
    NEVER_READS(Delays::neverReads),
    /** Puts each byte into a TLS record of its own, which is no fault but costs. */
    TINY_TLS_RECORDS(Delays::tinyRecords),

    /** Sends commands in clear behind the request for TLS. */
    INJECTS_BEFORE_TLS(Lies::injectsBeforeTls),
    /** Sends stanzas in clear where TLS must begin. */
    SPEAKS_CLEAR_TEXT_TO_TLS(Lies::clearTextToTls),
    /** Sends in the name of somebody else. */
    FORGES_FROM(Lies::forgesFrom),
    /** Gives all its requests the same id. */
    DUPLICATES_IDS(Lies::duplicatesIds),
    /** Answers requests that nobody made. */
    ANSWERS_UNASKED(Lies::answersUnasked),
    /** Sends what is no XML. */
    SENDS_GARBAGE(Lies::garbage),
    /** Sends an element that does not end. */
    NEVER_ENDS(Lies::neverEnds),
    /** Sends elements within elements without end. */
    NESTS_DEEPLY(Lies::nestsDeeply),
    /** Guesses passwords until it is thrown out. */
    GUESSES_PASSWORDS(Lies::guesses);

    private final Misbehaviour misbehaviour;

    Fault(Misbehaviour misbehaviour) {
        this.misbehaviour = misbehaviour;
    }

    Misbehaviour misbehaviour() {
        return misbehaviour;
    }
}
