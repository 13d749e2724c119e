package im.redoubt.server.feature;

/**
 * What somebody is, to service discovery (XEP-0030 section 3.1).
 *
 * @param category the category
 * @param type the type within the category
 */
public record Identity(String category, String type) {}
