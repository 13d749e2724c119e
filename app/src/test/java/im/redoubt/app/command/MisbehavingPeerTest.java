package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.fault.Fault;
import im.redoubt.testkit.fault.MisbehavingPeer;
import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a peer does, two others go on talking and notice nothing, and when it is over nothing of it is left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehavingPeerTest {
    private static final int NEGOTIATION_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 60;

    private ServiceBackend service;
    private RawPeer alice;
    private RawPeer bob;
    private String bobsAddress;

    @BeforeAll
    // Everything is set here, before any test.
    @SuppressWarnings("NullAway.Init")
    void start(@TempDir Path directory) throws IOException {
        service = new ServiceBackend(
                directory,
                new Transcript.Setup(
                        Set.of(Transcript.Runner.SERVICE),
                        Set.of("alice", "bob", "mallory"),
                        Set.of(),
                        Set.of(),
                        List.of(
                                "limits.negotiation_seconds=" + NEGOTIATION_SECONDS,
                                "limits.sign_in_delay_milliseconds=50",
                                "limits.outbound_stall_seconds=5")));
        alice = new RawPeer(service.connect(true));
        alice.signIn("alice");
        alice.send("<presence/>").settle();
        bob = new RawPeer(service.connect(true));
        bobsAddress = bob.signIn("bob");
        bob.send("<presence/>").settle();
    }

    @AfterAll
    void stop() {
        alice.close();
        bob.close();
        service.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("S-20")
    @Tag("T-23")
    @Tag("R-62")
    @Tag("D-100")
    void othersNoticeNothing(Fault fault) throws Exception {
        chat(fault + " begins");
        try (MisbehavingPeer mallory = new MisbehavingPeer(service, "mallory", bobsAddress)) {
            mallory.commit(fault);
            chat(fault + " is over");
        }
        nothingIsLeft();
        chat(fault + " is forgotten");
    }

    /** What alice says arrives, and nothing else has arrived. */
    private void chat(String text) throws IOException {
        alice.send("<message to='" + bobsAddress + "' type='chat'><body>" + text + "</body></message>");
        String seen = bob.await("</message>");
        assertThat(seen).startsWith("<message").contains("<body>" + text + "</body>");
        assertThat(bob.settle()).startsWith("<iq").doesNotContain("mallory");
        assertThat(alice.settle()).startsWith("<iq");
    }

    private void nothingIsLeft() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (service.connections() > 2 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(service.connections()).as("connections of alice and bob").isEqualTo(2);
        assertThat(service.sessions()).as("sessions of alice and bob").isEqualTo(2);
    }
}
