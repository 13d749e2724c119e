package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.session.Outbox;
import im.redoubt.xml.Element;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** The connection under a stream, as its driver uses it. Everything runs on the event loop. */
public interface Wire extends Outbox {
    /** Returns where the peer is. */
    InetSocketAddress source();

    /** Returns what runs tasks on the event loop. */
    Executor loop();

    /** Writes the stream header. */
    void open(ServerEffect.Open header);

    /** Writes an element. */
    void write(Element element);

    /** Writes the last element in clear, drops what was received behind it, and begins the handshake. */
    void startTls(Element proceed);

    /** Makes the parser begin a new stream. */
    void restart();

    /** Reads nothing more until {@link #resume} was called as often. */
    void suspend();

    /** Reads on. */
    void resume();

    /** What the peer has sent is still to take effect: should it leave, it has left when {@link #settled} was called as often. */
    void linger();

    /** It has taken effect. */
    void settled();

    /** The peer is authenticated: the limits for strangers no longer apply, those of the account do. */
    void authenticated(BareJid account);

    /** The peer has a session: it need not hurry any more, and {@code driver} gets everything that comes. */
    void established(StreamDriver driver);

    /** Counts what is written from now on (XEP-0198), and keeps each stanza until the peer has handled it. */
    void count();

    /** The client says whether somebody looks at it (XEP-0352): where nobody does, what is of no importance waits. */
    void attention(Attention now);

    /** Returns the way of sessions to here and from here. */
    Handover handover();

    /**
     * The peer says how many stanzas it has handled since {@link #count}.
     *
     * @param handled the number, below 2<sup>32</sup>, where it begins again with 0
     */
    void acknowledged(long handled);

    /** Writes the footer and closes. */
    void leave();

    /** Writes a stream error and the footer, and closes. */
    @Override
    void end(StreamError error);
}
