package im.redoubt.client.extension;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of something from the network: a whole value, or the reason why there is none.
 *
 * @param <T> the value's type
 */
public sealed interface Decoded<T> permits Decoded.Value, Decoded.Refused {
    /** Calls the one function that stands for this outcome. */
    <R> R fold(Function<? super T, ? extends R> whole, Function<Refusal, ? extends R> refused);

    /** Returns the value if there is one. */
    default Optional<T> value() {
        return fold(Optional::of, refusal -> Optional.empty());
    }

    /** Returns why there is no value, if there is none. */
    default Optional<Refusal> refusal() {
        return fold(value -> Optional.empty(), Optional::of);
    }

    /** Goes on with the value if there is one. */
    default <R> Decoded<R> then(Function<? super T, Decoded<R>> next) {
        return fold(next, Refused::new);
    }

    /** Returns a refusal of the value of no field in particular. */
    static <T> Decoded<T> refused(Refusal.Reason reason) {
        return new Refused<>(new Refusal(reason, ""));
    }

    /**
     * A value that is whole and within its bounds.
     *
     * @param whole the value
     */
    record Value<T>(T whole) implements Decoded<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> whole, Function<Refusal, ? extends R> refused) {
            return whole.apply(this.whole);
        }

        /** Says that there is one, and not what it is. */
        @Override
        public String toString() {
            return "decoded";
        }
    }

    /**
     * There is none.
     *
     * @param why the reason
     */
    record Refused<T>(Refusal why) implements Decoded<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> whole, Function<Refusal, ? extends R> refused) {
            return refused.apply(why);
        }

        @Override
        public String toString() {
            return "refused: " + why;
        }
    }
}
