package im.redoubt.things;

/**
 * What a device makes of a command that it may act upon.
 *
 * @param <S> the state of what the device is for
 * @param <R> what it answers
 */
public sealed interface Reply<S, R> {
    /**
     * It is done.
     *
     * @param change what changes
     * @param result what is answered
     */
    record Done<S, R>(Change<S> change, R result) implements Reply<S, R> {}

    /** It cannot be done as the device stands, and nothing changes. */
    record NotNow<S, R>() implements Reply<S, R> {}

    /** Returns the reply to what is done. */
    static <S, R> Reply<S, R> done(Change<S> change, R result) {
        return new Done<>(change, result);
    }

    /** Returns the reply to what cannot be done now. */
    static <S, R> Reply<S, R> notNow() {
        return new NotNow<>();
    }
}
