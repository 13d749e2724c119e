package im.redoubt.bench;

import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is made once in each process, when it is known for which sample.
 *
 * @param <R> what it is
 */
@State(Scope.Thread)
public abstract class Held<R> {
    private Optional<R> reader = Optional.empty();

    /** Makes it. */
    @Setup(Level.Trial)
    public void set() {
        reader = Optional.of(make());
    }

    abstract R make();

    R reader() {
        return reader.orElseThrow();
    }
}
