package im.redoubt.testkit.fault;

import im.redoubt.testkit.peer.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Peers that let others wait. The server ends each by itself, in bounded time. */
final class Delays {
    private static final int DRIP_MILLIS = 100;
    private static final int CARD_BYTES = 100_000;
    private static final int REQUESTS = 400;

    private Delays() {}

    static void neverAnswers(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.connect(true).open();
        MisbehavingPeer.endsWith(raw, "connection-timeout");
    }

    static void neverBeginsTls(MisbehavingPeer peer) throws IOException {
        String said = peer.proceeding("").awaitEnd();
        if (!said.isEmpty()) {
            throw new AssertionError("something was said in clear: " + said);
        }
    }

    /** Sending goes on until the server closes; nothing that is sent moves its deadline. */
    static void dripsBytes(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.connect(false);
        try {
            raw.send("<");
            while (true) {
                raw.send(" ".repeat(1));
                TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
                if (raw.link().receive(new byte[4096], java.time.Duration.ofMillis(1)) != 0) {
                    raw.awaitEnd();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        } catch (IOException gone) {
            return;
        }
        String said = raw.awaitEnd();
        if (said.length() >= (long) REQUESTS * CARD_BYTES) {
            throw new AssertionError("the server kept everything for a peer that does not read");
        }
    }

    static void tinyRecords(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        for (byte one : "<iq type='get' id='tiny'><ping xmlns='urn:xmpp:ping'/></iq>"
                .getBytes(StandardCharsets.UTF_8)) {
            raw.link().send(new byte[] {one});
        }
        raw.await("id='tiny'");
        raw.close();
    }
}
