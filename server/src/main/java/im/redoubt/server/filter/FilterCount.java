package im.redoubt.server.filter;

/**
 * What a rule has caught.
 *
 * @param name the rule
 * @param action what it does
 * @param caught how many stanzas since the start
 */
public record FilterCount(String name, String action, long caught) {}
