package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would go wrong at a device does not compile, and the error stands where it can be mended. */
class ErrorsTest {
    private static final String ANNOTATION = "@Vocabulary(\"urn:example:alarm:1\")";

    /** Whatever is tried stands in lines 12 on; it is of no use without these. */
    private static final String AROUND = """
            enum Zone { HALL, GARDEN }
            record State(boolean armed) implements Reading {}
            """;

    private static Arguments refused(String source, String... complaints) {
        return Arguments.of(source, List.of(complaints));
    }

    private static final String NAME =
            "a name that is written has ASCII letters, digits, and single underscores inside";
    private static final String OTHERS = "there are int, long, boolean, enums, Instant, Duration, BareJid, Jid,"
            + " Unverified, Octets, Pin and records of the vocabulary";

    static List<Arguments> commands() {
        return List.of(
                refused(
                        "record Arm() implements Command<State> {}",
                        "12: who may give this command? Say it by @AllowedTo, such as @AllowedTo(Role.OWNER)"),
                refused(
                        "@AllowedTo({})\nrecord Arm() implements Command<State> {}",
                        "12: nobody may give this command: name a role in @AllowedTo, or take it away"),
                refused(
                        "@AllowedTo({Role.USER, Role.USER})\nrecord Arm() implements Command<State> {}",
                        "12: a role is named twice in @AllowedTo"),
                refused(
                        "@AllowedTo(Role.OWNER)\nrecord Arm(Zone zone) implements Event {}",
                        "12: @AllowedTo is for commands: nobody gives Arm"),
                refused(
                        "@Sleeping\nrecord Arm(Zone zone) implements Event {}",
                        "12: @Sleeping is for commands: what a device tells is kept until it is known anyway"),
                refused(
                        "@AllowedTo(Role.OWNER) record Arm() implements Command {}",
                        "12: what does the device answer? Say it: Command<…>, of a record of this vocabulary"),
                refused(
                        "@AllowedTo(Role.OWNER) record Arm() implements Command<String> {}",
                        "12: what a device answers is a record of the same vocabulary, and java.lang.String is none"),
                refused(
                        "@AllowedTo(Role.OWNER) record Arm() implements Command<Zone> {}",
                        "12: what a device answers is a record of the same vocabulary, and example.Alarm.Zone is none"),
                refused(
                        "@AllowedTo(Role.OWNER) record Arm() implements Command<Arm> {}",
                        "12: a command answers no command: Arm is one"),
                refused(
                        "@AllowedTo(Role.OWNER) record Arm() implements Command<State>, Event {}",
                        "12: a record is a command, an event or a reading, and not two of them"));
    }

    static List<Arguments> secrets() {
        return List.of(
                refused(
                        "@AllowedTo(Role.OWNER) record Disarm(\nPin pin) implements Command<State> {}",
                        "13: a Pin is sealed to the device: mark it @Secret"),
                refused(
                        "@AllowedTo(Role.OWNER) record Disarm(\nOptional<Pin> pin) implements Command<State> {}",
                        "13: a Pin is sealed to the device: mark it @Secret"),
                refused(
                        "@AllowedTo(Role.OWNER) record Disarm(\n@Secret @AtMost(9) Unverified code) implements Command<State> {}",
                        "13: @Secret is for a Pin: nothing else is sealed, and this would go in clear"),
                refused(
                        "record Tried(@Secret Pin pin) implements Event {}",
                        "12: a Pin is given in a command, and told in nothing else"),
                refused(
                        "record Last(@Secret Pin pin) implements Reading {}",
                        "12: a Pin is given in a command, and told in nothing else"),
                refused(
                        "record Part(@Secret Pin pin) {}\nrecord Whole(Part part) implements Event {}",
                        "12: a Pin is given in a command, and told in nothing else"),
                refused(
                        "@AllowedTo(Role.OWNER) record Try(@Secret @AtMost(9) List<Pin> pins) implements Command<State> {}",
                        "12: a command has one Pin, or an Optional one; what has several lets people guess"),
                refused(
                        "@AllowedTo(Role.OWNER)\n@Sleeping\nrecord Disarm(@Secret Pin pin) implements Command<State> {}",
                        "13: a command with a Pin is of now, and servers can keep back one that is @Sleeping: take away"
                                + " one of them"));
    }

