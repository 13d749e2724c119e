package im.redoubt.things.processor;

import im.redoubt.things.processor.Component.Often;
import im.redoubt.things.processor.Entry.Terms;
import im.redoubt.things.processor.Value.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the class with the codecs. All names in it are full ones, and those of its own cannot be a record's: codecs are called
 * {@code codecOf…} and constants have no small letters.
 */
final class TypesWriter {
    private static final String TWICE = "            ";
    private static final String FOURFOLD = "                    ";

    private final Model model;
    private final StringBuilder out = new StringBuilder();

    private TypesWriter(Model model) {
        this.model = model;
    }

    /** Returns the simple name of the class. */
    static String name(Model model) {
        return model.name() + "Types";
    }

    /** Returns the name of the codec of a record. */
    static String codec(String entry) {
        return "codecOf" + entry;
    }

    /** Returns the source of the class. */
    static String write(Model model, Available available) {
        TypesWriter writer = new TypesWriter(model);
        writer.head(available);
        for (Entry entry : Order.partsFirst(model.entries())) {
            writer.codecOf(entry);
        }
        model.entries().forEach(writer::constant);
        writer.line("    private " + name(model) + "() {}");
        writer.line("}");
        return writer.out.toString();
    }

    private void head(Available available) {
        if (!model.packageName().isEmpty()) {
            line("package " + model.packageName() + ";");
            line("");
        }
        line("/**");
        line(" * How what {@link " + model.element().getQualifiedName() + "} declares is written and read.");
        line(" * It is made of that interface in each build; change that, not this.");
        line(" */");
        if (available.generated()) {
            line("@javax.annotation.processing.Generated(\"" + VocabularyProcessor.class.getName() + "\")");
        }
        if (available.nullMarked()) {
            line("@org.jspecify.annotations.NullMarked");
        }
        // What a vendor has deprecated is still understood.
        line("@java.lang.SuppressWarnings({\"deprecation\", \"removal\"})");
        line((model.isPublic() ? "public " : "") + "final class " + name(model) + " {");
    }

    private void codecOf(Entry entry) {
        List<Component> components = entry.components();
        String types =
                entry.type() + components.stream().map(it -> ", " + typeOf(it)).collect(Collectors.joining());
        line("    private static final " + Kit.CODEC + "<" + entry.type() + "> " + codec(entry.name()) + " =");
        line(TWICE + Kit.CODEC + ".element(\"" + model.namespace() + "\", \""
                + entry.wire().text() + "\")");
        line(FOURFOLD + ".<" + types + ">of(");
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Component component : components) {
            String name = "v" + (names.size() + 1);
            names.add(name);
            values.add(
                    component.count().often() == Often.ONCE
                            ? name + component.value().java().unboxed()
                            : name);
        }
        out.append(FOURFOLD + TWICE.substring(4) + "(" + String.join(", ", names) + ") -> new " + entry.type() + "("
                + String.join(", ", values) + ")");
        for (Component component : components) {
            out.append(",\n").append(FOURFOLD).append(TWICE.substring(4)).append(field(entry, component));
        }
        line(");");
        line("");
    }

    private static String typeOf(Component component) {
        String type = component.value().java().type();
        return switch (component.count().often()) {
            case ONCE -> type;
            case PERHAPS -> "java.util.Optional<" + type + ">";
            case MANY -> "java.util.List<" + type + ">";
        };
    }

    private static String field(Entry entry, Component component) {
        List<String> arguments = new ArrayList<>();
        if (component.value().wire().place() != Place.NESTED) {
            arguments.add("\"" + component.wire().text() + "\"");
        }
        arguments.add(component.value().wire().expression());
        if (component.count().often() == Often.MANY) {
            arguments.add(Integer.toString(component.count().most()));
        }
        arguments.add("value -> value." + component.name() + "()");
        return Kit.FIELD + ".<" + entry.type() + ", " + component.value().java().type() + ">" + place(component) + "("
                + String.join(", ", arguments) + ")";
    }

    private static String place(Component component) {
        Place place = component.value().wire().place();
        return switch (component.count().often()) {
            case ONCE -> place == Place.ATTRIBUTE ? "attribute" : place == Place.TEXT ? "child" : "nested";
            case PERHAPS ->
                place == Place.ATTRIBUTE
                        ? "optionalAttribute"
                        : place == Place.TEXT ? "optionalChild" : "optionalNested";
            case MANY -> place == Place.NESTED ? "list" : "children";
        };
    }

    private void constant(Entry entry) {
        switch (entry.purpose().what()) {
            case COMMAND -> entry.purpose().terms().ifPresent(terms -> command(entry, terms));
            case EVENT -> simple(entry, Kit.EVENT_TYPE, "an event");
            case READING -> simple(entry, Kit.READING_TYPE, "a reading");
            case PART -> {} // it is read and written in others only
        }
    }

    private void simple(Entry entry, String type, String what) {
        line("    /** {@link " + entry.type() + "}, " + what + ". */");
        line("    public static final " + type + "<" + entry.type() + "> "
                + entry.wire().constant() + " =");
        line(TWICE + "new " + type + "<" + entry.type() + ">(" + codec(entry.name()) + ");");
        line("");
    }

    private void command(Entry entry, Terms terms) {
        String answer = model.entry(terms.answer()).type();
        String type = Kit.COMMAND_TYPE + "<" + entry.type() + ", " + answer + ">";
        String roles = terms.roles().stream().map(role -> Kit.ROLE + "." + role).collect(Collectors.joining(", "));
        line("    /** {@link " + entry.type() + "}, a command. */");
        line("    public static final " + type + " " + entry.wire().constant() + " =");
        line(TWICE + "new " + type + "(");
        line(FOURFOLD + codec(entry.name()) + ",");
        line(FOURFOLD + codec(terms.answer()) + ",");
        line(FOURFOLD + "new " + Kit.COMMAND_RULES + "(");
        line(FOURFOLD + "        java.util.Set.<" + Kit.ROLE + ">of(" + roles + "),");
        line(FOURFOLD + "        " + Kit.COMMAND_RULES + ".Freshness." + (terms.sleeping() ? "COUNTER" : "NONCE")
                + "),");
        line(FOURFOLD + "(command, change) -> " + changed(entry) + ");");
        line("");
    }

    /** Returns the expression of the same command with other PINs. */
    private static String changed(Entry entry) {
        if (!entry.hasSecrets()) {
            return "command";
        }
        List<String> values = new ArrayList<>();
        for (Component component : entry.components()) {
            String value = "command." + component.name() + "()";
            if (!component.value().isSecret()) {
                values.add(value);
            } else {
                values.add(
                        component.count().often() == Often.ONCE
                                ? "change.apply(" + value + ")"
                                : value + ".map(change)");
            }
        }
        return "new " + entry.type() + "(" + String.join(", ", values) + ")";
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
