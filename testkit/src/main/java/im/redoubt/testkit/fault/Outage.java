package im.redoubt.testkit.fault;

/** What is wrong with all connections over a network for a while, those that there are and those that are tried. */
public enum Outage {
    /** Nothing gets through either way, and nobody is told; what is lost does not come later, as where a router has forgotten a connection. */
    LOSES_ALL,
    /** What clients send is lost. */
    LOSES_SENT,
    /** What the server sends is lost. */
    LOSES_ANSWERED,
    /** Nothing gets through; all of it does when this is over, however late. */
    HOLDS,
    /** One byte gets through each second. */
    TRICKLES,
    /** Connections are reset. */
    RESETS,
    /** Connections are closed in order. */
    CLOSES;

    boolean loses(boolean up) {
        return this == LOSES_ALL || this == (up ? LOSES_SENT : LOSES_ANSWERED);
    }

    boolean ends() {
        return this == RESETS || this == CLOSES;
    }
}
