package im.redoubt.testkit.fault;

import im.redoubt.testkit.peer.RawPeer;
import java.io.IOException;
import java.net.Socket;

/** Peers that go when they should not. There is nobody left to be told anything, so what counts is what others see. */
final class Disconnections {
    private static final int MANY = 30;

    private Disconnections() {}

    static void midStanza(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        raw.send("<presence/>").settle();
        String message = peer.message("half");
        raw.send(message.substring(0, message.length() - 3));
        raw.close();
    }

    static void reset(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.connect(false).open();
        Socket socket = MisbehavingPeer.socket(raw);
        raw.send("<starttls xmlns='urn:ietf:params:xml:ns");
        socket.setSoLinger(true, 0);
        raw.close();
    }

    static void midHandshake(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.proceeding("");
        // The first bytes of a record with a ClientHello of 512 bytes.
        raw.link().send(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
        raw.close();
    }

    static void midSasl(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.connect(true).open();
        raw.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>"
                        + "biwsbj1tYWxsb3J5LHI9YWJjZGVmZ2hpamtsbW5vcA==</auth>")
                .await("</challenge>");
        raw.close();
    }

    /** TLS 1.3 has half-closed connections; whoever sent close_notify can still be answered, and is closed then. */
    static void oneWay(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        MisbehavingPeer.socket(raw).shutdownOutput();
        raw.awaitEnd();
    }

    static void sendsAfterClose(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        raw.send("</stream:stream>" + peer.message("too late"));
        String said = raw.awaitEnd();
        if (!said.endsWith("</stream:stream>")) {
            throw new AssertionError("the stream was not closed: " + said);
        }
    }

    static void manyTimes(MisbehavingPeer peer) throws IOException {
        for (int i = 0; i < MANY; i++) {
            RawPeer raw = peer.connect(false);
            if (i % 3 > 0) {
                raw.send(RawPeer.HEADER);
            }
            if (i % 3 > 1) {
                raw.await("<stream:features>");
            }
            raw.close();
        }
    }
}
