package im.redoubt.client.locate;

import java.net.Socket;

/** What came of looking for a server: a connection to where it may be, or nothing more to try. */
public sealed interface Candidate {
    /**
     * A connection over which nothing has been said yet.
     *
     * @param socket belongs to whoever got this, who closes it
     * @param target where it leads
     */
    record Connected(Socket socket, Target target) implements Candidate {}

    /**
     * There is nothing more to try.
     *
     * @param reason in words for a log, with what was tried
     */
    record Exhausted(String reason) implements Candidate {}
}
