package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.EventName;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.settings.AlertRule.Grouping;
import im.redoubt.server.settings.AlertRule.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSettingsTest {
    private static final Path BASE = Path.of("/base");

    /** What holds without any configuration; docs/alerts.md explains each. */
    private static final String STANDARD = """
            guessing on [sign-in-failed] 30/600s per SOURCE quiet 3600s to [admins]
            guessing-one-account on [sign-in-failed] 100/3600s per ACCOUNT quiet 3600s to [admins]
            guessing-widely on [sign-in-failed] 1000/600s per NOTHING quiet 3600s to [admins]
            somebody-in-between on [sign-in-failed/channel-binding-mismatch, sign-in-failed/downgrade-detected] 3/600s per NOTHING quiet 3600s to [admins]
            limits on [limit-reached] 100/600s per SOURCE quiet 3600s to [admins]
            abuse on [abuse-reported] 5/3600s per ACCOUNT quiet 3600s to [admins]
            filters on [stanza-filtered/block, stanza-filtered/bounce, stanza-filtered/quarantine] 100/600s per NOTHING quiet 3600s to [admins]
            certificate on [certificate-expiring, certificate-refused] 1/600s per NOTHING quiet 3600s to [admins]
            administrators on [administrator-added, administrator-removed] 1/600s per ACCOUNT quiet 3600s to [admins]
            store on [store-failed, store-recovered] 1/600s per NOTHING quiet 3600s to [admins]
            events on [lines-missing, events-unwritten, events-not-forwarded] 1/600s per NOTHING quiet 3600s to [admins]
            syslog on [syslog-failed, syslog-refused] 1/600s per NOTHING quiet 3600s to [admins]
            """;

    private static Map<String, Object> table(Object... pairs) {
        Map<String, Object> table = new HashMap<>(Map.of("name", "mine", "on", List.of("sign-in-failed")));
        for (int i = 0; i < pairs.length; i += 2) {
            table.put(pairs[i].toString(), pairs[i + 1]);
        }
        return table;
    }

    private static Settings settings(Object tables) {
        return Settings.from(SettingValues.defaults(BASE).withRead(AlertSettings.RULES, tables, BASE));
    }

    private static SettingException refusal(Object tables) {
        return catchThrowableOfType(SettingException.class, () -> settings(tables));
    }

    @Test
    @Tag("SRV-11")
    void recordsTheRulesThatHoldAsTheProductComes() {
        String written = Settings.defaults(BASE).alerts().effective().stream()
                .map(rule -> rule.name() + " on " + rule.on() + " "
                        + rule.threshold().count() + "/"
                        + rule.threshold().within().toSeconds() + "s per "
                        + rule.threshold().per() + " quiet " + rule.quiet().toSeconds() + "s to " + rule.to() + "\n")
                .collect(Collectors.joining());
        assertThat(written).isEqualTo(STANDARD);
    }

    @Test
    void readsEveryFieldAndWritesIt() {
        Settings read = settings(List.of(table(
                "on",
                List.of("limit-reached/total", "stopped"),
                "count",
                5L,
                "within_seconds",
                60L,
                "per",
                "account",
                "quiet_seconds",
                120L,
                "to",
                List.of("admins", "xmpp:Ops@localhost"),
                "command",
                List.of("/usr/bin/page", "ops"),
                "command_seconds",
                3L)));
        AlertRule rule = read.alerts().rules().getFirst();
        assertThat(rule)
                .isEqualTo(new AlertRule(
                        new RuleName("mine"),
                        List.of(
                                new EventName("limit-reached", Optional.of("total")),
                                new EventName("stopped", Optional.empty())),
                        new Threshold(5, Duration.ofMinutes(1), Grouping.ACCOUNT),
                        Duration.ofMinutes(2),
                        List.of(
                                new AlertRecipient.Administrators(),
                                new AlertRecipient.Somebody(BareJid.of("ops@localhost"))),
                        new AlertCommand(List.of("/usr/bin/page", "ops"), Duration.ofSeconds(3))));
        assertThat(AlertSettings.RULES.type().write(List.of(rule)))
                .isEqualTo("[{ name = \"mine\", on = [\"limit-reached/total\", \"stopped\"], count = 5,"
                        + " within_seconds = 60, per = \"account\", quiet_seconds = 120, to = [\"admins\","
                        + " \"xmpp:ops@localhost\"], command = [\"/usr/bin/page\", \"ops\"], command_seconds = 3 }]");
    }

    @Test
    void anOwnRuleReplacesTheOneOfItsNameAndCanSilenceIt() {
        AlertSettings alerts = settings(List.of(table("name", "limits", "on", List.of("stopped"), "to", List.of())))
                .alerts();
        assertThat(alerts.effective())
                .hasSameSizeAs(AlertSettings.standard())
                .filteredOn(rule -> rule.name().text().equals("limits"))
                .singleElement()
                .matches(AlertRule::isSilent);
    }

    /** Each row: a field, what is written (words of a list parted by spaces), and what the refusal says. */
    @ParameterizedTest(name = "{0} = {1}")
    @Tag("SRV-04")
    @Tag("B-165")
    @CsvSource(delimiter = '|', textBlock = """
            name            | a b                      | alert[1].name: "a b" cannot be used. Write 1 to 40 of a to z
            name            | 5                        | alert[1].name: is the number 5
            on              | []                       | alert[1].on: names no event. Write at least one
            on              | [nonsense]               | alert[1].on: "nonsense" cannot be used. There are sign-in,
            on              | [alert-failed]           | An alert about alerts would never end
            on              | [alert-raised]           | An alert about alerts would never end
            on              | [sign-in-failed/x]       | The reasons of sign-in-failed are not-authorized,
            on              | [refused/..]             | A reason is a word like policy-violation.
            on              | [stopped/now]            | Events of stopped have no reasons; leave it out.
            count           | 0                        | alert[1].count: 0 is out of range. The least is 1.
            count           | 1001                     | The most is 1000.
            within_seconds  | 0                        | The least is 1.
            within_seconds  | 86401                    | The most is 86400.
            quiet_seconds   | 59                       | The least is 60.
            quiet_seconds   | 604801                   | The most is 604800.
            per             | nobody                   | alert[1].per: is "nobody". Write one of "nothing", "source", "account".
            to              | [ops@localhost]          | Write "admins", or "xmpp:" and the address of an account.
            to              | [xmpp:localhost]         | Only accounts read messages
            to              | [xmpp:ops@example.net]   | is no account of localhost. Write an account of this server
            command         | [page]                   | alert[1].command: begins with no absolute path
            command_seconds | 0                        | The least is 1.
            command_seconds | 61                       | The most is 60.
            shell           | sh                       | alert[1].shell: is not a setting. There are command, command_seconds, count
            """)
    void refusesWhatCannotBeMeant(String field, String written, String says) {
        Object value = written.startsWith("[")
                ? written.equals("[]") ? List.of() : List.of(written.substring(1, written.length() - 1))
                : written.matches("\\d+") ? Long.valueOf(written) : written;
        assertThat(refusal(List.of(table(field, value)))).hasMessageContaining(says);
    }

    @Test
    @Tag("SRV-04")
    void refusesWhatIsMissingTwiceOrTooMuch() {
        Map<String, Object> nameless = table();
        nameless.remove("name");
        assertThat(refusal(List.of(table("name", "other"), nameless))).hasMessageStartingWith("alert[2]: has no name");
        assertThat(refusal(List.of(table(), table()))).hasMessageContaining("alert[2].name: is that of another rule");
        assertThat(refusal(IntStream.range(0, 65)
                        .mapToObj(i -> table("name", "n" + i))
                        .toList()))
                .hasMessageContaining("The most is 64.");
        assertThat(refusal("x")).hasMessageStartingWith("alert: is no list of tables");
        assertThat(refusal(List.of("x"))).hasMessageStartingWith("alert[1]: is no table");
    }
}
