package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** Names that could be taken for others in what is made. */
class HostileSourceTest {
    private static final String ANNOTATION = "@Vocabulary(\"urn:example:alarm:1\")";

    private static Compiled compiled(String body, Map<String, String> others) {
        Map<String, String> sources = new HashMap<>(others);
        sources.put("example.Alarm", Compiled.source(ANNOTATION, body));
        return Compiled.of(sources);
    }

    @Test
    void namesOfLocalsAndOfTheirTypesAreNoTrouble() {
        Compiled compiled = compiled("""
                record Local(boolean value, boolean v1, boolean v2, boolean command, boolean change, boolean codecOfLocal) implements Event {}
                @AllowedTo(Role.OWNER)
                record CodecOfLocal(boolean out, boolean it, @Secret Pin command, Local change) implements Command<Type> {}
                record Type(boolean java, boolean im, boolean example) implements Reading {}
                record String() {}
                record Codec(Kind kind, Field field) implements Event {}
                enum Kind { KIND }
                record Field(String string, Integer integer) {}
                record Integer(@Range(least = 0, most = 1) int Integer) {}
                record Class(boolean aClass, boolean Default, boolean Null) implements Event {}
                record New() implements Event {}
                """, Map.of());
        assertThat(compiled.complaints()).isEmpty();
        Constants types = Constants.ofAlarm(compiled);
        for (Map.Entry<String, String> each : Map.of(
                        "LOCAL",
                        "<local xmlns='urn:example:alarm:1' value='true' v1='false' v2='true' command='false'"
                                + " change='true' codec-of-local='false'/>",
                        "CODEC",
                        "<codec xmlns='urn:example:alarm:1' kind='kind'><field><string/><integer integer='1'/></field></codec>",
                        "CLASS",
                        "<class xmlns='urn:example:alarm:1' a-class='true' default='false' null='true'/>",
                        "NEW",
                        "<new xmlns='urn:example:alarm:1'/>")
                .entrySet()) {
            assertThat(types.again(each.getKey(), each.getValue())).isEqualTo(each.getValue());
        }
    }

    @Test
    void recordsWithMoreThanTheirOwnConstructorAreMadeByThatOne() {
        Compiled compiled = compiled("""
                record Two(@Range(least = 0, most = 9) int number, boolean flag) implements Event {
                    Two(Integer number, Boolean flag) { this(9, true); }
                    Two(Object number, Object flag) { this(9, true); }
                    static int number(Two two) { return 8; }
                    int number(int other) { return 7; }
                }
                """, Map.of());
        assertThat(compiled.complaints()).isEmpty();
        String two = "<two xmlns='urn:example:alarm:1' number='3' flag='false'/>";
        assertThat(Constants.ofAlarm(compiled).again("TWO", two)).isEqualTo(two);
    }

    @Test
    void typesOfThePackageDoNotStandInForTheKits() {
        Map<String, String> others = new HashMap<>();
        for (String name :
                List.of("Codec", "Field", "Kind", "CommandType", "Set", "Generated", "NullMarked", "Boolean")) {
            others.put("example." + name, "package example; public final class " + name + " {}");
        }
        Compiled compiled = compiled(
                "@AllowedTo(Role.OWNER) record Arm(@Secret Pin pin, boolean away) implements Command<State> {}"
                        + " record State(boolean on) implements Reading {}",
                others);
        assertThat(compiled.complaints()).isEmpty();
    }

    @Test
    void whatIsDeprecatedIsNoWarning() {
        Compiled compiled = compiled("""
                /** @deprecated of old */ @Deprecated enum Zone { A }
                /** @deprecated of old */ @Deprecated(forRemoval = true) record Old(Zone zone) implements Event {}
                record Now(Old old) implements Event {}
                """, Map.of());
        assertThat(compiled.complaints()).isEmpty();
    }

    @Test
    void aCommentThatEndsEarlyEndsNothing() {
        Compiled compiled = compiled("""
                /// It ends */ here, says a comment of Java 23. <script>
                record Beat() implements Event {}

                /** {@code *&#47;} ${x} {@code {@code }} ]]> --> &quot; */
                record Next() implements Event {}
                """, Map.of());
        assertThat(compiled.complaints()).isEmpty();
        assertThat(compiled.text("META-INF/redoubt/Alarm.md"))
                .contains("\\$\\{x\\}")
                .doesNotContain("<script>");
        new Schema(compiled.text("META-INF/redoubt/Alarm.xsd"));
    }

