package im.redoubt.server.settings;

import im.redoubt.server.filter.AddressPattern;
import im.redoubt.server.filter.FilterRule;
import im.redoubt.server.filter.FilterRule.Action;
import im.redoubt.server.filter.StanzaType;
import im.redoubt.server.filter.TextPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One table {@code [[filter]]}: one rule of the operator. What makes no sense is refused with its key. */
final class FilterTable {
    private static final String NAME = "name";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String KIND = "kind";
    private static final String TYPE = "type";
    private static final String NAMESPACE = "namespace";
    private static final String MORE_THAN_BYTES = "more_than_bytes";
    private static final String BODY = "body";
    private static final String SUBJECT = "subject";
    private static final String PER_MINUTE = "more_than_per_minute";
    private static final String BURST = "burst";
    private static final String THEN = "then";
    private static final String SAY = "say";

    private static final List<String> CONDITIONS =
            List.of(FROM, TO, KIND, TYPE, NAMESPACE, MORE_THAN_BYTES, BODY, SUBJECT, PER_MINUTE);

    /** More of one list no rule needs. */
    private static final int MOST_VALUES = 100;

    private static final int MOST_WORDS_CHARACTERS = 500;
    private static final int MOST_PER_MINUTE = 1_000_000;

    private static final SettingType<String> NAMES =
            Types.text("a name of 1 to 64 letters, digits, spaces and . _ -", FilterTable::name);
    private static final SettingType<List<AddressPattern>> ADDRESSES = several(
            "addresses like \"alice@example.org\", \"*@example.net\" or \"example.net\"", AddressPattern::parse);
    private static final SettingType<List<StanzaType>> KINDS =
            several("\"message\", \"presence\" or \"iq\"", FilterTable::kind);
    private static final SettingType<List<String>> NAMESPACES =
            several("namespaces like \"urn:xmpp:receipts\"", FilterTable::namespace);
    private static final SettingType<TextPattern> PATTERN = Types.text("a pattern", TextPattern::parse);
    private static final SettingType<Integer> BYTES = Types.integer(0, Integer.MAX_VALUE);
    private static final SettingType<Integer> RATE = Types.integer(1, MOST_PER_MINUTE);
    private static final SettingType<String> WORD =
            Types.text("one of \"pass\", \"block\", \"bounce\", \"quarantine\", \"mark\"", FilterTable::word);
    private static final SettingType<String> SAID =
            Types.text("a text of at most " + MOST_WORDS_CHARACTERS + " characters", FilterTable::said);

    private final Table table;
    private boolean conditions;

    private FilterTable(Table table) {
        this.table = table;
    }

    /** Reads a rule. */
    static FilterRule read(Table table) {
        return new FilterTable(table).rule();
    }

    private FilterRule rule() {
        String name = table.required(NAME, NAMES);
        FilterRule.Addresses addresses = new FilterRule.Addresses(list(FROM, ADDRESSES), list(TO, ADDRESSES));
        List<StanzaType> several = list(KIND, KINDS);
        Set<StanzaType> kinds = several.isEmpty() ? Set.of() : EnumSet.copyOf(several);
        FilterRule.Shape shape = new FilterRule.Shape(
                kinds,
                types(kinds),
                Set.copyOf(list(NAMESPACE, NAMESPACES)),
                condition(MORE_THAN_BYTES, BYTES).map(OptionalInt::of).orElse(OptionalInt.empty()));
        FilterRule.Content content =
                new FilterRule.Content(condition(BODY, PATTERN), condition(SUBJECT, PATTERN), rate());
        Action action = action(kinds);
        // What is unknown was meant for a condition perhaps, so it is told first.
        table.end();
        if (!conditions) {
            throw table.problem(
                    "says nothing of the stanzas it is about",
                    "Write at least one of " + String.join(", ", CONDITIONS) + ".");
        }
        return new FilterRule(name, addresses, shape, content, action);
    }

    private <T> Optional<T> condition(String key, SettingType<T> type) {
        Optional<T> value = table.optional(key, type);
        conditions |= value.isPresent();
        return value;
    }

    private <T> List<T> list(String key, SettingType<List<T>> type) {
        return condition(key, type).orElse(List.of());
    }

    /** One value, or a list of them. */
    private static <T> SettingType<List<T>> several(String expects, Function<String, T> parse) {
        SettingType<List<T>> list = Types.list(expects, parse);
        return new SettingType<>() {
            @Override
            public List<T> read(Object value, Path base) {
                List<?> values = value instanceof List<?> many ? many : List.of(value);
                if (values.isEmpty() || values.size() > MOST_VALUES) {
                    throw new SettingException(
                            "", "has " + values.size() + " values", "Write 1 to " + MOST_VALUES + ", or leave it out.");
                }
                return list.read(values, base);
            }

            @Override
            public String write(List<T> value) {
                return list.write(value);
            }

            @Override
            public String expects() {
                return expects;
            }
        };
    }

