package im.redoubt.client.extension;

/** Makes a payload of the values of its fields: usually the constructor of a record. There is one for each number of them. */
public final class Constructor {
    private Constructor() {}

    /** Of no value. */
    @FunctionalInterface
    public interface None<T> {
        T make();
    }

    /** Of one value. */
    @FunctionalInterface
    public interface One<A, T> {
        T make(A a);
    }

    /** Of two values. */
    @FunctionalInterface
    public interface Two<A, B, T> {
        T make(A a, B b);
    }

    /** Of three values. */
    @FunctionalInterface
    public interface Three<A, B, C, T> {
        T make(A a, B b, C c);
    }

    /** Of four values. */
    @FunctionalInterface
    public interface Four<A, B, C, D, T> {
        T make(A a, B b, C c, D d);
    }

    /** Of five values. */
    @FunctionalInterface
    public interface Five<A, B, C, D, E, T> {
        T make(A a, B b, C c, D d, E e);
    }

    /** Of six values. */
    @FunctionalInterface
    public interface Six<A, B, C, D, E, F, T> {
        T make(A a, B b, C c, D d, E e, F f);
    }

    /** Of seven values. */
    @FunctionalInterface
    public interface Seven<A, B, C, D, E, F, G, T> {
        T make(A a, B b, C c, D d, E e, F f, G g);
    }

    /** Of eight values. */
    @FunctionalInterface
    public interface Eight<A, B, C, D, E, F, G, H, T> {
        T make(A a, B b, C c, D d, E e, F f, G g, H h);
    }
}
