package im.redoubt.server.store;

/**
 * How much waits for an account.
 *
 * @param messages the number of messages
 * @param bytes the size of their contents in bytes
 */
public record OfflineBacklog(int messages, long bytes) {}
