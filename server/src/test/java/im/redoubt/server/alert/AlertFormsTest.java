package im.redoubt.server.alert;

import static im.redoubt.server.alert.Rules.TIME;
import static im.redoubt.server.alert.Rules.failure;
import static im.redoubt.server.alert.Rules.guessing;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.AlertFailure;
import im.redoubt.server.event.PlainText;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.AlertRule.Grouping;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people, clients and commands read of an alert. */
class AlertFormsTest {
    private static final BareJid DOMAIN = BareJid.of("localhost");

    private static Alert alert(SecurityEvent event, int count, long heldBack) {
        return new Alert(
                guessing(count, Grouping.SOURCE, Duration.ofHours(1)),
                TIME,
                event,
                Alert.Origin.EVENTS,
                Optional.of("192.0.2.1"),
                heldBack);
    }

    @Test
    @Tag("SRV-11")
    void peopleReadWhatHappenedHowOftenAndWhereFrom() {
        assertThat(AlertText.of(alert(failure("192.0.2.1", "bob"), 30, 12), DOMAIN))
                .isEqualTo(
                        "localhost, alert mine: 30 events within 60 s, the last: sign-in-failed/not-authorized, account"
                                + " bob@localhost, from 192.0.2.1, at 2026-11-28T22:00:00Z. Since the last alert 12 more were held"
                                + " back.");
    }

    @Test
    @Tag("SRV-01")
    void peopleReadWhenTheCertificateEndsAndWhatToDo() {
        assertThat(AlertText.of(
                        alert(new SecurityEvent.CertificateExpiring(Instant.parse("2026-12-01T00:00:00Z")), 1, 0),
                        DOMAIN))
                .isEqualTo(
                        "localhost, alert mine: certificate-expiring at 2026-12-01T00:00:00Z, at 2026-11-28T22:00:00Z."
                                + " Renew the certificate; the new one is taken up without a restart.");
    }

    @Test
    void clientsReadAnElement() {
        Element element = AlertElement.of(alert(failure("192.0.2.1", "bob"), 30, 12));
        assertThat(element)
                .isEqualTo(Element.named("urn:redoubt:alert:1", "alert")
                        .attribute("rule", "mine")
                        .attribute("event", "sign-in-failed")
                        .attribute("reason", "not-authorized")
                        .attribute("count", "30")
                        .attribute("within", "60")
                        .attribute("at", "2026-11-28T22:00:00Z")
                        .attribute("held-back", "12")
                        .attribute("source", "192.0.2.1")
                        .attribute("account", "bob@localhost")
                        .build());
    }

    @Test
    @Tag("SRV-10")
    void commandsReadALineInTheElasticCommonSchema() {
        assertThat(AlertLine.of(alert(failure("192.0.2.1", "bob"), 30, 12)))
                .isEqualTo("{\"@timestamp\":\"2026-11-28T22:00:00.000Z\",\"rule\":{\"name\":\"mine\"},\"redoubt\":"
                        + "{\"alert\":{\"count\":30,\"within_seconds\":60,\"held_back\":12,\"group\":\"192.0.2.1\","
                        + "\"origin\":\"events\"}},\"ecs\":{\"version\":\"8.17.0\"},\"service\":{\"type\":\"redoubt\"},"
                        + "\"event\":{\"kind\":\"alert\",\"category\":[\"authentication\"],\"type\":[\"start\"],"
                        + "\"module\":\"redoubt\",\"action\":\"sign-in\",\"outcome\":\"failure\",\"reason\":"
                        + "\"not-authorized\"},\"network\":{\"protocol\":\"xmpp\"},\"source\":{\"ip\":\"192.0.2.1\","
                        + "\"port\":50000},\"user\":{\"name\":\"bob\",\"domain\":\"localhost\"}}\n");
    }

    @Test
    void aTestSaysThatItIsOneAndNamesTheRuleOnce() {
        Alert test = new Alert(
                guessing(30, Grouping.SOURCE, Duration.ofHours(1)),
                TIME,
                new SecurityEvent.AlertRaised(new RuleName("mine"), 0),
                Alert.Origin.TEST,
                Optional.empty(),
                0);
        assertThat(AlertText.of(test, DOMAIN)).startsWith("This is a test; nothing happened. localhost, alert mine");
        assertThat(AlertElement.of(test).attribute("test")).contains("true");
        assertThat(AlertLine.of(test)).contains("\"origin\":\"test\"").containsOnlyOnce("\"rule\"");
    }

    @ParameterizedTest
    @Tag("D-105")
    @Tag("SRV-09")
    @ValueSource(
            strings = {"\r\n", "\u001b[2J", "\u202e", "\u2028", "\u0085", "\u0000", "\u007f", "\ud800", "\uD83D\uDE00"})
    void nothingInANameEndsALineOrMovesACursor(String text) {
        String plain = PlainText.of("a" + text + "b");
        assertThat(plain.codePoints()).allMatch(c -> (c >= ' ' && c <= '~') || Character.isLetterOrDigit(c));
        assertThat(plain).startsWith("a\\u{").endsWith("b");
    }

    /** An account may be called anything that PRECIS lets through, and the address of the alert's text is what was typed. */
    @Test
    @Tag("D-105")
    void aNameFromTheRightToTheLeftStaysReadable() {
        assertThat(PlainText.of("\u05d0\u05d1\u05d2@localhost")).isEqualTo("\u05d0\u05d1\u05d2@localhost");
        assertThat(PlainText.of("x".repeat(5_000))).hasSize(400);
    }

    @Test
    void everyFailureIsToldByAWord() {
        for (AlertFailure failure : AlertFailure.values()) {
            SecurityEvent event = new SecurityEvent.AlertFailed(new RuleName("mine"), failure);
            assertThat(AlertText.of(alert(event, 1, 0), DOMAIN)).contains("alert-failed/");
        }
    }
}
