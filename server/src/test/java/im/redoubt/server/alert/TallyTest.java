package im.redoubt.server.alert;

import static im.redoubt.server.alert.Rules.TIME;
import static im.redoubt.server.alert.Rules.failure;
import static im.redoubt.server.alert.Rules.guessing;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.AdministrationAction;
import im.redoubt.server.event.EventName;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.ServiceChange;
import im.redoubt.server.settings.AlertCommand;
import im.redoubt.server.settings.AlertRecipient;
import im.redoubt.server.settings.AlertRule;
import im.redoubt.server.settings.AlertRule.Grouping;
import im.redoubt.server.settings.AlertRule.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SRV-11")
class TallyTest {
    private static final Duration QUIET = Duration.ofMinutes(10);

    private long now = -TimeUnit.DAYS.toNanos(3);

    private Optional<Alert> after(long seconds, Tally tally, SecurityEvent event) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        return tally.count(TIME, event, now);
    }

    @Test
    void soManyWithinTheTimeMakeAnAlertAndOneFewerNone() {
        Tally tally = new Tally(guessing(3, Grouping.NOTHING, QUIET));
        assertThat(after(0, tally, failure("192.0.2.1", "bob"))).isEmpty();
        assertThat(after(30, tally, failure("192.0.2.2", "bob"))).isEmpty();
        assertThat(after(31, tally, failure("192.0.2.3", "bob"))).isEmpty();
        assertThat(after(29, tally, failure("192.0.2.4", "bob"))).isPresent();
    }

    private static SecurityEvent caught(long unreported) {
        return new SecurityEvent.Filtered(
                new SecurityEvent.Filtered.Sender(Rules.address("192.0.2.1"), BareJid.of("mallory@localhost")),
                BareJid.of("bob@localhost"),
                new SecurityEvent.Filtered.Rule("no adverts", "block"),
                Grouping.NOTHING,
                7,
                unreported);
    }

    /** Of what filters catch most has no event of its own, and counts all the same. */
    @Test
    void whatWasCaughtWithoutAnEventCountsWithTheNext() {
        AlertRule rule = new AlertRule(
                new RuleName("filters"),
                List.of(EventName.parse("stanza-filtered/block")),
                new Threshold(100, Duration.ofSeconds(60), Grouping.NOTHING),
                QUIET,
                List.of(new AlertRecipient.Administrators()),
                AlertCommand.NONE);
        Tally tally = new Tally(rule);
        assertThat(after(0, tally, caught(0))).isEmpty();
        assertThat(after(1, tally, caught(97))).isEmpty();
        Alert alert = after(1, tally, caught(0)).orElseThrow();
        assertThat(alert.heldBack()).isZero();
        assertThat(AlertText.of(alert, BareJid.of("localhost")))
                .startsWith(
                        "localhost, alert filters: 100 events within 60 s, the last: stanza-filtered/block by the rule"
                                + " no adverts, account mallory@localhost, from 192.0.2.1")
                .endsWith("See what is caught: redoubt filter list.");
        assertThat(after(1, tally, caught(1_000_000_000_000L))).isEmpty();
        assertThat(after(QUIET.toSeconds(), tally, caught(99)).orElseThrow().heldBack())
                .isEqualTo(1_000_000_000_001L);
    }

    @Test
    void theLastMomentOfTheTimeStillCounts() {
        Tally tally = new Tally(guessing(2, Grouping.NOTHING, QUIET));
        assertThat(after(0, tally, failure("192.0.2.1", "bob"))).isEmpty();
        assertThat(after(60, tally, failure("192.0.2.1", "bob"))).isPresent();
    }

    @Test
    void otherEventsCountForNothing() {
        Tally tally = new Tally(guessing(1, Grouping.NOTHING, QUIET));
        assertThat(after(0, tally, new SecurityEvent.ServiceChanged(ServiceChange.STARTED)))
                .isEmpty();
        assertThat(after(0, tally, failure("192.0.2.1", "bob"))).isPresent();
    }

    @Test
    void aRuleIsQuietAfterAnAlertAndThenSaysWhatItHeldBack() {
        Tally tally = new Tally(guessing(1, Grouping.NOTHING, QUIET));
        assertThat(after(0, tally, failure("192.0.2.1", "bob"))).isPresent();
        for (int i = 0; i < 7; i++) {
            assertThat(after(60, tally, failure("192.0.2.1", "bob"))).isEmpty();
        }
        assertThat(after(180, tally, failure("192.0.2.1", "bob")))
                .hasValueSatisfying(alert -> assertThat(alert.heldBack()).isEqualTo(7));
        assertThat(after(600, tally, failure("192.0.2.1", "bob")))
                .hasValueSatisfying(alert -> assertThat(alert.heldBack()).isZero());
    }

    @Test
    void groupsAreCountedAndQuietEachForItself() {
        Tally tally = new Tally(guessing(2, Grouping.SOURCE, QUIET));
        assertThat(after(0, tally, failure("192.0.2.1", "a"))).isEmpty();
        assertThat(after(0, tally, failure("192.0.2.2", "b"))).isEmpty();
        assertThat(after(0, tally, failure("192.0.2.1", "c")))
                .hasValueSatisfying(alert -> assertThat(alert.group()).contains("192.0.2.1"));
        assertThat(after(0, tally, failure("192.0.2.2", "d")))
                .hasValueSatisfying(alert -> assertThat(alert.group()).contains("192.0.2.2"));
        assertThat(after(0, tally, failure("192.0.2.2", "e"))).isEmpty();
    }

    /** One subscriber has 2^64 addresses of IPv6: they are one source. */
    @Test
    void anIpv6NetworkIsOneSource() {
        Tally tally = new Tally(guessing(2, Grouping.SOURCE, QUIET));
        assertThat(after(0, tally, failure("2001:db8::1", "a"))).isEmpty();
        assertThat(after(0, tally, failure("2001:db8::ffff:2", "b"))).isPresent();
    }

    @Test
    void whatHasNoAccountIsNotCountedByAccount() {
        Tally tally = new Tally(guessing(1, Grouping.ACCOUNT, QUIET));
        SecurityEvent nobody = new SecurityEvent.SignInFailed(
                Rules.address("192.0.2.1"),
                Optional.empty(),
                Optional.empty(),
                im.redoubt.server.event.SignInFailure.MALFORMED_REQUEST);
        assertThat(after(0, tally, nobody)).isEmpty();
        assertThat(after(0, tally, failure("192.0.2.1", "bob")))
                .hasValueSatisfying(alert -> assertThat(alert.group()).contains("bob@localhost"));
    }

    /** An attack from very many places must not flood the operator: D-105. */
    @Test
    @Tag("D-105")
    void anAttackFromEverywhereMakesTenAlertsAndThenACount() {
        Tally tally = new Tally(guessing(1, Grouping.SOURCE, QUIET));
        long alerts = 0;
        for (int i = 0; i < 60_000; i++) {
            String source = "10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255);
            alerts += tally.count(TIME, failure(source, "bob"), now).isPresent() ? 1 : 0;
        }
        assertThat(alerts).isEqualTo(Tally.MOST_ALERTS);
        assertThat(after(601, tally, failure("192.0.2.1", "bob")))
                .hasValueSatisfying(alert -> assertThat(alert.heldBack()).isEqualTo(60_000 - Tally.MOST_ALERTS));
    }

    /** What is said of one event does not hide another one. */
    @Test
    void whereEachEventCountsTheRuleIsQuietForEachKindOfThem() {
        Tally tally = new Tally(new AlertRule(
                new RuleName("store"),
                List.of(EventName.parse("store-failed"), EventName.parse("store-recovered")),
                Threshold.EACH,
                QUIET,
                List.of(new AlertRecipient.Administrators()),
                AlertCommand.NONE));
        assertThat(after(0, tally, new SecurityEvent.ServiceChanged(ServiceChange.STORE_FAILED)))
                .isPresent();
        assertThat(after(1, tally, new SecurityEvent.ServiceChanged(ServiceChange.STORE_FAILED)))
                .isEmpty();
        assertThat(after(1, tally, new SecurityEvent.ServiceChanged(ServiceChange.STORE_RECOVERED)))
                .hasValueSatisfying(alert -> assertThat(alert.group()).isEmpty());
    }

    @Test
    void twoNewAdministratorsWithinASecondAreTwoAlerts() {
        Tally tally = new Tally(new AlertRule(
                new RuleName("administrators"),
                List.of(EventName.parse("administrator-added")),
                new Threshold(1, Duration.ofMinutes(1), Grouping.ACCOUNT),
                QUIET,
                List.of(new AlertRecipient.Administrators()),
                AlertCommand.NONE));
        for (String name : List.of("a", "b")) {
            SecurityEvent added = new SecurityEvent.Administration(
                    Optional.empty(),
                    Optional.empty(),
                    AdministrationAction.ADMINISTRATOR_ADDED,
                    Optional.of(BareJid.of(name + "@localhost")));
            assertThat(after(0, tally, added)).isPresent();
            assertThat(after(0, tally, added)).isEmpty();
        }
    }
}
