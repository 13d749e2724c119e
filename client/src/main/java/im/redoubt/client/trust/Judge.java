package im.redoubt.client.trust;

/** Looks at a server in the middle of the handshake. */
interface Judge {
    /** Returns what comes of it. */
    Verdict judge(Peer peer);
}
