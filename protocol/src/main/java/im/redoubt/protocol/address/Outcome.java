package im.redoubt.protocol.address;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a string: a prepared value, or the reason why it was refused. Exactly one of the two is there. */
record Outcome<T>(@Nullable T value, @Nullable String reason) {
    static <T> Outcome<T> accepted(T value) {
        return new Outcome<>(value, null);
    }

    static <T> Outcome<T> refused(String reason) {
        return new Outcome<>(null, reason);
    }

    Optional<T> toOptional() {
        return Optional.ofNullable(value);
    }

    /** Goes on with the value if there is one. */
    <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        return value == null ? new Outcome<>(null, reason) : next.apply(value);
    }

    /** Returns why the string was refused, or the empty string if it was not. */
    String why() {
        return reason == null ? "" : reason;
    }

    /** Returns the value, or throws a message that quotes {@code text} in a form that is safe to print. */
    T orThrow(String text) {
        if (value == null) {
            throw new AddressException("not an XMPP address: \"" + Printable.of(text) + "\": " + reason);
        }
        return value;
    }
}