    @Test
    void aVocabularyThatNobodyElseSeesStaysSo() {
        Compiled compiled = Compiled.of(Map.of(
                "example.Alarm",
                Compiled.source(ANNOTATION, "record Beat() implements Event {}").replace("public ", "")));
        assertThat(compiled.complaints()).isEmpty();
        assertThat(compiled.text("example/AlarmTypes.java")).contains("\nfinal class AlarmTypes {");
        assertThat(Constants.ofAlarm(compiled).again("BEAT", "<beat xmlns='urn:example:alarm:1'/>"))
                .startsWith("<beat");
    }

    @Test
    void aVocabularyNeedsNoPackage() {
        Compiled compiled = Compiled.of(Map.of(
                "Alarm",
                Compiled.source(ANNOTATION, "record Beat() implements Event {}").replace("package example; ", "")));
        assertThat(compiled.complaints()).isEmpty();
        assertThat(compiled.text("AlarmTypes.java")).contains("public final class AlarmTypes");
    }

    @Test
    void anInterfaceBetweenSaysAsMuch() {
        Compiled compiled = compiled(
                "@AllowedTo(Role.OWNER) record Arm() implements Orders.Plain {} record State() {}",
                Map.of(
                        "example.Orders",
                        "package example; interface Orders { interface Plain extends"
                                + " im.redoubt.things.vocabulary.Command<Alarm.State> {} }"));
        assertThat(compiled.complaints()).isEmpty();
        assertThat(Constants.ofAlarm(compiled).command("ARM").answer()).hasToString("{urn:example:alarm:1}state");
    }

    @Test
    void aTypeOfAnotherProcessorIsWaitedFor() {
        String source = Compiled.source(ANNOTATION, "record Beat(Made made) implements Event {}");
        Compiled compiled = Compiled.of(
                Map.of("example.Alarm", source), List.of(new VocabularyProcessor(), new Maker()), Compiled.classPath());
        assertThat(compiled.complaints()).isEmpty();
        assertThat(compiled.text("example/AlarmTypes.java")).contains("example.Made");
    }

    /** Makes an enum in its first round. */
    private static final class Maker extends AbstractProcessor {
        private boolean made;

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!made) {
                made = true;
                try (Writer out = processingEnv
                        .getFiler()
                        .createSourceFile("example.Made")
                        .openWriter()) {
                    out.write("package example; public enum Made { A }");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }

    /** Neither annotation has to be there: a program for Android has none of the compiler's, and may have none of JSpecify's. */
    @Test
    void withoutJSpecifyNothingIsMarked() {
        List<String> entries = List.of(Compiled.classPath().split(java.io.File.pathSeparator, -1));
        String without = String.join(
                java.io.File.pathSeparator,
                entries.stream().filter(entry -> !entry.contains("jspecify")).toList());
        Compiled compiled = Compiled.of(
                Map.of("example.Alarm", Compiled.source(ANNOTATION, "record Beat() implements Event {}")),
                List.of(new VocabularyProcessor()),
                without);
        assertThat(compiled.text("example/AlarmTypes.java"))
                .doesNotContain("NullMarked")
                .contains("Generated");
    }

    @Test
    void aModuleThatDoesNotReadTheCompilersIsNotGivenItsAnnotation() {
        Compiled compiled = Compiled.of(
                Map.of(
                        "module-info",
                        "module vendor { exports example; }",
                        "example.Alarm",
                        Compiled.source(ANNOTATION, "record Beat() implements Event {}")),
                List.of(new VocabularyProcessor()),
                Compiled.classPath(),
                "--add-reads",
                "vendor=ALL-UNNAMED");
        assertThat(compiled.complaints()).noneMatch(complaint -> complaint.contains("Generated"));
        assertThat(compiled.text("example/AlarmTypes.java")).doesNotContain("Generated");
    }
}
