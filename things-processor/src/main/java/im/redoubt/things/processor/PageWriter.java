package im.redoubt.things.processor;

import im.redoubt.things.processor.Entry.Terms;
import im.redoubt.things.processor.Entry.What;
import im.redoubt.things.processor.Value.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the page about a vocabulary, in Markdown, for whoever speaks with such a device. */
final class PageWriter {
    private static final Map<What, String> HEADINGS = Map.of(
            What.COMMAND, "Commands", What.EVENT, "Events", What.READING, "Readings", What.PART, "Parts and answers");

    private static final String OF_NOW =
            "of now: it carries a nonce that the device gave out half a minute ago at most";
    private static final String WAITS =
            "may wait until the device wakes: its counter and its expiry alone guard it, and a hostile server can keep it"
                    + " back until then";

    private final Model model;
    private final Comments comments;
    private final StringBuilder out = new StringBuilder();

    private PageWriter(Model model, Comments comments) {
        this.model = model;
        this.comments = comments;
    }

    /** Returns the page. */
    static String write(Model model, Comments comments) {
        PageWriter writer = new PageWriter(model, comments);
        writer.head();
        for (What what : What.values()) {
            writer.section(what);
        }
        return writer.out.toString();
    }

    private void head() {
        line("# " + Markup.markdown(model.name()));
        line("");
        paragraph(comments.of(model.element()).summary());
        line("Namespace: `" + model.namespace() + "`.");
        line("");
        line(
                "The kit puts each of these into elements of its own (`urn:redoubt:things:0`), with a signature. What is not written");
        line("here is refused, and so is what is not there as often as it is said.");
        line("");
    }

    private void section(What what) {
        List<Entry> entries = new ArrayList<>(model.entries());
        entries.removeIf(entry -> entry.purpose().what() != what);
        if (entries.isEmpty()) {
            return;
        }
        line("## " + HEADINGS.get(what));
        line("");
        entries.forEach(this::entry);
    }

    private void entry(Entry entry) {
        DocComment comment = comments.of(entry.element());
        line("### " + entry.wire().text());
        line("");
        paragraph(comment.summary());
        entry.purpose().terms().ifPresent(terms -> terms(entry, terms));
        if (!entry.components().isEmpty()) {
            fields(entry, comment);
        }
        line("```xml");
        out.append(Example.of(model, entry));
        line("```");
        line("");
    }

    private void terms(Entry entry, Terms terms) {
        String answer = model.entry(terms.answer()).wire().text();
        String secrets = entry.components().stream()
                .filter(component -> component.value().isSecret())
                .map(component -> "`" + component.written() + "`, which nobody but the device can read")
                .collect(Collectors.joining("; "));
        line("- given by: "
                + terms.roles().stream()
                        .map(role -> role.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
        line("- freshness: " + (terms.sleeping() ? WAITS : OF_NOW));
        line("- secrets: " + (secrets.isEmpty() ? "none" : secrets));
        line("- answer: [" + answer + "](#" + answer + ")");
        line("");
    }

    private void fields(Entry entry, DocComment comment) {
        line("| field | where | how often | value | meaning |");
        line("|---|---|---|---|---|");
        for (Component component : entry.components()) {
            line("| `" + component.written() + "` | " + (component.isAttribute() ? "attribute" : "element") + " | "
                    + often(component) + " | " + value(component) + " | "
                    + Markup.markdown(comment.field(component.name())) + " |");
        }
        line("");
    }

    private static String often(Component component) {
        return switch (component.count().often()) {
            case ONCE -> "once";
            case PERHAPS -> "once or not at all";
            case MANY -> component.count().most() + " times at most";
        };
    }

    private static String value(Component component) {
        Value value = component.value();
        return value.wire().place() == Place.NESTED
                ? "[" + value.wire().base() + "](#" + value.wire().base() + ")"
                : Markup.markdown(value.page().words());
    }

    private void paragraph(String text) {
        if (!text.isEmpty()) {
            line(Markup.markdown(text));
            line("");
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
