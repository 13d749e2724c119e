package im.redoubt.things.processor;

import im.redoubt.things.processor.Component.Often;
import im.redoubt.things.processor.Entry.What;
import im.redoubt.things.processor.Value.Facet;
import im.redoubt.things.processor.Value.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the schema (XML Schema 1.0) of a vocabulary. What a codec writes is valid. What is valid a codec reads, as far as a schema can say
 * it; what it cannot say, its own words do.
 */
final class SchemaWriter {
    /** No name of a record has a capital letter. */
    private static final String NOTHING = "Nothing";

    private static final List<String> WORDS = List.of(
            "What is not valid here a device refuses, but for two things: where elements stand in a sequence it takes any",
            "order, and it takes xml:lang, of which it makes nothing. What is valid it takes, unless there is white space",
            "around a number, a moment, a length of time, a truth value or Base64; text is longer than its bound in UTF-16;",
            "an address is none; or the values do not go together.");

    private final Model model;
    private final StringBuilder out = new StringBuilder();

    private SchemaWriter(Model model) {
        this.model = model;
    }

    /** Returns the document. */
    static String write(Model model, Comments comments) {
        SchemaWriter writer = new SchemaWriter(model);
        writer.document(comments);
        return writer.out.toString();
    }

    private void document(Comments comments) {
        String namespace = Markup.xml(model.namespace());
        line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        line(0, "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"" + namespace + "\"");
        line(0, "    targetNamespace=\"" + namespace + "\" elementFormDefault=\"qualified\">");
        line(1, "<xs:annotation>");
        line(2, "<xs:documentation>");
        WORDS.forEach(words -> line(3, words));
        line(2, "</xs:documentation>");
        line(1, "</xs:annotation>");
        Set<String> answers = new HashSet<>();
        model.entries().forEach(entry -> entry.purpose().terms().ifPresent(terms -> answers.add(terms.answer())));
        for (Entry entry : model.entries()) {
            if (entry.purpose().what() != What.PART || answers.contains(entry.name())) {
                line(
                        1,
                        "<xs:element name=\"" + entry.wire().text() + "\" type=\""
                                + entry.wire().text() + "\"/>");
            }
        }
        model.entries().forEach(entry -> type(entry, comments.of(entry.element())));
        if (model.entries().stream().anyMatch(entry -> elements(entry).isEmpty())) {
            // A type that is empty would take no white space between its tags.
            line(1, "<xs:simpleType name=\"" + NOTHING + "\">");
            line(2, "<xs:restriction base=\"xs:token\">");
            line(3, "<xs:maxLength value=\"0\"/>");
            line(2, "</xs:restriction>");
            line(1, "</xs:simpleType>");
        }
        line(0, "</xs:schema>");
    }

    private static List<Component> elements(Entry entry) {
        List<Component> elements = new ArrayList<>(entry.components());
        elements.removeIf(Component::isAttribute);
        return elements;
    }

    private void type(Entry entry, DocComment comment) {
        line(1, "<xs:complexType name=\"" + entry.wire().text() + "\">");
        if (!comment.summary().isEmpty()) {
            line(2, "<xs:annotation>");
            line(3, "<xs:documentation>" + Markup.xml(comment.summary()) + "</xs:documentation>");
            line(2, "</xs:annotation>");
        }
        List<Component> elements = elements(entry);
        if (elements.isEmpty()) {
            line(2, "<xs:simpleContent>");
            line(3, "<xs:extension base=\"" + NOTHING + "\">");
            attributes(entry, 4);
            line(3, "</xs:extension>");
            line(2, "</xs:simpleContent>");
        } else {
            content(elements);
            attributes(entry, 2);
        }
        line(1, "</xs:complexType>");
    }

    private void content(List<Component> elements) {
        boolean lists = elements.stream().anyMatch(it -> it.count().often() == Often.MANY);
        if (!lists) {
            line(2, "<xs:all>");
            elements.forEach(it -> element(it, occurs(it)));
            line(2, "</xs:all>");
        } else {
            // In any order this language counts single elements only; what is valid is to be taken, so the order is
            // that of the fields.
            line(2, "<xs:sequence>");
            elements.forEach(it -> element(it, occurs(it)));
            line(2, "</xs:sequence>");
        }
    }

    private static String occurs(Component component) {
        return switch (component.count().often()) {
            case ONCE -> "";
            case PERHAPS -> " minOccurs=\"0\"";
            case MANY -> " minOccurs=\"0\" maxOccurs=\"" + component.count().most() + "\"";
        };
    }

    private void element(Component component, String occurs) {
        String begin = "<xs:element name=\"" + component.written() + "\"";
        if (component.value().wire().place() == Place.NESTED) {
            line(3, begin + " type=\"" + component.value().wire().base() + "\"" + occurs + "/>");
            return;
        }
        line(3, begin + occurs + ">");
        simple(component.value(), 4);
        line(3, "</xs:element>");
    }

    private void attributes(Entry entry, int depth) {
        for (Component component : entry.components()) {
            if (component.isAttribute()) {
                String use = component.count().often() == Often.ONCE ? " use=\"required\"" : "";
                line(depth, "<xs:attribute name=\"" + component.written() + "\"" + use + ">");
                simple(component.value(), depth + 1);
                line(depth, "</xs:attribute>");
            }
        }
    }

    private void simple(Value value, int depth) {
        line(depth, "<xs:simpleType>");
        line(depth + 1, "<xs:restriction base=\"" + value.wire().base() + "\">");
        for (Facet facet : value.wire().facets()) {
            line(depth + 2, "<xs:" + facet.name() + " value=\"" + Markup.xml(facet.value()) + "\"/>");
        }
        line(depth + 1, "</xs:restriction>");
        line(depth, "</xs:simpleType>");
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
