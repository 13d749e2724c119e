package im.redoubt.server.store;

/**
 * A node of an account (XEP-0163).
 *
 * @param name its name
 * @param configuration how it behaves
 * @param version that of its newest item, 0 if it has none
 */
public record PersonalNode(String name, NodeConfiguration configuration, long version) {}
