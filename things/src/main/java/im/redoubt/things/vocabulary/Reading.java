package im.redoubt.things.vocabulary;

/** How something stands at a device; a record of a {@link Vocabulary}. Only the latest is of interest. */
public interface Reading {}
