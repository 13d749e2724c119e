package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.tls.OwnAuthority;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.tls.JdkTlsProvider;
import im.redoubt.server.tls.TlsIdentity;
import im.redoubt.testkit.time.FakeClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("SRV-01")
class IdentityKeeperTest {
    private static final Duration WARNING = Duration.ofDays(14);

    @TempDir
    private Path directory = Path.of("");

    private final List<SecurityEvent> events = new ArrayList<>();

    @Test
    @Tag("C-116")
    void saysOnceADayThatTheCertificateEndsAndAgainWhenTheClockWasPutBack() {
        FakeClock clock = new FakeClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        SecureRandom random = new SecureRandom();
        TlsIdentity identity = new OwnAuthority(directory, "localhost", clock, random).identity();
        IdentityKeeper keeper = new IdentityKeeper(
                Optional.empty(),
                new JdkTlsProvider(identity, Optional.empty(), clock, random),
                clock,
                WARNING,
                events::add);
        keeper.warn();
        assertThat(events).as("far from its end").isEmpty();

        clock.advance(identity.remaining(clock).minus(WARNING));
        keeper.warn();
        assertThat(events).as("fourteen days are not fewer than fourteen").isEmpty();
        clock.advance(Duration.ofSeconds(1));
        keeper.warn();
        keeper.warn();
        clock.advance(Duration.ofHours(23));
        keeper.warn();
        SecurityEvent expiring = new SecurityEvent.CertificateExpiring(identity.expiresAt());
        assertThat(events).as("once a day").containsExactly(expiring);
        clock.advance(Duration.ofHours(2));
        keeper.warn();
        assertThat(events).containsExactly(expiring, expiring);
        clock.advance(Duration.ofDays(-1));
        keeper.warn();
        assertThat(events).as("after a jump back").hasSize(3);
        clock.advance(Duration.ofDays(200));
        keeper.warn();
        assertThat(events).as("expired").hasSize(4);
        keeper.close();
    }
}