    static List<Arguments> types() {
        String fraction =
                "is not written in a vocabulary: a number with a fraction is a long in a smaller unit that its"
                        + " name tells, such as tenths";
        String text =
                "is not written in a vocabulary: text comes from others: its type is Unverified, which nobody takes"
                        + " for safe";
        return List.of(
                refused("record E(Zone zone,\nString text) implements Event {}", "13: java.lang.String " + text),
                refused("record E(@AtMost(3) List<String> text) implements Event {}", "12: java.lang.String " + text),
                refused("record E(Optional<String> text) implements Event {}", "12: java.lang.String " + text),
                refused("record E(double d) implements Event {}", "12: double " + fraction),
                refused("record E(java.math.BigDecimal d) implements Event {}", "12: java.math.BigDecimal " + fraction),
                refused(
                        "record E(short s) implements Event {}",
                        "12: short is not written in a vocabulary: a small number is an int with its @Range"),
                refused(
                        "record E(byte[] b) implements Event {}",
                        "12: byte[] is not written in a vocabulary: bytes are Octets, which nobody can change behind"
                                + " one's back"),
                refused(
                        "record E(Zone... zones) implements Event {}",
                        "12: example.Alarm.Zone[] is not written in a vocabulary: " + OTHERS),
                refused(
                        "record E(Set<Zone> zones) implements Event {}",
                        "12: java.util.Set is not written in a vocabulary: several values are a List, with @AtMost"),
                refused(
                        "record E(Optional<Optional<Zone>> zone) implements Event {}",
                        "12: java.util.Optional is not written in a vocabulary: an Optional or a List holds one value or"
                                + " a record, nothing of its own like"),
                refused(
                        "record E(Object o) implements Event {}",
                        "12: java.lang.Object is not written in a vocabulary: " + OTHERS),
                refused(
                        "record E(java.time.chrono.IsoEra era, Thread.State s, Map<Zone, Zone> m) implements Event {}",
                        "12: java.util.Map is not written in a vocabulary: " + OTHERS),
                refused(
                        "record E(Outside o) implements Event {}",
                        "12: Outside is no record of this vocabulary; declare in it what is sent by it"),
                refused(
                        "record E(Arm arm) implements Event {}\n@AllowedTo(Role.OWNER) record Arm() implements Command<State> {}",
                        "12: Arm is a command, and stands in nothing else"),
                refused(
                        "record E(K k) implements Event { private enum K { A } }",
                        "12: K is private; what is made of the vocabulary must see it"),
                refused(
                        "enum None {}\nrecord E(None none) implements Event {}",
                        "13: None has no constants, so that there is no value"),
                refused(
                        "enum Twice { A, a }\nrecord E(Twice twice) implements Event {}",
                        "13: two constants of Twice are written a"),
                refused(
                        "enum Odd { \u0430 }\nrecord E(Odd odd) implements Event {}",
                        "13: a constant that is written is of ASCII; in Odd one is not"),
                refused(
                        "record E(@org.jspecify.annotations.Nullable Zone zone) implements Event {}",
                        "12: a field that may be missing is an Optional; null comes over no network"));
    }

