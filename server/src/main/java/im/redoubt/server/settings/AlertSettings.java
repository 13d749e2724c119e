package im.redoubt.server.settings;

import im.redoubt.server.event.EventName;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.settings.AlertRule.Grouping;
import im.redoubt.server.settings.AlertRule.Threshold;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules by which the operator is told of security events.
 *
 * @param rules those of the file
 */
public record AlertSettings(List<AlertRule> rules) {
    private static final int MOST_RULES = 64;
    private static final int MOST_COUNT = 1_000;
    private static final int MOST_WORDS = 32;
    private static final List<AlertRecipient> ADMINS = List.of(new AlertRecipient.Administrators());

    private static final SettingType<RuleName> NAME = Types.text("a name like \"guessing\"", RuleName::new);
    private static final SettingType<List<EventName>> ON =
            Types.list("events like \"sign-in-failed\"", EventName::parse);
    private static final SettingType<List<AlertRecipient>> TO =
            Types.list("\"admins\" or \"xmpp:NAME@DOMAIN\"", AlertRecipient::parse);
    private static final SettingType<List<String>> WORDS = Types.list("words of a command", AlertSettings::word);
    private static final SettingType<Integer> COUNT = Types.integer(1, MOST_COUNT);
    private static final SettingType<Duration> WITHIN = Types.duration(ChronoUnit.SECONDS, 1, 86_400);
    private static final SettingType<Duration> QUIET = Types.duration(ChronoUnit.SECONDS, 60, 604_800);
    private static final SettingType<Duration> LIMIT = Types.duration(ChronoUnit.SECONDS, 1, 60);
    private static final SettingType<Grouping> PER = Types.word(Grouping.class);

    /** How long a rule is quiet that does not say it. */
    static final Duration USUAL_QUIET = Duration.ofHours(1);

    static final Key<List<AlertRule>> RULES = Key.of(
            "alert",
            new TablesType<>(
                    "name and on, and perhaps count, within_seconds, per, quiet_seconds, to, command and"
                            + " command_seconds",
                    MOST_RULES,
                    AlertSettings::read,
                    AlertSettings::write),
            List.of(),
            "Rules by which the operator is told of security events, one [[alert]] for each (docs/alerts.md). They come"
                    + " beside those that are there anyway, which redoubt alert list shows; one of the same name replaces"
                    + " it, and to = [] without a command silences it.");

    static AlertSettings from(SettingValues values) {
        AlertSettings settings = new AlertSettings(values.get(RULES));
        settings.check(values.get(Settings.DOMAIN));
        return settings;
    }

