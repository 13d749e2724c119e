package im.redoubt.client.extension;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One field of a payload: where it stands, what kind of value it has, and how to get it from an object.
 *
 * @param <T> the payload's type
 * @param <V> the type of the field's value
 */
public final class Field<T, V> {
    /** The most elements of one list. */
    public static final int MOST_CHILDREN = 1000;

    private final Place<V> place;
    private final Function<T, V> getter;

    private Field(Place<V> place, Function<T, V> getter) {
        this.place = place;
        this.getter = getter;
    }

    /** An attribute that must be there. */
    public static <T, V> Field<T, V> attribute(String name, Kind<V> kind, Function<T, V> getter) {
        return new Field<>(Place.required(new Place.Attribute<>(name, kind)), getter);
    }

    /** An attribute that may be there. */
    public static <T, V> Field<T, Optional<V>> optionalAttribute(
            String name, Kind<V> kind, Function<T, Optional<V>> getter) {
        return new Field<>(new Place.Attribute<>(name, kind), getter);
    }

    /** A child element that must be there once, in the namespace of the payload, with nothing but text in it. */
    public static <T, V> Field<T, V> child(String name, Kind<V> kind, Function<T, V> getter) {
        return new Field<>(Place.required(Place.single(Place.Children.ofText(name, kind, 1))), getter);
    }

    /** A child element that may be there once, in the namespace of the payload, with nothing but text in it. */
    public static <T, V> Field<T, Optional<V>> optionalChild(
            String name, Kind<V> kind, Function<T, Optional<V>> getter) {
        return new Field<>(Place.single(Place.Children.ofText(name, kind, 1)), getter);
    }

    /**
     * Child elements in the namespace of the payload with nothing but text in them.
     *
     * @param most how many there may be, 1 to {@link #MOST_CHILDREN}
     */
    public static <T, V> Field<T, List<V>> children(String name, Kind<V> kind, int most, Function<T, List<V>> getter) {
        return new Field<>(Place.Children.ofText(name, kind, most), getter);
    }

    /** An element of its own codec that must be there once. */
    public static <T, V> Field<T, V> nested(Codec<V> codec, Function<T, V> getter) {
        return new Field<>(Place.required(Place.single(Place.Children.of(codec, 1))), getter);
    }

    /** An element of its own codec that may be there once. */
    public static <T, V> Field<T, Optional<V>> optionalNested(Codec<V> codec, Function<T, Optional<V>> getter) {
        return new Field<>(Place.single(Place.Children.of(codec, 1)), getter);
    }

    /**
     * Elements of a codec, in order.
     *
     * @param most how many there may be, 1 to {@link #MOST_CHILDREN}
     */
    public static <T, V> Field<T, List<V>> list(Codec<V> codec, int most, Function<T, List<V>> getter) {
        return new Field<>(Place.Children.of(codec, most), getter);
    }

    /** The text directly in the payload's element. */
    public static <T, V> Field<T, V> content(Kind<V> kind, Function<T, V> getter) {
        return new Field<>(new Place.Content<>(kind), getter);
    }

    Place<V> place() {
        return place;
    }

    void write(T payload, Writing out) {
        place.write(getter.apply(payload), out);
    }
}
