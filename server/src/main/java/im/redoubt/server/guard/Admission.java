package im.redoubt.server.guard;

/** The answer to somebody who connects: a permit, or the limit that stands against it. */
public sealed interface Admission permits ConnectionPermit, Admission.Refused {

    /**
     * No: close the connection.
     *
     * @param limit the limit that was reached
     */
    record Refused(Limit limit) implements Admission {}

    /** The limits on connections. */
    enum Limit {
        /** Connections of one address, signed in or not. */
        PER_ADDRESS,
        /** Connections of one address that have not signed in. */
        UNAUTHENTICATED_PER_ADDRESS,
        /** All connections of the server. */
        TOTAL,
        /** All connections that have not signed in; the rest of the total is kept for those who have. */
        UNAUTHENTICATED_TOTAL
    }
}