    private static String name(String text) {
        boolean fits = text.length() <= FilterRule.MOST_NAME_CHARACTERS
                && text.equals(text.strip())
                && !text.isEmpty()
                && text.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || " ._-".indexOf(c) >= 0);
        return taken(text, fits);
    }

    private static StanzaType kind(String text) {
        return Arrays.stream(StanzaType.values())
                .filter(kind -> kind.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(""));
    }

    private Set<String> types(Set<StanzaType> kinds) {
        List<String> known =
                kinds.stream().flatMap(StanzaType::types).distinct().sorted().toList();
        String expects = known.stream().map(Types::quote).collect(Collectors.joining(", "));
        Optional<List<String>> types =
                condition(TYPE, several(expects, text -> taken(text, kinds.isEmpty() || known.contains(text))));
        if (types.isPresent() && kinds.isEmpty()) {
            throw table.problem(TYPE, "is of no kind", "Write the " + KIND + " of stanza as well.");
        }
        return Set.copyOf(types.orElse(List.of()));
    }

    private static String namespace(String text) {
        return taken(text, !text.isBlank());
    }

    private Optional<FilterRule.Rate> rate() {
        Optional<Integer> perMinute = condition(PER_MINUTE, RATE);
        Optional<Integer> burst = table.optional(BURST, RATE);
        if (burst.isPresent() && perMinute.isEmpty()) {
            throw table.problem(BURST, "stands alone", "Write " + PER_MINUTE + " as well, or leave it out.");
        }
        return perMinute.map(rate -> new FilterRule.Rate(rate, burst.orElse(rate)));
    }

    private Action action(Set<StanzaType> kinds) {
        String then = table.required(THEN, WORD);
        Optional<String> says = table.optional(SAY, SAID);
        if (says.isPresent() && !then.equals("bounce")) {
            throw table.problem(SAY, "is heard by nobody", "Leave it out, or write " + THEN + " = \"bounce\".");
        }
        return switch (then) {
            case "pass" -> new Action.Pass();
            case "block" -> new Action.Block();
            case "bounce" -> new Action.Bounce(says);
            case "quarantine" -> {
                only(
                        kinds,
                        EnumSet.of(StanzaType.MESSAGE),
                        "Only messages can wait: write " + KIND + " = \"message\".");
                yield new Action.Quarantine();
            }
            default -> {
                only(
                        kinds,
                        EnumSet.of(StanzaType.MESSAGE, StanzaType.PRESENCE),
                        "An iq has room for its payload only: write " + KIND
                                + " = \"message\" or [\"message\", \"presence\"].");
                yield new Action.Mark();
            }
        };
    }

    private static String word(String text) {
        return taken(
                text, List.of("pass", "block", "bounce", "quarantine", "mark").contains(text));
    }

    private static String said(String text) {
        return taken(
                text,
                !text.isBlank()
                        && text.length() <= MOST_WORDS_CHARACTERS
                        && text.chars().noneMatch(Character::isISOControl));
    }

    private static String taken(String text, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("");
        }
        return text;
    }

    private void only(Set<StanzaType> kinds, Set<StanzaType> possible, String mend) {
        if (kinds.isEmpty() || !possible.containsAll(kinds)) {
            throw table.problem(THEN, "cannot be done with every stanza that the rule is about", mend);
        }
    }

    /** Writes a rule: one key and its value each. */
    static List<String> lines(FilterRule rule) {
        List<String> lines = new ArrayList<>();
        line(lines, NAME, List.of(rule.name()));
        line(lines, FROM, rule.addresses().from());
        line(lines, TO, rule.addresses().to());
        line(
                lines,
                KIND,
                rule.shape().kinds().stream().map(StanzaType::word).sorted().toList());
        line(lines, TYPE, rule.shape().types().stream().sorted().toList());
        line(lines, NAMESPACE, rule.shape().namespaces().stream().sorted().toList());
        rule.shape().moreThanBytes().ifPresent(bytes -> lines.add(MORE_THAN_BYTES + " = " + bytes));
        line(lines, BODY, rule.content().body().stream().toList());
        line(lines, SUBJECT, rule.content().subject().stream().toList());
        rule.content().rate().ifPresent(rate -> {
            lines.add(PER_MINUTE + " = " + rate.perMinute());
            lines.add(BURST + " = " + rate.burst());
        });
        line(lines, THEN, List.of(rule.action().word()));
        if (rule.action() instanceof Action.Bounce(Optional<String> says)) {
            line(lines, SAY, says.stream().toList());
        }
        return List.copyOf(lines);
    }

    private static void line(List<String> lines, String key, List<?> values) {
        if (values.size() == 1) {
            lines.add(key + " = " + Types.quote(values.getFirst().toString()));
        } else if (!values.isEmpty()) {
            lines.add(key + " = "
                    + values.stream()
                            .map(value -> Types.quote(value.toString()))
                            .collect(Collectors.joining(", ", "[", "]")));
        }
    }
}
