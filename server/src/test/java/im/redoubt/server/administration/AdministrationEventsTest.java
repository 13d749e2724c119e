package im.redoubt.server.administration;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.admin.AdministrationLog.Action;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administration does stands in the security events: who, what, and to whom. */
@Tag("SRV-09")
class AdministrationEventsTest {
    private static final Jid ALICE = BareJid.of("alice@localhost");
    private static final Jid DOMAIN = BareJid.of("localhost");

    @TempDir
    private Path directory = Path.of("");

    private String line(Optional<BareJid> actor, Optional<InetSocketAddress> source, Action action, Jid target)
            throws IOException {
        try (EventLog log = EventLog.open(EventLogSettings.of(directory), InstantSource.fixed(Instant.EPOCH))) {
            new AdministrationEvents(log, actor, source).done(action, target, 1);
        }
        return Files.readAllLines(directory.resolve("events.jsonl")).getLast();
    }

    @ParameterizedTest
    @CsvSource({
        "ACCOUNT_ADDED, account-added",
        "ACCOUNTS_IMPORTED, accounts-imported",
        "ACCOUNT_REMOVED, account-removed",
        "PASSWORD_CHANGED, password-changed",
        "SESSIONS_ENDED, session-ended",
        "INVITATION_ISSUED, invite-created"
    })
    void namesWhatWasDone(Action action, String word) throws IOException {
        assertThat(line(Optional.empty(), Optional.empty(), action, ALICE))
                .contains("\"action\":\"" + word + "\"")
                .contains("\"user\":{\"name\":\"operator\",\"target\":{\"name\":\"alice\",\"domain\":\"localhost\"}}")
                .doesNotContain("\"source\"");
    }

    @Test
    void namesWhoDidItInBandAndFromWhere() throws IOException {
        InetSocketAddress source = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4000);
        BareJid root = BareJid.of("root@localhost");
        Jid session = BareJid.of("alice@localhost").withResource("phone");
        assertThat(line(Optional.of(root), Optional.of(source), Action.SESSIONS_ENDED, session))
                .contains("\"source\":{\"ip\":\"192.0.2.1\",\"port\":4000}")
                .contains("\"user\":{\"name\":\"root\",\"domain\":\"localhost\","
                        + "\"target\":{\"name\":\"alice\",\"domain\":\"localhost\"}}")
                .doesNotContain("phone");
    }

    @Test
    void namesNobodyWhereItConcernsTheWholeDomain() throws IOException {
        assertThat(line(Optional.empty(), Optional.empty(), Action.ACCOUNTS_IMPORTED, DOMAIN))
                .contains("\"user\":{\"name\":\"operator\"}");
    }
}
