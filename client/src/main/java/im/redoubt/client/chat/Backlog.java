package im.redoubt.client.chat;

/**
 * What was missed, on its way to the application: while it is open, messages that come live wait, so that all are told in order.
 * For features, in the session's own order.
 */
public interface Backlog {
    /** How many messages may wait; when there are more the first one is told before its time. */
    int MOST_WAITING = 1_000;

    /**
     * Tells a message that came before all that wait, unless it was told before.
     *
     * @param message one that was read by {@link Chat#read}
     */
    void tell(ChatMessage message);

    /** Nothing more was missed: tells those that wait, if they were not told from the backlog. */
    void end();
}
