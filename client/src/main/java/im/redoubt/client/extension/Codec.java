package im.redoubt.client.extension;

import im.redoubt.client.extension.Refusal.Reason;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes one payload of an application's: see the example of the package.
 *
 * <p>Guarantee: {@link #decode} throws nothing, whatever it is given, and its value is whole; {@link #encode} writes nothing that
 * {@link #decode} would refuse.
 *
 * @param <T> the payload's type
 */
public final class Codec<T> {
    private final XmlName name;
    private final boolean ignoresUnknown;
    private final Claims claims;
    private final List<Field<T, ?>> fields;
    private final Function<Values, T> constructor;

    Codec(Shape shape, List<Field<T, ?>> fields, Function<Values, T> constructor) {
        this.name = shape.name();
        this.ignoresUnknown = shape.ignoresUnknown();
        this.fields = fields;
        this.constructor = constructor;
        this.claims = new Claims(name.namespace());
        for (Field<T, ?> field : fields) {
            field.place().claim(claims);
        }
    }

    /**
     * Begins the codec of a payload.
     *
     * @param namespace one of the application's own, such as {@code urn:example:reading:0}
     * @param local the name of the element
     * @throws IllegalArgumentException if the namespace is one of the stream's, or the name is none
     */
    public static Shape element(String namespace, String local) {
        return Shape.of(namespace, local);
    }

    /** Returns the name of the element. */
    public XmlName name() {
        return name;
    }

    /**
     * Reads an element.
     *
     * @param element any element
     * @return the payload, or why it is none
     */
    public Decoded<T> decode(Element element) {
        if (!element.name().equals(name)) {
            return Decoded.refused(Reason.WRONG_NAME);
        }
        Map<Field<?, ?>, Object> values = new HashMap<>();
        for (Field<T, ?> field : fields) {
            Optional<Refusal> refusal = field.place()
                    .read(element, name.namespace())
                    .fold(
                            value -> {
                                values.put(field, value);
                                return Optional.empty();
                            },
                            Optional::of);
            if (refusal.isPresent()) {
                return new Decoded.Refused<>(refusal.get());
            }
        }
        Optional<Refusal> unknown = ignoresUnknown ? Optional.empty() : claims.unknown(element);
        return unknown.isPresent() ? new Decoded.Refused<>(unknown.get()) : construct(new Values(values));
    }

    /**
     * Reads the payload in a stanza.
     *
     * @param stanza any stanza; who sent it was looked at before
     * @return the payload, or why there is none
     */
    public Decoded<T> decode(Stanza stanza) {
        boolean found = false;
        for (XmlName child : stanza.content().children()) {
            if (child.equals(name)) {
                if (found) {
                    return Decoded.refused(Reason.REPEATED);
                }
                found = true;
            }
        }
        Optional<Element> payload = stanza.content().first(name.namespace(), name.local());
        return payload.isPresent() ? decode(payload.get()) : Decoded.refused(Reason.MISSING);
    }

    /**
     * Writes a payload.
     *
     * @param payload the payload
     * @return the element
     * @throws IllegalArgumentException if it would be refused; the message says which field and why, and not what was in it
     */
    public Element encode(T payload) {
        Element element = build(payload);
        Optional<Refusal> refusal = decode(element).refusal();
        if (refusal.isPresent()) {
            throw new IllegalArgumentException("a payload " + name + " that nobody would take: " + refusal.get());
        }
        return element;
    }

    /**
     * Returns the one sequence of bytes that stands for a payload, whatever XML it came in: that is what can be signed, since servers on
     * the way write XML anew. It begins with the name, and has of each field its number, type, length and value.
     *
     * @param payload the payload
     * @return the bytes, of which no other payload of any codec has the same
     */
    public byte[] signedForm(T payload) {
        SignedForm form = new SignedForm().add(0, named());
        int number = 1;
        for (Field<T, ?> field : fields) {
            Element.Builder element = Element.named(name.namespace(), name.local());
            field.write(payload, new Writing(element, name.namespace()));
            form.add(number++, element.build());
        }
        return form.toByteArray();
    }

    // The name as a field: an element of it with nothing in it.
    private Element named() {
        return Element.named(name.namespace(), name.local())
                .child(Element.named(name.namespace(), name.local()).build())
                .build();
    }

    Element build(T payload) {
        Element.Builder element = Element.named(name.namespace(), name.local());
        Writing out = new Writing(element, name.namespace());
        for (Field<T, ?> field : fields) {
            field.write(payload, out);
        }
        return element.build();
    }

    private Decoded<T> construct(Values values) {
        try {
            return new Decoded.Value<>(constructor.apply(values));
        } catch (RuntimeException refusedByTheApplication) { // whatever its constructor throws, there is no object
            return Decoded.refused(Reason.INCONSISTENT);
        }
    }

    /** Returns the name of the element. */
    @Override
    public String toString() {
        return name.toString();
    }

    /** The values of the fields, each of the type of its field. */
    static final class Values {
        private final Map<Field<?, ?>, Object> values;

        Values(Map<Field<?, ?>, Object> values) {
            this.values = values;
        }

        // What is put for a field is what its own place has read.
        @SuppressWarnings("unchecked")
        <V> V get(Field<?, V> field) {
            return (V) Objects.requireNonNull(values.get(field));
        }
    }
}