    static List<Arguments> bounds() {
        String number = "12: a number has bounds: @Range(least = …, most = …)";
        return List.of(
                refused("record E(int i) implements Event {}", number),
                refused("record E(Optional<Long> l) implements Event {}", number),
                refused("record E(@AtMost(2) List<Integer> i) implements Event {}", number),
                refused(
                        "record E(@Range(least = 2, most = 1) int i) implements Event {}",
                        "12: no number is from 2 to 1"),
                refused(
                        "record E(@Range(least = 0, most = 1L << 31) int i) implements Event {}",
                        "12: an int is not as wide as its @Range: make it a long"),
                refused(
                        "record E(@AtMost(1) int i) implements Event {}",
                        "12: @AtMost says nothing of a number: its bounds are @Range(least = …, most = …)",
                        number),
                refused(
                        "record E(Unverified u) implements Event {}",
                        "12: how many characters may there be? Say it by @AtMost(…)"),
                refused(
                        "record E(@AtMost(2) List<Unverified> u) implements Event {}",
                        "12: how many characters may there be? Say it by @AtMost(…)"),
                refused(
                        "record E(List<Zone> zones) implements Event {}",
                        "12: how many elements of the list may there be? Say it by @AtMost(…)"),
                refused(
                        "record E(@AtMost(1001) List<Zone> zones) implements Event {}",
                        "12: @AtMost is 1 to 1000 elements of the list here, not 1001"),
                refused(
                        "record E(@AtMost(0) Unverified u) implements Event {}",
                        "12: @AtMost is 1 to 1048576 characters here, not 0"),
                refused(
                        "record E(@AtMost(1 << 21) Octets o) implements Event {}",
                        "12: @AtMost is 1 to 1048576 bytes here, not 2097152"),
                refused(
                        "record E(Duration d) implements Event {}",
                        "12: how many seconds may there be? Say it by @AtMost(…)"),
                refused(
                        "record E(@Range(least = 1, most = 2) Duration d) implements Event {}",
                        "12: @Range is for numbers: the most seconds are said by @AtMost(…)",
                        "12: how many seconds may there be? Say it by @AtMost(…)"),
                refused(
                        "record E(@AtMost(9) Instant at) implements Event {}",
                        "12: @AtMost says nothing here; take it away"),
                refused(
                        "record E(@Range(least = 0, most = 1) Zone zone) implements Event {}",
                        "12: @Range says nothing here; take it away"),
                refused(
                        "record E(@AtMost(5) Optional<@AtMost(6) Unverified> u) implements Event {}",
                        "12: the bounds of what is optional stand in front of the field, not inside Optional<…>"));
    }

    static List<Arguments> names() {
        return List.of(
                refused(
                        "record OpenDoor() implements Event {}\nrecord Open_door() implements Event {}",
                        "13: OpenDoor is written <open-door> too: rename one of them"),
                refused(
                        "record E(Zone openDoor,\nZone open_door) implements Event {}",
                        "13: openDoor is written open-door too: rename one of them"),
                refused(
                        "record P() {}\nrecord E(P one,\nP other) implements Event {}",
                        "14: one is written <p> too, and a record is named by its type: put one of them into a record of"
                                + " its own that says what it is for"),
                refused(
                        "record Note() {}\nrecord E(@AtMost(9) Unverified note,\nNote other) implements Event {}",
                        "14: note is written <note> too, and a record is named by its type: put one of them into a record"
                                + " of its own that says what it is for"),
                refused("record Größe() implements Event {}", "12: " + NAME),
                refused("record E(Zone zone_) implements Event {}", "12: " + NAME),
                refused("record E(Zone a__b) implements Event {}", "12: " + NAME),
                refused("record E(Zone _a) implements Event {}", "12: " + NAME),
                refused("record E(Zone a$b) implements Event {}", "12: " + NAME),
                refused(
                        "record E(Zone xmlns) implements Event {}",
                        "12: names that begin with xml belong to XML; call it otherwise"),
                refused(
                        "record XmlThing() implements Event {}",
                        "12: names that begin with xml belong to XML; call it otherwise"),
                refused(
                        "record E(@AtMost(9) Unverified body) implements Event {}",
                        "12: a body is what people write to each other, and nothing for machines; call it by what it"
                                + " says"),
                refused(
                        "record Body() implements Event {}",
                        "12: a body is what people write to each other, and nothing for machines; call it by what it"
                                + " says"));
    }

