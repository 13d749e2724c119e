package im.redoubt.interop.smack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which of Smack's tests are run, from suite.txt and known.txt.
 *
 * @param units one for each specification
 * @param known tests whose failure is understood
 */
record Suite(List<Unit> units, List<Known> known) {
    /** What is done about a specification. */
    enum Scope {
        /** Built, and run in the ordinary tests. */
        RUN,
        /** Not built yet; run in the long tests, for the table only. */
        LATER,
        /** Built, but Smack has no test for it. */
        NONE
    }

    /**
     * A specification's tests.
     *
     * @param specification its name, like RFC6121
     * @param scope what is done about it
     * @param classes simple names
     * @param remark for the table
     */
    record Unit(String specification, Scope scope, List<String> classes, String remark) {
        @Override
        public String toString() {
            return specification;
        }
    }

    /**
     * A test whose failure is understood.
     *
     * @param race true when it passes or fails by chance and may be repeated, false when it always fails
     * @param test class and method
     * @param reason why it fails
     */
    record Known(boolean race, String test, String reason) {}

    static Suite read() throws IOException {
        List<Unit> units = fields("suite.txt")
                .map(field -> new Unit(field.get(0), Scope.valueOf(field.get(1)), words(field.get(2)), field.get(3)))
                .toList();
        List<Known> known = fields("known.txt")
                .map(field -> new Known(field.get(0).equals("race"), field.get(1), field.get(2)))
                .toList();
        return new Suite(units, known);
    }

    List<Unit> units(Scope scope) {
        return units.stream().filter(unit -> unit.scope() == scope).toList();
    }

    boolean isKnown(SuiteResult result, boolean race) {
        return known.stream().anyMatch(one -> one.race() == race && one.test().equals(result.name()));
    }

    private static Stream<List<String>> fields(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Suite.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            Stream.of(line.split("\\|", -1)).map(String::strip).toList());
        }
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" +"));
    }
}
