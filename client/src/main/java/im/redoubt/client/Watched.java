package im.redoubt.client;

import im.redoubt.client.text.Unverified;

/**
 * Something that a session has sent or received, for a developer to see: it is shown on a screen and goes into no log, since what people say to
 * each other is in it. What is said before there is a session, passwords and tokens among it, is never watched.
 *
 * @param direction which way it went
 * @param element the element as XML, in its canonical form
 */
public record Watched(Direction direction, Unverified element) {
    /** Which way something went. */
    public enum Direction {
        /** To the server. */
        SENT,
        /** From the server. */
        RECEIVED
    }
}
