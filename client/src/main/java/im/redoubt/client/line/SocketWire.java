package im.redoubt.client.line;

import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stream.ClientEffect;
import im.redoubt.xml.CanonicalWriter;
import im.redoubt.xml.Element;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlBuffer;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** A stream over a blocking socket (RFC 6120 section 3). */
final class SocketWire implements Wire {
    private static final int LEAST_READ_BYTES = 512;
    private static final int MOST_READ_BYTES = 4_096;
    private static final int KEPT_BYTES = 4_096;

    private final XmlParser parser = XmlParser.stream(XmlLimits.ANNOUNCED);
    private ByteBuffer in = ByteBuffer.allocate(LEAST_READ_BYTES);
    private int lastRead;
    private XmlBuffer out = new XmlBuffer();
    private StreamWriter writer = StreamWriter.stream(out, Stanza.CLIENT_NAMESPACE);
    private final Socket socket;
    private final Tls tls;
    private InputStream input;
    private OutputStream output;
    private volatile long writingSince;

    /**
     * Takes a connected socket.
     *
     * @param socket the socket
     * @param tls lays TLS over it
     * @throws IOException if it is not connected any more
     */
    SocketWire(Socket socket, Tls tls) throws IOException {
        this.socket = socket;
        this.tls = tls;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
        window(0);
    }

    @Override
    public XmlEvent read() throws IOException {
        while (true) {
            if (in.hasRemaining()) {
                XmlEvent event = parser.next(in);
                if (!(event instanceof XmlEvent.Starved)) {
                    return event;
                }
            }
            in = room();
            lastRead = input.read(in.array());
            if (lastRead < 0) {
                throw new EOFException("the server closed the connection");
            }
            window(lastRead);
        }
    }

    /** What comes fast is read in large pieces; while little comes little is held, above all by a connection that does nothing. */
    private ByteBuffer room() {
        boolean more = lastRead == in.capacity();
        int wanted = more ? MOST_READ_BYTES : lastRead <= LEAST_READ_BYTES ? LEAST_READ_BYTES : in.capacity();
        return wanted == in.capacity() ? in : ByteBuffer.allocate(wanted);
    }

    // Through the superclass: old Android has no ByteBuffer.position(int) of its own.
    private void window(int limit) {
        Buffer buffer = in;
        buffer.position(0).limit(limit);
    }

    @Override
    public void open(ClientEffect.Open header) {
        parser.restart();
        writer.header(header.attributes());
    }

    @Override
    public void send(Element element) {
        writer.element(element);
    }

    @Override
    public void send(Stanza stanza) {
        StanzaCodec.write(stanza, new CanonicalWriter(out, Stanza.CLIENT_NAMESPACE));
    }

    @Override
    public void footer() {
        writer.footer();
    }

    @Override
    public void flush() throws IOException {
        if (out.size() == 0) {
            return;
        }
        byte[] bytes = out.toByteArray();
        if (bytes.length > KEPT_BYTES) {
            out = new XmlBuffer();
            writer = StreamWriter.stream(out, Stanza.CLIENT_NAMESPACE);
        } else {
            out.clear();
        }
        writingSince = System.nanoTime() | 1;
        try {
            output.write(bytes);
            output.flush();
        } finally {
            writingSince = 0;
        }
    }

    @Override
    public ChannelBindings secure() throws IOException {
        flush();
        window(0);
        Tls.Secured secured = tls.over(socket);
        input = secured.in();
        output = secured.out();
        return secured.bindings();
    }

    @Override
    public void limits(XmlLimits limits) {
        parser.limits(limits);
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
        return writingSince;
    }
}
