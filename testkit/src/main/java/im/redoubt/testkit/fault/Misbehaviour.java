package im.redoubt.testkit.fault;

import java.io.IOException;

/** Something wrong that a peer does, and how the server must take it. */
@FunctionalInterface
interface Misbehaviour {
    /**
     * Does it.
     *
     * @param peer who does it
     * @throws IOException if the connection ends sooner than it must
     * @throws AssertionError if the server takes it otherwise than it must
     */
    void commit(MisbehavingPeer peer) throws IOException;
}
