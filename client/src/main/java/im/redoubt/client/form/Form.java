package im.redoubt.client.form;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A form that somebody else made (XEP-0004): to be filled in, or what there is to show. Immutable.
 *
 * <pre>{@code
 * FormAnswer answer = form.answer().set("muc#roomconfig_membersonly", true).build();
 * room.configure(answer);
 * }</pre>
 */
public final class Form {
    /** The most fields of a form or of one of its rows, and the most options of a field. */
    public static final int MOST_FIELDS = 500;

    /** The most rows. */
    public static final int MOST_ROWS = 2_000;

    static final String FORM_TYPE = "FORM_TYPE";

    private final String type;
    private final Unverified title;
    private final Unverified instructions;
    private final List<FormField> fields;
    private final List<List<FormField>> rows;

    private Form(Element element, List<FormField> fields, List<List<FormField>> rows) {
        this.type = element.attribute("type").orElse("");
        this.title = text(element, "title");
        this.instructions = text(element, "instructions");
        this.fields = fields;
        this.rows = rows;
    }

    /**
     * Reads a form.
     *
     * @param element an element {@code x} of {@code jabber:x:data}
     * @return the form, or nothing if it is none, names a field twice, or is larger than forms are
     */
    public static Optional<Form> read(Element element) {
        if (!element.is(DataForm.NAMESPACE, "x")) {
            return Optional.empty();
        }
        Optional<List<FormField>> fields = fields(element);
        List<Element> items = element.children(DataForm.NAMESPACE, "item");
        if (!fields.isPresent() || items.size() > MOST_ROWS) {
            return Optional.empty();
        }
        List<List<FormField>> rows = new ArrayList<>();
        for (Element item : items) {
            Optional<List<FormField>> row = fields(item);
            if (!row.isPresent()) {
                return Optional.empty();
            }
            rows.add(row.get());
        }
        return Optional.of(new Form(element, fields.get(), Collections.unmodifiableList(rows)));
    }

    /** Returns whether it is to be filled in, and not a result. */
    public boolean isToFillIn() {
        return type.equals("form");
    }

    /** Returns whether it says that it is of this type, by which the names of its fields are known (XEP-0068). */
    public boolean isOfType(String formType) {
        return field(FORM_TYPE)
                .flatMap(FormField::value)
                .filter(value -> value.is(formType))
                .isPresent();
    }

    /** Returns the title, empty if there is none. */
    public Unverified title() {
        return title;
    }

    /** Returns what people are told, empty if nothing. */
    public Unverified instructions() {
        return instructions;
    }

    /** Returns the fields in order. */
    public List<FormField> fields() {
        return fields;
    }

    /** Returns the rows of a result that is a table, each with its fields. */
    public List<List<FormField>> rows() {
        return rows;
    }

    /** Returns the field of this name. */
    public Optional<FormField> field(String name) {
        for (FormField field : fields) {
            if (!name.isEmpty() && field.name().is(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Begins an answer, which holds for the beginning what the form holds. */
    public FormAnswer.Builder answer() {
        return new FormAnswer.Builder(this);
    }

    private static Optional<List<FormField>> fields(Element parent) {
        List<Element> children = parent.children(DataForm.NAMESPACE, "field");
        if (children.size() > MOST_FIELDS) {
            return Optional.empty();
        }
        List<FormField> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Element child : children) {
            String name = child.attribute("var").orElse("");
            if (!name.isEmpty() && !names.add(name)) {
                return Optional.empty();
            }
            List<Element> options = child.children(DataForm.NAMESPACE, "option");
            if (options.size() > MOST_FIELDS) {
                return Optional.empty();
            }
            fields.add(field(name, child, options));
        }
        return Optional.of(Collections.unmodifiableList(fields));
    }

    private static FormField field(String name, Element child, List<Element> options) {
        List<Unverified> values = new ArrayList<>();
        child.children(DataForm.NAMESPACE, "value").forEach(value -> values.add(Unverified.of(value.text())));
        List<FieldOption> choices = new ArrayList<>();
        for (Element option : options) {
            choices.add(new FieldOption(text(option, "value"), attribute(option, "label")));
        }
        boolean hidden = name.equals(FORM_TYPE) && !child.attribute("type").isPresent();
        FieldKind kind = hidden
                ? FieldKind.HIDDEN
                : FieldKind.named(child.attribute("type").orElse(""));
        boolean required = child.first(DataForm.NAMESPACE, "required").isPresent();
        return new FormField(Unverified.of(name), kind, attribute(child, "label"), required, values, choices);
    }

    private static Unverified text(Element parent, String name) {
        return Unverified.of(
                parent.first(DataForm.NAMESPACE, name).map(Element::text).orElse(""));
    }

    private static Unverified attribute(Element element, String name) {
        return Unverified.of(element.attribute(name).orElse(""));
    }

    /** Returns how much there is in it, nothing of what. */
    @Override
    public String toString() {
        return "form of " + fields.size() + " fields and " + rows.size() + " rows";
    }
}
