package im.redoubt.protocol.payload;

import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data form (XEP-0004): what is asked for, or what was filled in.
 *
 * @param type the type of the form, for instance {@code form}, {@code submit}, {@code result}
 * @param fields the fields in order
 */
public record DataForm(String type, List<Field> fields) {
    /** The namespace. */
    public static final String NAMESPACE = "jabber:x:data";

    /** Copies the fields. */
    public DataForm {
        fields = Collections.unmodifiableList(new ArrayList<>(fields));
    }

    /**
     * A field.
     *
     * @param name the name, which is {@code var} on the wire
     * @param type the type, for instance {@code text-single}; empty where it was left out
     * @param label what a person is shown
     * @param required whether it must be filled in
     * @param values the values
     * @param options the values that it may have, where these are given
     */
    public record Field(
            String name, String type, String label, boolean required, List<String> values, List<String> options) {
        /** Copies the lists. */
        public Field {
            values = Collections.unmodifiableList(new ArrayList<>(values));
            options = Collections.unmodifiableList(new ArrayList<>(options));
        }

        /** Returns a field that a program reads. */
        public static Field hidden(String name, String value) {
            return of(name, "hidden", Collections.singletonList(value));
        }

        /** Returns a field with values. */
        public static Field of(String name, String type, List<String> values) {
            return new Field(name, type, "", false, values, Collections.emptyList());
        }

        /** Returns a field with one of some values. */
        public static Field choice(String name, String value, List<String> options) {
            return new Field(name, "list-single", "", false, Collections.singletonList(value), options);
        }

        /** Returns a field that must be filled in. */
        public static Field asked(String name, String type, String label) {
            return new Field(name, type, label, true, Collections.emptyList(), Collections.emptyList());
        }
    }

    /**
     * Reads a form.
     *
     * @param element an element {@code x} of this namespace
     * @return the form, or nothing if it is none or names a field twice
     */
    public static Optional<DataForm> read(Element element) {
        if (!element.is(NAMESPACE, "x")) {
            return Optional.empty();
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Element child : element.children(NAMESPACE, "field")) {
            List<String> values = new ArrayList<>();
            for (Element value : child.children(NAMESPACE, "value")) {
                values.add(value.text());
            }
            String name = child.attribute("var").orElse("");
            Field field = Field.of(name, child.attribute("type").orElse(""), values);
            if (fields.put(name, field) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new DataForm(element.attribute("type").orElse(""), new ArrayList<>(fields.values())));
    }

    /** Returns the values of a field, none if there is no such field. */
    public List<String> values(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.values();
            }
        }
        return Collections.emptyList();
    }

    /** Returns the one value of a field, or nothing if it has none or several. */
    public Optional<String> value(String name) {
        List<String> values = values(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Returns the element, with a title for people. */
    public Element toElement(String title) {
        Element.Builder form = Element.named(NAMESPACE, "x").attribute("type", type);
        if (!title.isEmpty()) {
            form.child(NAMESPACE, "title", title);
        }
        for (Field field : fields) {
            form.child(element(field));
        }
        return form.build();
    }

    private static Element element(Field field) {
        Element.Builder element = Element.named(NAMESPACE, "field").attribute("var", field.name());
        if (!field.type().isEmpty()) {
            element.attribute("type", field.type());
        }
        if (!field.label().isEmpty()) {
            element.attribute("label", field.label());
        }
        if (field.required()) {
            element.child(Element.named(NAMESPACE, "required").build());
        }
        for (String value : field.values()) {
            element.child(NAMESPACE, "value", value);
        }
        for (String option : field.options()) {
            element.child(Element.named(NAMESPACE, "option")
                    .child(NAMESPACE, "value", option)
                    .build());
        }
        return element.build();
    }
}
