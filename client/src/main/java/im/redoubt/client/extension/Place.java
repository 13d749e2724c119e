package im.redoubt.client.extension;

import im.redoubt.client.extension.Refusal.Reason;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where in an element a field stands.
 *
 * @param <V> the type of its value
 */
interface Place<V> {
    /** Says which names are taken, so that no other field and nothing unknown has them. */
    void claim(Claims claims);

    /** Reads the value out of an element of a payload in {@code namespace}. */
    Decoded<V> read(Element element, String namespace);

    void write(V value, Writing out);

    /** What a refusal calls it; empty for the text of the element. */
    String label();

    /** Returns a place whose value must be there. */
    static <V> Place<V> required(Place<Optional<V>> place) {
        return new Adapted<>(
                place,
                found -> found.<Decoded<V>>map(Decoded.Value::new)
                        .orElseGet(() -> new Decoded.Refused<>(new Refusal(Reason.MISSING, place.label()))),
                Optional::of);
    }

    /** Returns a place for the one value of a list of at most one. */
    static <V> Place<Optional<V>> single(Place<List<V>> place) {
        return new Adapted<>(
                place,
                found -> new Decoded.Value<>(found.isEmpty() ? Optional.empty() : Optional.of(found.get(0))),
                value -> value.map(List::of).orElseGet(List::of));
    }

    /** A place whose value is made of another one's. */
    record Adapted<W, V>(Place<W> place, Function<W, Decoded<V>> read, Function<V, W> write) implements Place<V> {
        @Override
        public void claim(Claims claims) {
            place.claim(claims);
        }

        @Override
        public Decoded<V> read(Element element, String namespace) {
            return place.read(element, namespace).then(read);
        }

        @Override
        public void write(V value, Writing out) {
            place.write(write.apply(value), out);
        }

        @Override
        public String label() {
            return place.label();
        }
    }

    /** An attribute in no namespace. */
    record Attribute<V>(String name, Kind<V> kind) implements Place<Optional<V>> {
        @Override
        public void claim(Claims claims) {
            claims.attribute(name);
        }

        @Override
        public Decoded<Optional<V>> read(Element element, String namespace) {
            Optional<String> text = element.attribute(name);
            if (!text.isPresent()) {
                return new Decoded.Value<>(Optional.empty());
            }
            return kind.read(text.get())
                    .fold(v -> new Decoded.Value<>(Optional.of(v)), r -> new Decoded.Refused<>(r.inside(name)));
        }

        @Override
        public void write(Optional<V> value, Writing out) {
            value.ifPresent(v -> out.element().attribute(name, kind.write(v)));
        }

        @Override
        public String label() {
            return name;
        }
    }

    /** The text directly inside. */
    record Content<V>(Kind<V> kind) implements Place<V> {
        @Override
        public void claim(Claims claims) {
            claims.content();
        }

        @Override
        public Decoded<V> read(Element element, String namespace) {
            return kind.read(element.text());
        }

        @Override
        public void write(V value, Writing out) {
            out.element().text(kind.write(value));
        }

        @Override
        public String label() {
            return "";
        }
    }

    /**
     * Child elements.
     *
     * @param namespace theirs, or empty for that of the payload
     */
    record Children<V>(String namespace, String local, int most, Inner<V> inner) implements Place<List<V>> {
        public Children {
            if (most < 1 || most > Field.MOST_CHILDREN) {
                throw new IllegalArgumentException("1 to " + Field.MOST_CHILDREN + " elements");
            }
        }

        static <V> Children<V> ofText(String name, Kind<V> kind, int most) {
            return new Children<>("", name, most, new TextInside<>(kind));
        }

        static <V> Children<V> of(Codec<V> codec, int most) {
            XmlName name = codec.name();
            return new Children<>(name.namespace(), name.local(), most, new CodecInside<>(codec));
        }

        @Override
        public void claim(Claims claims) {
            claims.child(new XmlName(in(claims.namespace()), local));
        }

        @Override
        public Decoded<List<V>> read(Element element, String payload) {
            List<V> values = new ArrayList<>();
            for (Element child : element.children(in(payload), local)) {
                if (values.size() == most) {
                    return new Decoded.Refused<>(new Refusal(most == 1 ? Reason.REPEATED : Reason.TOO_LARGE, local));
                }
                Optional<Refusal> refusal = inner.decode(child)
                        .fold(
                                value -> {
                                    values.add(value);
                                    return Optional.empty();
                                },
                                Optional::of);
                if (refusal.isPresent()) {
                    return new Decoded.Refused<>(refusal.get().inside(local));
                }
            }
            return new Decoded.Value<>(List.copyOf(values));
        }

        @Override
        public void write(List<V> values, Writing out) {
            for (V value : values) {
                out.element().child(inner.build(new XmlName(in(out.namespace()), local), value));
            }
        }

        @Override
        public String label() {
            return local;
        }

        private String in(String payload) {
            return namespace.isEmpty() ? payload : namespace;
        }
    }
}
