package im.redoubt.things.vocabulary;

/**
 * Something that a device is told to do; a record of a {@link Vocabulary}. It says who may do so by {@link AllowedTo}.
 *
 * @param <R> what the device answers when it was done: a record of the same vocabulary
 */
public interface Command<R> {}
