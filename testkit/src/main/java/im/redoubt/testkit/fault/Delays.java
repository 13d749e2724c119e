package im.redoubt.testkit.fault;

import im.redoubt.testkit.peer.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Peers that let others wait. The server ends each by itself, in bounded time. */
final class Delays {
    private static final Duration DRIP = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int CARD_BYTES = 100_000;
    private static final int REQUESTS = 400;

    private Delays() {}

    static void neverAnswers(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.connect(true).open();
        MisbehavingPeer.endsWith(raw, "connection-timeout");
    }

    static void neverBeginsTls(MisbehavingPeer peer) throws IOException {
        String said = peer.proceeding("").awaitEnd();
        // An alert of TLS may come, but no XML.
        if (said.contains("<")) {
            throw new AssertionError("something was said in clear: " + said);
        }
    }

    /** Sending goes on until the server has had enough; nothing that is sent moves its deadline. */
    static void dripsBytes(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.connect(false);
        byte[] first = new byte[4_096];
        raw.send("<stream:stream to='");
        int count = raw.link().receive(first, DRIP);
        while (count == 0) {
            raw.send("a");
            count = raw.link().receive(first, DRIP);
        }
        String said = count < 0 ? "" : new String(first, 0, count, StandardCharsets.UTF_8);
        said += raw.awaitEnd();
        if (!said.contains("<stream:error><connection-timeout")) {
            throw new AssertionError("not ended by the deadline: " + said);
        }
    }

    /** What waits for it is more than every buffer on the way holds, and so the server lets it go. */
    static void neverReads(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        raw.send("<iq type='set' id='card'><vCard xmlns='vcard-temp'><NOTE>" + "x".repeat(CARD_BYTES)
                        + "</NOTE></vCard></iq>")
                .await("id='card'");
        try {
            for (int i = 0; i < REQUESTS; i++) {
                raw.send("<iq type='get' id='get'><vCard xmlns='vcard-temp'/></iq>");
            }
            // Not a byte is read: what was answered waits, and only what is sent finds out that the server has gone.
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                raw.send(" ");
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } catch (IOException gone) {
            return;
        }
        throw new AssertionError("the server kept everything for a peer that does not read");
    }

    static void tinyRecords(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        for (byte one :
                "<iq type='get' id='tiny'><ping xmlns='urn:xmpp:ping'/></iq>".getBytes(StandardCharsets.UTF_8)) {
            raw.link().send(new byte[] {one});
        }
        raw.await("id='tiny'");
        raw.close();
    }
}
