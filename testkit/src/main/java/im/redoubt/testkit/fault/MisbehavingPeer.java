package im.redoubt.testkit.fault;

import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Link;
import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.peer.SocketLink;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A peer that commits a {@link Fault} against a server, having an account of its own there and a victim to annoy. */
public final class MisbehavingPeer implements AutoCloseable {
    private final Backend backend;
    private final String account;
    private final String victim;
    private final List<RawPeer> open = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param backend the server
     * @param account the localpart of its own account
     * @param victim the full address of somebody who must notice nothing
     */
    public MisbehavingPeer(Backend backend, String account, String victim) {
        this.backend = backend;
        this.account = account;
        this.victim = victim;
    }

    /**
     * Commits a fault.
     *
     * @throws IOException if the connection ends sooner than it must
     * @throws AssertionError if the server takes it otherwise than it must
     */
    public void commit(Fault fault) throws IOException {
        of(fault).commit(this);
    }

    private static Misbehaviour of(Fault fault) {
        return switch (fault) {
            case DROPS_MID_STANZA -> Disconnections::midStanza;
            case RESETS -> Disconnections::reset;
            case DROPS_MID_HANDSHAKE -> Disconnections::midHandshake;
            case DROPS_MID_SASL -> Disconnections::midSasl;
            case CLOSES_ONE_WAY -> Disconnections::oneWay;
            case SENDS_AFTER_CLOSE -> Disconnections::sendsAfterClose;
            case CONNECTS_AND_GOES -> Disconnections::manyTimes;
            case NEVER_ANSWERS -> Delays::neverAnswers;
            case NEVER_BEGINS_TLS -> Delays::neverBeginsTls;
            case DRIPS_BYTES -> Delays::dripsBytes;
            case NEVER_READS -> Delays::neverReads;
            case TINY_TLS_RECORDS -> Delays::tinyRecords;
            case INJECTS_BEFORE_TLS -> Lies::injectsBeforeTls;
            case SPEAKS_CLEAR_TEXT_TO_TLS -> Lies::clearTextToTls;
            case FORGES_FROM -> Lies::forgesFrom;
            case DUPLICATES_IDS -> Lies::duplicatesIds;
            case ANSWERS_UNASKED -> Lies::answersUnasked;
            case SENDS_GARBAGE -> Lies::garbage;
            case NEVER_ENDS -> Lies::neverEnds;
            case NESTS_DEEPLY -> Lies::nestsDeeply;
            case GUESSES_PASSWORDS -> Lies::guesses;
        };
    }

    String victim() {
        return victim;
    }

    String message(String body) {
        return "<message to='" + victim + "' type='chat'><body>" + body + "</body></message>";
    }

    RawPeer connect(boolean tls) throws IOException {
        RawPeer peer = new RawPeer(backend.connect(tls));
        open.add(peer);
        return peer;
    }

    /** Returns a peer in clear that was told to begin TLS, with whatever is sent in the same breath. */
    RawPeer proceeding(String behind) throws IOException {
        RawPeer peer = connect(false).open();
        peer.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + behind)
                .await("<proceed");
        peer.await(">");
        return peer;
    }

    RawPeer signedIn() throws IOException {
        RawPeer peer = connect(true);
        peer.signIn(account);
        return peer;
    }

    static Socket socket(RawPeer peer) {
        Link link = peer.link();
        if (link instanceof SocketLink over) {
            return over.socket();
        }
        throw new IllegalStateException("only a socket can do that");
    }

    /** Reads to the end, and looks for a stream error. */
    static void endsWith(RawPeer peer, String condition) {
        String said = peer.awaitEnd();
        if (!said.contains("<stream:error><" + condition) || !said.endsWith("</stream:stream>")) {
            throw new AssertionError("not ended with " + condition + ": " + said);
        }
    }

    @Override
    public void close() {
        open.forEach(RawPeer::close);
    }
}
