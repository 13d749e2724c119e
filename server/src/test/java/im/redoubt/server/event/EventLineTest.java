package im.redoubt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {

    static final InetSocketAddress SOURCE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 50000);
    static final BareJid ALICE = BareJid.of("alice@example.org");
    private static final Instant TIME = Instant.parse("2026-11-22T04:00:00Z");

    private enum Condition {
        POLICY_VIOLATION
    }

    static List<SecurityEvent> samples() {
        Optional<BareJid> alice = Optional.of(ALICE);
        return List.of(
                new SecurityEvent.SignIn(SOURCE, ALICE, Mechanism.SCRAM_SHA_256_PLUS),
                new SecurityEvent.SignInFailed(
                        SOURCE, alice, Optional.of(Mechanism.PLAIN), SignInFailure.NOT_AUTHORIZED),
                new SecurityEvent.SignInFailed(SOURCE, alice, Optional.empty(), SignInFailure.OLD_CLIENT_NOT_ALLOWED),
                new SecurityEvent.SignOut(SOURCE, ALICE),
                new SecurityEvent.Refused(SOURCE, Optional.empty(), Condition.POLICY_VIOLATION),
                new SecurityEvent.LimitReached(SOURCE, alice, Condition.POLICY_VIOLATION),
                new SecurityEvent.Administration(
                        Optional.empty(), Optional.empty(), AdministrationAction.ACCOUNT_ADDED, alice),
                new SecurityEvent.Administration(
                        alice, Optional.of(SOURCE), AdministrationAction.INVITE_CREATED, Optional.empty()),
                new SecurityEvent.ServiceChanged(ServiceChange.CERTIFICATE_REFUSED),
                new SecurityEvent.LogChanged(LogChange.EVENTS_SUPPRESSED, Optional.of(EventKind.REFUSED), 7),
                new SecurityEvent.CertificateExpiring(Instant.parse("2026-12-01T00:00:00Z")),
                new SecurityEvent.AlertRaised(new RuleName("guessing"), 31),
                new SecurityEvent.AlertFailed(new RuleName("guessing"), AlertFailure.COMMAND_TIMEOUT),
                new SecurityEvent.AbuseReported(SOURCE, ALICE, BareJid.of("eve@example.org"), AbuseReason.SPAM, 3),
                new SecurityEvent.Filtered(
                        new SecurityEvent.Filtered.Sender(SOURCE, ALICE),
                        BareJid.of("bob@example.net"),
                        new SecurityEvent.Filtered.Rule("no \u00FCbung", "block"),
                        Condition.POLICY_VIOLATION,
                        12,
                        3),
                new SecurityEvent.AdmissionChanged(SOURCE, ALICE, AdmissionChange.LISTED, 4));
    }

    private static String line(SecurityEvent event) {
        return EventLine.write(event, TIME, ChainHead.NONE);
    }

    @Test
    @Tag("SRV-09")
    @Tag("SRV-10")
    void writesWhoWhenFromWhereAndWhat() {
        assertThat(line(samples().get(1)))
                .isEqualTo("{\"@timestamp\":\"2026-11-22T04:00:00.000Z\",\"redoubt\":{\"sequence\":1,\"previous\":\""
                        + "0".repeat(64) + "\"},\"ecs\":{\"version\":\"8.17.0\"},\"service\":{\"type\":\"redoubt\"},"
                        + "\"event\":{\"kind\":\"event\",\"category\":[\"authentication\"],\"type\":[\"start\"],"
                        + "\"module\":\"redoubt\",\"action\":\"sign-in\",\"outcome\":\"failure\","
                        + "\"reason\":\"not-authorized\"},\"network\":{\"protocol\":\"xmpp\"},"
                        + "\"source\":{\"ip\":\"192.0.2.1\",\"port\":50000},"
                        + "\"user\":{\"name\":\"alice\",\"domain\":\"example.org\"},"
                        + "\"labels\":{\"mechanism\":\"PLAIN\"}}");
    }

    @Test
    @Tag("SRV-09")
    void namesActorAndTargetOfAdministration() {
        assertThat(line(samples().get(6)))
                .contains("\"category\":[\"iam\"]", "\"action\":\"account-added\"")
                .contains("\"user\":{\"name\":\"operator\",\"target\":{\"name\":\"alice\",\"domain\":\"example.org\"}}")
                .doesNotContain("source");
        assertThat(line(samples().get(7))).contains("\"user\":{\"name\":\"alice\",\"domain\":\"example.org\"}}");
    }

    @Test
    void namesTheCommandThatLetsOldClientsIn() {
        assertThat(line(samples().get(2))).contains("./redoubt user password NAME --old-client");
        assertThat(line(samples().get(9))).contains("\"labels\":{\"count\":\"7\",\"about\":\"refused\"}");
        assertThat(line(samples().get(8))).contains("\"action\":\"certificate-refused\",\"outcome\":\"failure\"");
    }

    @Test
    @Tag("SRV-01")
    @Tag("SRV-11")
    void saysWhenTheCertificateEndsAndWhatBecameOfAlerts() {
        assertThat(line(samples().get(10)))
                .contains("\"action\":\"certificate-expiring\"")
                .endsWith("\"tls\":{\"server\":{\"not_after\":\"2026-12-01T00:00:00.000Z\"}}}");
        assertThat(line(samples().get(11))).endsWith("\"rule\":{\"name\":\"guessing\"},\"labels\":{\"count\":\"31\"}}");
        assertThat(line(samples().get(12)))
                .contains("\"action\":\"alert-failed\",\"outcome\":\"failure\",\"reason\":\"command-timeout\"");
    }

    @Test
    @Tag("SRV-09")
    @Tag("IOT-05")
    void saysHowManyAnAccountHearsAndNotWho() {
        assertThat(line(samples().get(15)))
                .contains("\"category\":[\"iam\"]", "\"action\":\"admission-set\"", "\"reason\":\"listed\"")
                .endsWith("\"user\":{\"name\":\"alice\",\"domain\":\"example.org\"},\"labels\":{\"count\":\"4\"}}");
    }

    @Test
    @Tag("SRV-08")
    @Tag("SRV-09")
    void namesTheRuleAndBothSidesOfAFilteredStanza() {
        assertThat(line(samples().get(14)))
                .contains(
                        "\"action\":\"stanza-filtered\",\"outcome\":\"success\",\"reason\":\"block\"",
                        "\"source\":{\"ip\":\"192.0.2.1\",\"port\":50000}")
                .contains("\"user\":{\"name\":\"alice\",\"domain\":\"example.org\"}")
                .contains("\"destination\":{\"user\":{\"name\":\"bob\",\"domain\":\"example.net\"}}")
                .contains("\"rule\":{\"name\":\"no \\u00fcbung\"}")
                .contains("\"labels\":{\"kind\":\"policy-violation\",\"bytes\":\"12\",\"unreported\":\"3\"}");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesLinesThatItsOwnReaderKnows(SecurityEvent event) {
        ChainHead before = new ChainHead(41, "ab".repeat(32));
        String line = EventLine.write(event, TIME, before);
        assertThat(EventLine.link(line)).contains(new EventLine.Link(42, "ab".repeat(32)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n{\"forged\":1}",
                "\"",
                "\\",
                "\\\"",
                "\u0000",
                "\u001b[2J",
                "\u2028",
                "\u202e",
                "\ud800",
                "é",
                "\u007f",
                "\u0085",
                "</script>",
                "%0a",
                "${jndi:x}",
                "\uD83D\uDE00"
            })
    @Tag("D-105")
    @Tag("SRV-09")
    void keepsEveryTextWithinItsQuotes(String text) {
        String json = new JsonWriter().field("a", text).field("b", 1).finish();
        assertThat(json).matches("\\{\"a\":\"([ !#-\\[\\]-~]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*\",\"b\":1\\}");
        assertThat(unescape(json.substring(6, json.length() - 8))).isEqualTo(text);
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                out.append(text.charAt(i));
            } else if (text.charAt(i + 1) == 'u') {
                out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                out.append(text.charAt(++i));
            }
        }
        return out.toString();
    }

    @Test
    @Tag("SRV-09")
    @Tag("D-105")
    void hasNoFieldForFreeText() {
        Stream<Class<?>> types = Arrays.stream(SecurityEvent.class.getPermittedSubclasses());
        assertThat(types.flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .map(RecordComponent::getGenericType)
                        .map(java.lang.reflect.Type::getTypeName))
                .noneMatch(name -> name.contains("String") || name.contains("Object") || name.contains("byte[]"));
    }

    @Test
    void writesNoNameInPlaceOfAnAddress() {
        InetSocketAddress named = InetSocketAddress.createUnresolved("evil\r\nname", 1);
        assertThat(line(new SecurityEvent.SignOut(named, ALICE))).contains("\"source\":{\"port\":1}");
    }

    @Test
    void knowsMechanismsByTheirNamesOnly() {
        assertThat(Mechanism.named(Optional.of("SCRAM-SHA-1-PLUS"))).isEqualTo(Mechanism.SCRAM_SHA_1_PLUS);
        assertThat(Mechanism.named(Optional.of("scram-sha-1"))).isEqualTo(Mechanism.OTHER);
        assertThat(Mechanism.named(Optional.of("SCRAM_SHA_1"))).isEqualTo(Mechanism.OTHER);
        assertThat(Mechanism.named(Optional.empty())).isEqualTo(Mechanism.OTHER);
    }
}
