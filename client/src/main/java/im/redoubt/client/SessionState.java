package im.redoubt.client;

import im.redoubt.protocol.address.FullJid;
import java.time.Duration;

/** Where a session stands. */
public sealed interface SessionState {
    /**
     * There is a connection.
     *
     * @param address the address that the server bound
     * @param resumed whether it is the session that was there before the last connection ended; a new one has lost presence
     *     and answers under way
     */
    record Online(FullJid address, boolean resumed) implements SessionState {}

    /**
     * The connection is gone, and there will be another one. Messages that are sent now wait for it.
     *
     * @param why what ended it
     * @param retryIn how long until the next attempt
     */
    record Offline(String why, Duration retryIn) implements SessionState {}

    /**
     * The session is over and does not come back.
     *
     * @param why what ended it
     */
    record Ended(ClientException why) implements SessionState {}
}
