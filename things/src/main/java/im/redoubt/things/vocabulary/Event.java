package im.redoubt.things.vocabulary;

/** Something that happened at a device; a record of a {@link Vocabulary}. It is kept until everybody who is to know of it does. */
public interface Event {}
