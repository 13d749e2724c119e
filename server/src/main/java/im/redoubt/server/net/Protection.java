package im.redoubt.server.net;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.server.tls.TlsProvider;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;

/** TLS on one connection, from its first byte on or begun after {@code <starttls/>}. Belongs to the event loop. */
final class Protection {
    private final ChannelPipeline pipeline;
    private final TlsProvider tls;
    private final TlsOverhead overhead;
    private boolean done;

    /** Calls {@code onExcess} when the peer makes too much work of it. */
    Protection(ChannelPipeline pipeline, TlsProvider tls, Runnable onExcess) {
        this.pipeline = pipeline;
        this.tls = tls;
        this.overhead = new TlsOverhead(onExcess);
        if (pipeline.get(SslHandler.class) != null) {
            pipeline.addFirst(overhead);
        }
    }

    /** Begins the handshake. */
    void begin() {
        pipeline.addFirst(overhead, new SslHandler(tls.newEngine(Optional.empty())));
    }

    /** Returns whether the handshake is under way, so that nothing can be written. */
    boolean isBeginning() {
        return !done && pipeline.get(SslHandler.class) != null;
    }

    /**
     * The handshake has succeeded. Nobody comes back to its session, which TLS 1.2 would keep: each connection makes its own
     * handshake.
     *
     * @param domain whose accounts a certificate of the peer may name
     * @return what the connection can be bound to, and whom the peer's certificate names
     */
    ServerAnswer.Secured done(BareJid domain) {
        done = true;
        SSLEngine engine = pipeline.get(SslHandler.class).engine();
        ChannelBindings bindings = Bindings.of(engine, tls);
        Set<BareJid> certified = PeerCertificate.names(engine.getSession(), domain);
        engine.getSession().invalidate();
        return new ServerAnswer.Secured(bindings, certified);
    }

    /** This much of what was read was data. */
    void data(int count) {
        overhead.data(count);
    }
}