    static List<Arguments> structure() {
        return List.of(
                refused("class Helper {}", "12: a vocabulary has records and enums, and no other types"),
                refused("interface Kind {}", "12: a vocabulary has records and enums, and no other types"),
                refused(
                        "record E<T>(Zone zone) implements Event {}",
                        "12: a record of a vocabulary has no type parameters: what it holds is known when it is read"),
                refused(
                        "record E(Zone a, Zone b, Zone c, Zone d, Zone e, Zone f, Zone g, Zone h, Zone i) implements Event {}",
                        "12: a record has 8 fields at most: put some that belong together into a record of their own"),
                refused(
                        "record Lost(Zone zone) {}",
                        "12: Lost is neither a command, an event nor a reading, and stands in none: say what it is, or"
                                + " take it away"),
                refused(
                        "record E(Optional<E> e) implements Event {}",
                        "12: E holds itself: there would be no end of it"),
                refused(
                        "record A(Optional<B> b) {}\nrecord B(@AtMost(2) List<A> a) implements Event {}",
                        "12: A holds itself: there would be no end of it",
                        "13: B holds itself: there would be no end of it"));
    }

    @ParameterizedTest
    @MethodSource({"commands", "secrets", "types", "bounds", "names", "structure"})
    @Tag("IOT-06")
    @Tag("IOT-02")
    void isRefusedWhereItStands(String source, List<String> complaints) {
        Compiled compiled = Compiled.of(Map.of(
                "example.Alarm",
                Compiled.source(ANNOTATION, AROUND + source),
                "example.Outside",
                "package example; public record Outside() {}"));
        assertThat(compiled.complaints()).containsExactlyInAnyOrderElementsOf(complaints);
        assertThat(compiled.files()).doesNotContainKeys("example/AlarmTypes.java", "META-INF/redoubt/Alarm.xsd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jabber:client",
                "jabber:component:accept",
                "urn:ietf:params:xml:ns:xmpp-stanzas",
                "http://etherx.jabber.org/streams",
                "http://www.w3.org/XML/1998/namespace",
                "http://www.w3.org/2000/xmlns/",
                "urn:redoubt:things:0"
            })
    @Tag("IOT-02")
    void aNamespaceOfOthersIsRefused(String namespace) {
        assertThat(Compiled.vocabulary("@Vocabulary(\"" + namespace + "\")", AROUND)
                        .complaints())
                .containsExactly(
                        "8: " + namespace + " belongs to the stream or to the kit: take a namespace of your own,"
                                + " such as urn:example:alarm:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alarm",
                ":alarm",
                "urn:",
                "urn:example alarm",
                "urn:ex'>",
                "urn:ex\\\"",
                "urn:\u0430larm",
                "urn:a#b#c"
            })
    void aNamespaceThatIsNoneIsRefused(String namespace) {
        assertThat(Compiled.vocabulary("@Vocabulary(\"" + namespace + "\")", AROUND)
                        .complaints())
                .containsExactly(
                        "8: a namespace is a URI of at most 255 ASCII characters, such as urn:example:alarm:1");
    }

