package im.redoubt.server.guard;

/** What brings an address nearer to the list of offenders. */
public enum Offence {
    /** A wrong password or an unknown account. */
    SIGN_IN_FAILED(1),
    /** A stream that broke the rules of XML or of the protocol before anybody signed in. */
    STREAM_BROKEN(1),
    /** A connection over a limit. */
    CONNECTION_LIMIT(1),
    /** Bytes that only an attack sends: a document type, bytes behind STARTTLS, a forged channel binding. */
    ATTACK(5);

    private final int points;

    Offence(int points) {
        this.points = points;
    }

    int points() {
        return points;
    }
}
