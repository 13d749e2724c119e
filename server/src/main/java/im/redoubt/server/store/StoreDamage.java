package im.redoubt.server.store;

/**
 * A stored row that is not what was written: its checksum is wrong or it cannot be read. It was skipped, never returned.
 *
 * @param table the table
 * @param key the row's key, for the operator; account addresses and ids, never content
 * @param reason what is wrong with it
 */
public record StoreDamage(String table, String key, String reason) {}