    @Test
    void aNamespaceOfAnyLengthIsRefused() {
        String longest = "urn:" + "a".repeat(251);
        assertThat(Compiled.vocabulary("@Vocabulary(\"" + longest + "\")", AROUND)
                        .complaints())
                .isEmpty();
        assertThat(Compiled.vocabulary("@Vocabulary(\"" + longest + "a\")", AROUND)
                        .complaints())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void aVocabularyIsAnInterfaceOfItsOwn(String source, String complaint) {
        String text = "package example;\nimport im.redoubt.things.vocabulary.*;\n" + source;
        assertThat(Compiled.of(Map.of("example.Alarm", text)).complaints()).containsExactly(complaint);
    }

    static List<Arguments> vocabularies() {
        String record = "record E() implements Event {}";
        return List.of(
                Arguments.of(ANNOTATION + "\nclass Alarm { " + record + " }", "4: a vocabulary is an interface"),
                Arguments.of(
                        "class Alarm {\n" + ANNOTATION + "\ninterface Inner { " + record + " } }",
                        "5: a vocabulary stands in a file of its own, not in another type"),
                Arguments.of(
                        ANNOTATION + "\ninterface Alarm<T> { " + record + " }",
                        "4: a vocabulary has no type parameters"),
                Arguments.of(
                        ANNOTATION + "\ninterface Alarm extends Runnable { " + record + " }",
                        "4: a vocabulary extends nothing: it has its own records, in its own namespace"),
                Arguments.of(
                        ANNOTATION + "\ninterface Alarm {}",
                        "4: a vocabulary says something: it has a record at least"));
    }

    @ParameterizedTest
    @MethodSource("strays")
    @Tag("IOT-06")
    void anAnnotationThatMeansNothingWhereItStandsIsRefused(String source, String complaint) {
        String text =
                "package example;\nimport im.redoubt.things.vocabulary.*;\nimport im.redoubt.things.command.Role;\n"
                        + source;
        assertThat(Compiled.of(Map.of("example.Alarm", text)).complaints()).containsExactly(complaint);
    }

    static List<Arguments> strays() {
        return List.of(
                Arguments.of(
                        "record Alarm(@Secret im.redoubt.things.pin.Pin pin) {}",
                        "4: @Secret means nothing here: it is for the fields of records that stand in a @Vocabulary"),
                Arguments.of(
                        "interface Alarm { record Inner(@AtMost(3) int i) {} }",
                        "4: @AtMost means nothing here: it is for the fields of records that stand in a @Vocabulary"),
                Arguments.of(
                        "@AllowedTo(Role.OWNER) record Alarm() {}",
                        "4: @AllowedTo means nothing here: it is for records that stand in a @Vocabulary"),
                Arguments.of(
                        "@Sleeping class Alarm {}",
                        "4: @Sleeping means nothing here: it is for records that stand in a @Vocabulary"));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(Compiled.vocabulary("""
                                record A(String text) implements Event {}
                                record B(int i) implements Event {}
                                record C() implements Command<B> {}
                                """).complaints())
                .extracting(complaint -> complaint.substring(0, 3))
                .containsExactly("10:", "11:", "12:");
    }

    @Test
    void whatTheCompilerDoesNotKnowItSaysItself() {
        assertThat(Compiled.vocabulary("record E(Missing missing) implements Event {}")
                        .complaints())
                .containsExactly(
                        "10: cannot find symbol\n  symbol:   class Missing\n  location: class example.Alarm.E");
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenOver() {
        String own = "package example; public final class AlarmTypes {}";
        assertThat(Compiled.of(Map.of("example.Alarm", Compiled.source(ANNOTATION, AROUND), "example.AlarmTypes", own))
                        .complaints())
                .containsExactly(
                        "9: example.AlarmTypes is made of this vocabulary, and is there already: rename one of them");
    }

    @Test
    void twoVocabulariesOfOneNameAreRefused() {
        assertThat(Compiled.of(Map.of(
                                "example.Alarm",
                                Compiled.source(ANNOTATION, AROUND),
                                "other.Alarm",
                                Compiled.source(ANNOTATION, AROUND).replace("package example", "package other")))
                        .complaints())
                .containsExactlyInAnyOrder(
                        "9: META-INF/redoubt/Alarm.xsd is made of another vocabulary of this name too: rename one of them",
                        "9: META-INF/redoubt/Alarm.md is made of another vocabulary of this name too: rename one of them");
    }
}
