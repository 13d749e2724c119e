package im.redoubt.server.blocking;

/** Shows those who are blocked that the account is gone, and those who are so no more that it is there. */
public interface Concealment {
    /**
     * An account blocks more than before. On the account's queue, where it may block.
     *
     * @param before the list as it was
     * @param now the list that is in force
     */
    void conceal(Blocklist before, Blocklist now);

    /**
     * An account blocks less than before. On the account's queue, where it may block.
     *
     * @param before the list as it was
     * @param now the list that is in force
     */
    void reveal(Blocklist before, Blocklist now);
}
