package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.peer.SocketLink;
import im.redoubt.testkit.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A session of one message whose connection is cut, wherever that happens, and one in the smallest pieces. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutConnectionTest {
    private static final int CUTS = 40;
    private static final int PATIENCE_SECONDS = 60;

    private ServiceBackend service;
    private RawPeer bob;
    private String bobsAddress;

    @BeforeAll
    // Everything is set here, before any test.
    @SuppressWarnings("NullAway.Init")
    void start(@TempDir Path directory) throws IOException {
        service = new ServiceBackend(
                directory,
                new Transcript.Setup(
                        Set.of(Transcript.Runner.SERVICE), Set.of("alice", "bob"), Set.of(), Set.of(), List.of()));
        bob = new RawPeer(service.connect(true));
        bobsAddress = bob.signIn("bob");
        bob.send("<presence/>").settle();
    }

    @AfterAll
    void stop() {
        bob.close();
        service.close();
    }

    @Test
    @Tag("S-11")
    void theSmallestPiecesMakeNoDifference() throws Exception {
        session(Network.CLEAN.inPieces(1), "in pieces of one byte");

        assertThat(bob.await("</message>")).contains("<body>in pieces of one byte</body>");
        assertThat(bob.settle()).startsWith("<iq");
    }

    @Test
    void aSlowNetworkMakesNoDifference() throws Exception {
        session(Network.CLEAN.delayed(Duration.ofMillis(20)), "slowly");

        assertThat(bob.await("</message>")).contains("<body>slowly</body>");
    }

    @Test
    void aCutSessionLeavesNothingAndSaysAMessageOnceOrNever() throws Exception {
        long length = session(Network.CLEAN, "whole");
        assertThat(bob.await("</message>")).contains("<body>whole</body>");
        cut(LongStream.range(0, CUTS).map(i -> i * length / CUTS));
    }

    /** The same at every byte. */
    @Test
    @Tag("long")
    void aSessionCutAtAnyByteLeavesNothing() throws Exception {
        long length = session(Network.CLEAN, "whole");
        assertThat(bob.await("</message>")).contains("<body>whole</body>");
        cut(LongStream.range(0, length));
    }

    private void cut(LongStream places) throws Exception {
        for (long at : places.toArray()) {
            String text = "cut at " + at;
            session(Network.CLEAN.cutAfter(at), text);
            onlyBobIsThere();
            String seen = bob.settle();
            assertThat(seen.split("<body>", -1).length - 1).as(text).isLessThanOrEqualTo(1);
            if (seen.contains("<body>")) {
                assertThat(seen).contains("<body>" + text + "</body>");
            }
        }
    }

    /** Signs in as alice, sends a message and leaves, as far as the network lets her. Returns the bytes that got through. */
    private long session(Network network, String text) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(service.tlsPort(), network)) {
            SocketLink link = SocketLink.to(proxy.port(), service.trust());
            try (RawPeer alice = new RawPeer(link)) {
                link.secure();
                alice.signIn("alice");
                alice.send("<message to='" + bobsAddress + "' type='chat'><body>" + text + "</body></message>");
                alice.send("</stream:stream>");
                alice.awaitEnd();
            } catch (IOException cut) {
                assertThat(network.bytesUntilFault()).as(cut.toString()).isLessThan(Long.MAX_VALUE);
            }
            return proxy.sent();
        }
    }

    private void onlyBobIsThere() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (service.connections() > 1 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(service.connections()).isEqualTo(1);
        assertThat(service.sessions()).isEqualTo(1);
    }
}
