package im.redoubt.client.websocket;

import im.redoubt.client.line.Tls;
import im.redoubt.client.line.Wire;
import im.redoubt.client.locate.WebSocketAddress;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stream.ClientEffect;
import im.redoubt.protocol.stream.WebSocketFraming;
import im.redoubt.xml.CanonicalWriter;
import im.redoubt.xml.Element;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlBuffer;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Optional;

/** A stream over a WebSocket (RFC 7395). {@link #secure} comes first: there is no WebSocket before TLS. */
public final class WebSocketWire implements Wire {
    private static final String NO_NAMESPACE = "";
    private static final int NORMAL = 1000;
    private static final int KEPT_BYTES = 4_096;

    private final Socket socket;
    private final Tls tls;
    private final Opening opening;
    private final FrameWriter frames;
    private ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Optional<Receiving> receiving = Optional.empty();
    private volatile boolean endWritten;
    private volatile Optional<Sending> sending = Optional.empty();
    private volatile boolean endSent;
    private volatile boolean endReceived;

    /**
     * Takes a connected socket.
     *
     * @param socket the socket
     * @param tls lays TLS over it
     * @param address what is asked for there
     * @param random makes masks and the nonce of the handshake
     */
    public WebSocketWire(Socket socket, Tls tls, WebSocketAddress address, SecureRandom random) {
        this.socket = socket;
        this.tls = tls;
        this.opening = new Opening(address, random);
        this.frames = new FrameWriter(random);
    }

    /** Lays TLS over the socket, and opens the WebSocket. */
    @Override
    public ChannelBindings secure() throws IOException {
        Tls.Secured secured = tls.over(socket);
        BufferedInputStream in = new BufferedInputStream(secured.in());
        opening.over(in, secured.out());
        Sending out = new Sending(frames, secured.out());
        receiving = Optional.of(new Receiving(in, out, XmlLimits.ANNOUNCED));
        sending = Optional.of(out);
        return secured.bindings();
    }

    @Override
    public XmlEvent read() throws IOException {
        XmlEvent event = opened(receiving).next();
        if (event instanceof XmlEvent.Closed) {
            endReceived = true;
            closeIfOver();
        }
        return event;
    }

    private static <T> T opened(Optional<T> way) {
        return way.orElseThrow(() -> new IllegalStateException("there is no WebSocket before TLS"));
    }

    /** When both sides have ended the stream nothing is left for the WebSocket (RFC 7395 section 3.6). */
    private void closeIfOver() throws IOException {
        if (endSent && endReceived) {
            opened(sending).close(NORMAL);
        }
    }

    @Override
    public void open(ClientEffect.Open header) {
        send(WebSocketFraming.open(header.attributes()));
    }

    @Override
    public void send(Element element) {
        XmlBuffer message = new XmlBuffer();
        StreamWriter.framed(message).element(element);
        frames.write(FrameHead.TEXT, message.toByteArray(), written);
    }

    @Override
    public void send(Stanza stanza) {
        XmlBuffer message = new XmlBuffer();
        StanzaCodec.write(stanza, new CanonicalWriter(message, NO_NAMESPACE));
        frames.write(FrameHead.TEXT, message.toByteArray(), written);
    }

    @Override
    public void footer() {
        send(WebSocketFraming.close());
        endWritten = true;
    }

    @Override
    public void flush() throws IOException {
        if (written.size() == 0) {
            return;
        }
        byte[] bytes = written.toByteArray();
        if (bytes.length > KEPT_BYTES) {
            written = new ByteArrayOutputStream();
        } else {
            written.reset();
        }
        opened(sending).send(bytes);
        endSent = endWritten;
        closeIfOver();
    }

    @Override
    public void limits(XmlLimits limits) {
        opened(receiving).limits(limits);
    }

    @Override
    public void drop() {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is to be gone
        }
    }

    @Override
    public long writingSince() {
        return sending.map(Sending::writingSince).orElse(0L);
    }
}
