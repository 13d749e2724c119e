package im.redoubt.server.settings;

import im.redoubt.server.filter.FilterRule;
import im.redoubt.server.filter.FilterRules;
import im.redoubt.server.store.Quarantine;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the operator keeps out.
 *
 * @param rules the rules, in the order in which they are asked
 * @param bounds what judging one stanza may cost
 * @param quarantine what is kept aside
 */
public record FilterSettings(List<FilterRule> rules, FilterRules.Bounds bounds, Aside quarantine) {
    /**
     * What is kept aside.
     *
     * @param room how many messages
     * @param age how old they become
     */
    public record Aside(Quarantine.Room room, Duration age) {}

    /** The rules. */
    public static final Key<List<FilterRule>> RULES = Key.of(
            "filter",
            new TablesType<>(
                    "name, something of the stanzas that it is about, and then",
                    FilterRules.MOST_RULES,
                    FilterTable::read,
                    rule -> "{ " + String.join(", ", FilterTable.lines(rule)) + " }"),
            List.of(),
            "The operator's rules against unwanted stanzas, one table [[filter]] each, in the order in which they are asked; the"
                    + " first that fits decides. docs/filters.md says what a rule can have.");

    static final Key<Integer> BODY_BYTES = Key.derived(
            "limits.filter_body_bytes",
            Types.integer(1_000, Integer.MAX_VALUE),
            values -> values.get(StanzaLimits.BYTES),
            "Bytes of text of one stanza that filters look at. What has more counts as what a rule is about.");

    static final Key<Integer> STEPS = LimitKeys.number(
            "filter_steps",
            10_000,
            5_000_000,
            "Steps of searching for patterns of filters in one stanza, in all; a million take some milliseconds. What takes"
                    + " more counts as what a rule is about.");

    static final Key<Integer> QUARANTINE = LimitKeys.number(
            "quarantine_messages",
            1,
            1_000,
            "Messages that filters keep aside in all. When there are as many, senders get an error.");

    static final Key<Integer> QUARANTINE_PER_ACCOUNT = LimitKeys.number(
            "quarantine_messages_per_account", 1, 100, "Messages of one sender that filters keep aside.");

    static final Key<Duration> QUARANTINE_AGE = Key.of(
            "store.quarantine_days",
            Types.duration(ChronoUnit.DAYS, 1, 36_500),
            Duration.ofDays(30),
            "Days after which messages that filters kept aside are forgotten.");

    static final List<Key<?>> LIMITS = List.of(BODY_BYTES, STEPS, QUARANTINE, QUARANTINE_PER_ACCOUNT);

    /** Writes a rule as the lines of a table {@code [[filter]]}. */
    public static List<String> lines(FilterRule rule) {
        return FilterTable.lines(rule);
    }

    static FilterSettings from(SettingValues values) {
        Set<String> names = new HashSet<>();
        int place = 0;
        for (FilterRule rule : values.get(RULES)) {
            place++;
            if (!names.add(rule.name())) {
                throw new SettingException(
                        RULES.name() + "[" + place + "].name",
                        "is that of another rule, " + Types.quote(rule.name()),
                        "Choose another name.");
            }
        }
        return new FilterSettings(
                values.get(RULES),
                new FilterRules.Bounds(values.get(BODY_BYTES), values.get(STEPS)),
                new Aside(
                        new Quarantine.Room(values.get(QUARANTINE_PER_ACCOUNT), values.get(QUARANTINE)),
                        values.get(QUARANTINE_AGE)));
    }
}
