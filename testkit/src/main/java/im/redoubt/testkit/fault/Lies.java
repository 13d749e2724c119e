package im.redoubt.testkit.fault;

import im.redoubt.testkit.peer.RawPeer;
import java.io.IOException;

/** Peers that send what is not true, or means nothing. */
final class Lies {
    private static final String AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>";
    private static final int MANY = 50;
    private static final int LARGE = 400_000;
    private static final int DEEP = 1_000;

    private Lies() {}

    static void injectsBeforeTls(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.proceeding(RawPeer.HEADER + AUTH + "AAAA</auth>" + peer.message("injected"));
        raw.link().secure();
        String first = raw.send(RawPeer.HEADER).await("</stream:features>");
        if (first.contains("<failure") || first.contains("<challenge") || !first.contains("SCRAM-SHA-256")) {
            throw new AssertionError("what was sent in clear was processed: " + first);
        }
        raw.close();
    }

    static void clearTextToTls(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.proceeding("");
        raw.send(RawPeer.HEADER + peer.message("clear"));
        String said = raw.awaitEnd();
        if (said.contains("<")) {
            throw new AssertionError("clear text was answered: " + said);
        }
    }

    static void forgesFrom(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        raw.send("<message from='" + peer.victim() + "' to='" + peer.victim() + "'><body>forged</body></message>");
        MisbehavingPeer.endsWith(raw, "invalid-from");
    }

    static void duplicatesIds(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        raw.send("<iq type='get' id='same'><ping xmlns='urn:xmpp:ping'/></iq>".repeat(MANY));
        for (int i = 0; i < MANY; i++) {
            raw.await("id='same'");
        }
        if (raw.settle().contains("id='same'")) {
            throw new AssertionError("more answers than requests");
        }
        raw.close();
    }

    static void answersUnasked(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        raw.send("<iq type='result' id='1'/><iq type='result' id='1' to='localhost'/>"
                + "<iq type='error' id='1' to='localhost'/><iq type='result' id='1' to='nobody@localhost/x'/>");
        if (raw.settle().contains("<error")) {
            throw new AssertionError("an answer was answered");
        }
        raw.close();
    }

    static void garbage(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        byte[] bytes = new byte[1_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 167 + 13);
        }
        raw.send("<message");
        raw.link().send(bytes);
        MisbehavingPeer.endsWith(raw, "not-well-formed");
    }

    static void neverEnds(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        try {
            raw.send("<message to='" + peer.victim() + "'><body>" + "x".repeat(LARGE));
        } catch (IOException gone) {
            return;
        }
        MisbehavingPeer.endsWith(raw, "policy-violation");
    }

    static void nestsDeeply(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.signedIn();
        raw.send("<message to='" + peer.victim() + "'>" + "<a>".repeat(DEEP));
        MisbehavingPeer.endsWith(raw, "policy-violation");
    }

    static void guesses(MisbehavingPeer peer) throws IOException {
        RawPeer raw = peer.connect(true).open();
        for (int i = 0; i < 3; i++) {
            raw.send(AUTH + "biwsbj1hbGljZSxyPWFiY2RlZmdoaWprbG1ub3A=</auth>").await("</challenge>");
            raw.send("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>Yz1iaXdz</response>")
                    .await("</failure>");
        }
        MisbehavingPeer.endsWith(raw, "policy-violation");
    }
}
