package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.server.filter.FilterRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How rules are written, and that what is unknown or makes no sense stops the start. */
@Tag("SRV-04")
@Tag("SRV-08")
class FilterTableTest {
    private static final Path BASE = Path.of("/base");

    private static Map<String, Object> table(Object... keysAndValues) {
        Map<String, Object> table = new HashMap<>(Map.of("name", "a", "kind", "message", "then", "block"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            table.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return table;
    }

    private static Map<String, Object> without(String key, Object... keysAndValues) {
        Map<String, Object> table = table(keysAndValues);
        table.remove(key);
        return table;
    }

    private static List<FilterRule> read(Object value) {
        return FilterSettings.RULES.read(value, BASE);
    }

    private static String refusal(Object value) {
        return String.valueOf(
                catchThrowableOfType(SettingException.class, () -> read(value)).getMessage());
    }

    @Test
    void writesWhatItReads() {
        List<FilterRule> rules = read(List.of(
                table(
                        "name", "no \u00FCbung 1.2_3-4",
                        "from", List.of("*@example.net", "example.com"),
                        "to", "Alice@Example.ORG",
                        "kind", List.of("presence", "message"),
                        "type", List.of("subscribe", "chat"),
                        "namespace", "urn:x",
                        "more_than_bytes", 0L,
                        "body", "(?i)\"pills\"\\s\\b",
                        "subject", "buy",
                        "more_than_per_minute", 30L,
                        "then", "bounce",
                        "say", "No \"adverts\"."),
                table("name", "b", "then", "quarantine"),
                table("name", "c", "then", "mark", "burst", 3L, "more_than_per_minute", 1L),
                without("kind", "from", "*", "then", "pass")));
        assertThat(FilterSettings.lines(rules.getFirst()))
                .containsExactly(
                        "name = \"no \u00FCbung 1.2_3-4\"",
                        "from = [\"*@example.net\", \"example.com\"]",
                        "to = \"Alice@Example.ORG\"",
                        "kind = [\"message\", \"presence\"]",
                        "type = [\"chat\", \"subscribe\"]",
                        "namespace = \"urn:x\"",
                        "more_than_bytes = 0",
                        "body = \"(?i)\\\"pills\\\"\\\\s\\\\b\"",
                        "subject = \"buy\"",
                        "more_than_per_minute = 30",
                        "burst = 30",
                        "then = \"bounce\"",
                        "say = \"No \\\"adverts\\\".\"");
        assertThat(FilterSettings.RULES.type().write(rules.subList(1, 2)))
                .isEqualTo("[{ name = \"b\", kind = \"message\", then = \"quarantine\" }]");
        assertThat(FilterSettings.lines(rules.get(2))).contains("more_than_per_minute = 1", "burst = 3");
        assertThat(rules).hasSize(4);
    }

    record Wrong(Map<String, Object> table, String key, String mend) {}

    static List<Wrong> wrong() {
        return List.of(
                new Wrong(without("name"), "filter[1]: has no name", "a name of 1 to 64"),
                new Wrong(without("then"), "filter[1]: has no then", "\"quarantine\""),
                new Wrong(without("kind"), "filter[1]: says nothing of the stanzas", "Write at least one of from, to,"),
                new Wrong(table("bdy", "x"), "filter[1].bdy: is not a setting", "There are body, burst, from, kind,"),
                new Wrong(table("then", "delete"), "filter[1].then: \"delete\"", "\"block\""),
                new Wrong(table("kind", "msg"), "filter[1].kind: \"msg\"", "\"presence\""),
                new Wrong(table("kind", List.of()), "filter[1].kind: has 0 values", "Write 1 to 100"),
                new Wrong(table("type", "get"), "filter[1].type: \"get\"", "\"groupchat\""),
                new Wrong(without("kind", "type", "chat"), "filter[1].type: is of no kind", "Write the kind"),
                new Wrong(
                        table("from", "a@b/c"), "filter[1].from: \"a@b/c\"", "Leave the / and what is behind it out."),
                new Wrong(table("from", "@b"), "filter[1].from: \"@b\"", "NAME@DOMAIN"),
                new Wrong(table("from", "a@b@c"), "filter[1].from: \"a@b@c\"", "NAME@DOMAIN"),
                new Wrong(table("to", "*b.example"), "filter[1].to: \"*b.example\"", "*.DOMAIN"),
                new Wrong(table("to", ""), "filter[1].to: \"\"", "*.DOMAIN"),
                new Wrong(table("to", 5L), "filter[1].to: is the number 5", "addresses like"),
                new Wrong(table("namespace", " "), "filter[1].namespace: \" \"", "urn:xmpp:receipts"),
                new Wrong(
                        table("more_than_bytes", -1L),
                        "filter[1].more_than_bytes: -1 is out of range",
                        "The least is 0."),
                new Wrong(table("more_than_bytes", "9"), "filter[1].more_than_bytes: is the string", "a whole number"),
                new Wrong(table("body", "(a+"), "filter[1].body: \"(a+\"", "write \\( for the character"),
                new Wrong(table("body", "a*"), "filter[1].body: \"a*\"", "is in every text"),
                new Wrong(table("body", "(?=a)"), "filter[1].body: \"(?=a)\"", "one pass"),
                new Wrong(table("more_than_per_minute", 0L), "filter[1].more_than_per_minute: 0", "The least is 1."),
                new Wrong(table("burst", 5L), "filter[1].burst: stands alone", "Write more_than_per_minute"),
                new Wrong(table("say", "x"), "filter[1].say: is heard by nobody", "then = \"bounce\""),
                new Wrong(table("say", "a\u0007b", "then", "bounce"), "filter[1].say: ", "a text of at most 500"),
                new Wrong(
                        table("then", "quarantine", "kind", "iq"),
                        "filter[1].then: cannot be done",
                        "kind = \"message\""),
                new Wrong(
                        without("kind", "body", "x", "then", "quarantine"),
                        "filter[1].then: cannot be done",
                        "kind = \"message\""),
                new Wrong(
                        table("then", "mark", "kind", List.of("message", "iq")),
                        "filter[1].then: cannot be done",
                        "payload"),
                new Wrong(without("kind", "body", "x", "then", "mark"), "filter[1].then: cannot be done", "payload"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesWhatIsUnknownOrMakesNoSense(Wrong wrong) {
        assertThat(refusal(List.of(wrong.table()))).startsWith(wrong.key()).contains(wrong.mend());
    }

    /** The attack: a name that forges lines of lists and logs, or does not fit there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "a\nb",
                "a\tb",
                "a\u0000",
                "\u001b[2J",
                "a\u202Eb",
                "a\u2028b",
                "\"",
                "a,b",
                "a=b",
                "<a>",
                "{}",
                "\uD83D\uDE00",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    @Tag("D-105")
    void takesNoNameThatListsOrLogsCouldNotHold(String name) {
        assertThat(refusal(List.of(table("name", name))))
                .startsWith("filter[1].name: ")
                .contains("1 to 64 letters");
    }

    @Test
    void refusesTwoRulesOfOneNameAndWhatIsNoList() {
        SettingValues twice = SettingValues.defaults(BASE)
                .withRead(FilterSettings.RULES, List.of(table(), table("name", "b"), table()), BASE);
        assertThat(catchThrowableOfType(SettingException.class, () -> Settings.from(twice)))
                .hasMessage("filter[3].name: is that of another rule, \"a\". Choose another name.");
        assertThat(refusal("x")).startsWith("filter: is no list of tables");
        assertThat(refusal(table())).startsWith("filter: is no list of tables");
        assertThat(refusal(List.of(table(), "x"))).startsWith("filter[2]: is no table");
    }

    @Test
    @Tag("D-103")
    void takesAHundredRules() {
        List<Map<String, Object>> tables = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tables.add(table("name", "r" + i));
        }
        assertThat(read(tables)).hasSize(100);
        tables.add(table("name", "one more"));
        assertThat(refusal(tables)).isEqualTo("filter: has 101 tables. The most is 100.");
    }
}
