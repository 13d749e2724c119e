package im.redoubt.server.store;

/**
 * What became of a request that the store may refuse: done and durable, or refused with nothing changed.
 *
 * @param <T> what is known when it is done
 */
public sealed interface Outcome<T> {
    /**
     * It is done and on disk.
     *
     * @param value what there is to know about it
     * @param <T> its type
     */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * It is refused, and nothing changed.
     *
     * @param reason why
     * @param <T> what would have been known
     */
    record Refused<T>(Refusal reason) implements Outcome<T> {}
}