    private void check(String domain) {
        Set<RuleName> names = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            AlertRule rule = rules.get(i);
            String place = RULES.name() + "[" + (i + 1) + "]";
            if (!names.add(rule.name())) {
                throw new SettingException(
                        place + ".name", "is that of another rule, \"" + rule.name() + "\"", "Choose another name.");
            }
            for (AlertRecipient recipient : rule.to()) {
                if (recipient instanceof AlertRecipient.Somebody somebody
                        && !somebody.account().domain().equals(domain)) {
                    throw new SettingException(
                            place + ".to",
                            "\"" + somebody + "\" is no account of " + domain,
                            "Write an account of this server; for others use a command.");
                }
            }
        }
    }

    /** Returns the rules that hold: those that come with the product, each unless one of the same name replaces it, and the others. */
    public List<AlertRule> effective() {
        Set<RuleName> replaced = rules.stream().map(AlertRule::name).collect(Collectors.toSet());
        return Stream.concat(standard().stream().filter(rule -> !replaced.contains(rule.name())), rules.stream())
                .toList();
    }

    /** What an operator wants to hear without having asked. */
    static List<AlertRule> standard() {
        List<AlertRule> all = new ArrayList<>();
        all.add(standard("guessing", many(30, Duration.ofMinutes(10), Grouping.SOURCE), "sign-in-failed"));
        all.add(standard("guessing-one-account", many(100, Duration.ofHours(1), Grouping.ACCOUNT), "sign-in-failed"));
        all.add(standard("guessing-widely", many(1_000, Duration.ofMinutes(10), Grouping.NOTHING), "sign-in-failed"));
        all.add(standard(
                "somebody-in-between",
                many(3, Duration.ofMinutes(10), Grouping.NOTHING),
                "sign-in-failed/channel-binding-mismatch",
                "sign-in-failed/downgrade-detected"));
        all.add(standard("limits", many(100, Duration.ofMinutes(10), Grouping.SOURCE), "limit-reached"));
        all.add(standard("abuse", many(5, Duration.ofHours(1), Grouping.ACCOUNT), "abuse-reported"));
        all.add(standard(
                "filters",
                many(100, Duration.ofMinutes(10), Grouping.NOTHING),
                "stanza-filtered/block",
                "stanza-filtered/bounce",
                "stanza-filtered/quarantine"));
        all.add(standard("certificate", Threshold.EACH, "certificate-expiring", "certificate-refused"));
        all.add(standard(
                "administrators",
                many(1, Threshold.EACH.within(), Grouping.ACCOUNT),
                "administrator-added",
                "administrator-removed"));
        all.add(standard("store", Threshold.EACH, "store-failed", "store-recovered"));
        all.add(standard("events", Threshold.EACH, "lines-missing", "events-unwritten", "events-not-forwarded"));
        all.add(standard("syslog", Threshold.EACH, "syslog-failed", "syslog-refused"));
        return List.copyOf(all);
    }

    private static Threshold many(int count, Duration within, Grouping per) {
        return new Threshold(count, within, per);
    }

    private static AlertRule standard(String name, Threshold threshold, String... on) {
        return new AlertRule(
                new RuleName(name),
                Stream.of(on).map(EventName::parse).toList(),
                threshold,
                USUAL_QUIET,
                ADMINS,
                AlertCommand.NONE);
    }

    private static AlertRule read(Table table) {
        List<EventName> on = table.required("on", ON);
        if (on.isEmpty()) {
            throw table.problem("on", "names no event", "Write at least one, or take the rule out.");
        }
        List<String> words = table.optional("command", WORDS).orElse(List.of());
        boolean isPath = words.isEmpty() || words.getFirst().startsWith("/");
        if (words.size() > MOST_WORDS || !isPath) {
            throw table.problem(
                    "command",
                    isPath ? "has too many words" : "begins with no absolute path",
                    "Write [\"/path/of/the/program\", \"argument\"], at most " + MOST_WORDS + "; there is no shell.");
        }
        return new AlertRule(
                table.required("name", NAME),
                on,
                new Threshold(
                        table.optional("count", COUNT).orElse(1),
                        table.optional("within_seconds", WITHIN).orElse(Threshold.EACH.within()),
                        table.optional("per", PER).orElse(Grouping.NOTHING)),
                table.optional("quiet_seconds", QUIET).orElse(USUAL_QUIET),
                table.optional("to", TO).orElse(ADMINS),
                new AlertCommand(words, table.optional("command_seconds", LIMIT).orElse(AlertCommand.NONE.limit())));
    }

    private static String word(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A word of a command is not empty.");
        }
        return text;
    }

    private static String write(AlertRule rule) {
        return String.format(
                Locale.ROOT,
                "{ name = %s, on = %s, count = %s, within_seconds = %s, per = %s, quiet_seconds = %s, to = %s,"
                        + " command = %s, command_seconds = %s }",
                NAME.write(rule.name()),
                ON.write(rule.on()),
                COUNT.write(rule.threshold().count()),
                WITHIN.write(rule.threshold().within()),
                PER.write(rule.threshold().per()),
                QUIET.write(rule.quiet()),
                TO.write(rule.to()),
                WORDS.write(rule.command().words()),
                LIMIT.write(rule.command().limit()));
    }
}
