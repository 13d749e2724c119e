package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.dns.DnsResolver;
import im.redoubt.client.dns.TrustAnchors;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.locate.Place;
import im.redoubt.client.trust.Trust;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to the service with nothing to trust but DNS: the server is found by it, and known by it. */
@Tag("LIB-06")
final class DaneSignInTest {
    private static final Pattern RIGHT = Pattern.compile("3 1 1 ([0-9a-f]{64})");

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    private final SignedRoot root = new SignedRoot();

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void close() {
        root.close();
    }

    private Client client(TrustAnchors anchors) {
        DnsResolver resolver = DnsResolver.builder()
                .servers(() -> List.of(root.address()))
                .anchors(anchors)
                .build();
        return Clients.of(service, "alice")
                .place(Place.discovered())
                .resolver(resolver)
                .trust(Trust.daneOnly())
                .build();
    }

    private static String refused(Client client) {
        SignInException refusal = catchThrowableOfType(SignInException.class, client::open);
        assertThat(refusal).isNotNull();
        assertThat(refusal.failure()).isInstanceOf(DialFailure.Untrusted.class);
        return String.valueOf(refusal.getMessage());
    }

    @Test
    @Tag("T-30")
    void whoRunsTheDomainPublishesTheKeyThatTheRefusalNamesAndClientsSignIn() {
        int port = service.starttlsPort();
        root.service("localhost", port, "localhost");
        root.key("localhost", port, "00".repeat(32));
        TrustAnchors anchors = TrustAnchors.of(root.anchor());
        Matcher right = RIGHT.matcher(refused(client(anchors)));
        assertThat(right.find()).isTrue();

        root.key("localhost", port, right.group(1));
        try (Session session = client(anchors).open()) {
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
        try (SignedRoot other = new SignedRoot()) {
            assertThat(refused(client(TrustAnchors.of(other.anchor())))).contains("DNSSEC");
        }
        root.signedUntil(Instant.now().minusSeconds(60));
        assertThat(refused(client(anchors))).contains("DNSSEC");
    }
}
