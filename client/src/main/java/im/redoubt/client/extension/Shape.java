package im.redoubt.client.extension;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.List;

/**
 * The outside of a payload: the name of its element, and what becomes of what is not known in it. A codec is made of it by one of
 * the methods {@code of}, each for a number of fields: the values come to the constructor in the order of the fields. Whoever needs
 * more than eight puts some that belong together into a record of their own ({@link Field#nested}).
 */
public final class Shape {
    private static final int MOST_NAMESPACE_CHARS = 255;

    /** The namespaces in which streams and stanzas speak; nothing of an application's is in them. */
    private static final List<String> RESERVED = List.of(
            "jabber:client",
            "jabber:server",
            "jabber:component:",
            "urn:ietf:params:xml:ns:",
            "http://etherx.jabber.org/streams",
            "http://www.w3.org/XML/",
            "http://www.w3.org/2000/xmlns/");

    private final XmlName name;
    private final boolean ignoresUnknown;

    private Shape(XmlName name, boolean ignoresUnknown) {
        this.name = name;
        this.ignoresUnknown = ignoresUnknown;
    }

    static Shape of(String namespace, String local) {
        if (namespace.indexOf(':') < 1 || namespace.length() > MOST_NAMESPACE_CHARS) {
            throw new IllegalArgumentException(
                    "a namespace is a URI of at most " + MOST_NAMESPACE_CHARS + " characters");
        }
        for (String reserved : RESERVED) {
            if (namespace.startsWith(reserved)) {
                throw new IllegalArgumentException(namespace + " belongs to the stream");
            }
        }
        return new Shape(Element.named(namespace, local).build().name(), false);
    }

    /**
     * Returns a shape in which what is not known is ignored, as a later version of the payload may bring it. Without this it is
     * refused. Within an element that is text nothing else may ever be.
     */
    public Shape ignoringUnknown() {
        return new Shape(name, true);
    }

    XmlName name() {
        return name;
    }

    boolean ignoresUnknown() {
        return ignoresUnknown;
    }

    /** Returns the codec of a payload that says all by its name. */
    public <T> Codec<T> of(Constructor.None<T> constructor) {
        return new Codec<>(this, List.of(), values -> constructor.make());
    }

    /** Returns the codec of a payload of one field. */
    public <T, A> Codec<T> of(Constructor.One<A, T> constructor, Field<T, A> a) {
        return new Codec<>(this, List.of(a), values -> constructor.make(values.get(a)));
    }

    /** Returns the codec of a payload of two fields. */
    public <T, A, B> Codec<T> of(Constructor.Two<A, B, T> constructor, Field<T, A> a, Field<T, B> b) {
        return new Codec<>(this, List.of(a, b), values -> constructor.make(values.get(a), values.get(b)));
    }

    /** Returns the codec of a payload of three fields. */
    public <T, A, B, C> Codec<T> of(
            Constructor.Three<A, B, C, T> constructor, Field<T, A> a, Field<T, B> b, Field<T, C> c) {
        return new Codec<>(
                this, List.of(a, b, c), values -> constructor.make(values.get(a), values.get(b), values.get(c)));
    }

    /** Returns the codec of a payload of four fields. */
    public <T, A, B, C, D> Codec<T> of(
            Constructor.Four<A, B, C, D, T> constructor, Field<T, A> a, Field<T, B> b, Field<T, C> c, Field<T, D> d) {
        return new Codec<>(
                this,
                List.of(a, b, c, d),
                values -> constructor.make(values.get(a), values.get(b), values.get(c), values.get(d)));
    }

    /** Returns the codec of a payload of five fields. */
    public <T, A, B, C, D, E> Codec<T> of(
            Constructor.Five<A, B, C, D, E, T> constructor,
            Field<T, A> a,
            Field<T, B> b,
            Field<T, C> c,
            Field<T, D> d,
            Field<T, E> e) {
        return new Codec<>(
                this,
                List.of(a, b, c, d, e),
                values -> constructor.make(values.get(a), values.get(b), values.get(c), values.get(d), values.get(e)));
    }

    /** Returns the codec of a payload of six fields. */
    public <T, A, B, C, D, E, F> Codec<T> of(
            Constructor.Six<A, B, C, D, E, F, T> constructor,
            Field<T, A> a,
            Field<T, B> b,
            Field<T, C> c,
            Field<T, D> d,
            Field<T, E> e,
            Field<T, F> f) {
        return new Codec<>(
                this,
                List.of(a, b, c, d, e, f),
                values -> constructor.make(
                        values.get(a), values.get(b), values.get(c), values.get(d), values.get(e), values.get(f)));
    }

    /** Returns the codec of a payload of seven fields. */
    public <T, A, B, C, D, E, F, G> Codec<T> of(
            Constructor.Seven<A, B, C, D, E, F, G, T> constructor,
            Field<T, A> a,
            Field<T, B> b,
            Field<T, C> c,
            Field<T, D> d,
            Field<T, E> e,
            Field<T, F> f,
            Field<T, G> g) {
        return new Codec<>(
                this,
                List.of(a, b, c, d, e, f, g),
                values -> constructor.make(
                        values.get(a),
                        values.get(b),
                        values.get(c),
                        values.get(d),
                        values.get(e),
                        values.get(f),
                        values.get(g)));
    }

    /** Returns the codec of a payload of eight fields. */
    public <T, A, B, C, D, E, F, G, H> Codec<T> of(
            Constructor.Eight<A, B, C, D, E, F, G, H, T> constructor,
            Field<T, A> a,
            Field<T, B> b,
            Field<T, C> c,
            Field<T, D> d,
            Field<T, E> e,
            Field<T, F> f,
            Field<T, G> g,
            Field<T, H> h) {
        return new Codec<>(
                this,
                List.of(a, b, c, d, e, f, g, h),
                values -> constructor.make(
                        values.get(a),
                        values.get(b),
                        values.get(c),
                        values.get(d),
                        values.get(e),
                        values.get(f),
                        values.get(g),
                        values.get(h)));
    }
}
