package im.redoubt.checks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of controls and attacks with what proves them: docs/controls.md. */
final class Controls {
    private static final Pattern ATTACK = Pattern.compile("([A-Z])-([0-9]+)");

    private final List<Control> controls;
    private final List<Proof> proofs;

    Controls(List<Control> controls, List<Proof> proofs) {
        this.controls = controls;
        this.proofs = proofs;
    }

    /**
     * Something the product must do.
     *
     * @param id its name, LIB-01 for example
     * @param done whether it is held to be done, and so must have a passing test
     * @param title what it is, in a line
     */
    record Control(String id, boolean done, String title) {}

    /** Reads the list of controls: id, state and title, separated by tabulators. */
    static List<Control> parse(String text) {
        List<Control> controls = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split("\t", -1);
                if (parts.length != 3 || !List.of("done", "open").contains(parts[1])) {
                    throw new IllegalArgumentException(
                            "not «id, done or open, title» with tabulators between: " + line);
                }
                controls.add(new Control(parts[0], parts[1].equals("done"), parts[2]));
            }
        }
        return controls;
    }

    /** Returns the tests that name a control or an attack. */
    List<Proof> proofsOf(String id) {
        return proofs.stream().filter(proof -> proof.tags().contains(id)).toList();
    }

    /** Returns the document as it is committed: names only, so that it changes with the sources and not with the day. */
    String document() {
        return document(proof -> "", control -> control.done() ? "done" : "open");
    }

    /** Returns the document with what came of each proof. */
    String document(Function<Proof, String> verdict, Function<Control, String> state) {
        StringBuilder text = new StringBuilder("""
                # Controls and their proofs

                Generated from the tags of the tests and from `controls.tsv`; the build fails when it is not what they say, and
                when a control that is done has no passing test. After a change copy `checks/target/controls.md` here. What
                came of each proof in the last run stands in `checks/target/controls-verdicts.md`.

                | control | what it says | state | proofs |
                |---|---|---|---|
                """);
        for (Control control : controls) {
            text.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            control.id(),
                            control.title(),
                            state.apply(control),
                            cell(proofsOf(control.id()), verdict)));
        }
        text.append("\n## Attacks\n\n| attack | proofs |\n|---|---|\n");
        attacks().forEach((id, found) -> text.append("| %s | %s |%n".formatted(id, cell(found, verdict))));
        return text.toString();
    }

    /** Returns the tags that look like a control and are in no list: misspelt ones. */
    List<String> unknown() {
        List<String> known = controls.stream().map(Control::id).toList();
        return proofs.stream()
                .flatMap(proof -> proof.tags().stream())
                .filter(tag -> tag.matches("[A-Z]{2,}-.*|[A-Z]{2,}[0-9].*") && !known.contains(tag))
                .distinct()
                .toList();
    }

    private Map<String, List<Proof>> attacks() {
        Map<String, List<Proof>> attacks =
                new TreeMap<>(Comparator.comparing(Controls::family).thenComparingInt(Controls::row));
        for (Proof proof : proofs) {
            for (String tag : proof.tags()) {
                if (ATTACK.matcher(tag).matches()) {
                    attacks.computeIfAbsent(tag, id -> proofsOf(id));
                }
            }
        }
        return attacks;
    }

    private static String family(String attack) {
        return attack.substring(0, 1);
    }

    private static int row(String attack) {
        Matcher parts = ATTACK.matcher(attack);
        return parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    }

    private static String cell(List<Proof> proofs, Function<Proof, String> verdict) {
        return proofs.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        proofs.stream()
                                .map(proof -> "`" + proof.name() + "`" + verdict.apply(proof))
                                .toList());
    }
}
