package im.redoubt.app.pin;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlBuffer;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlParser;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Brings a server to begin TLS (RFC 6120 section 5), and has no more to say to it: the domain is all that is named. What else came with
 * {@code <proceed/>} is never looked at.
 */
final class StartTls {
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-tls";
    private static final int BUFFER_BYTES = 1_024;
    private static final String REFUSED = "the server has no STARTTLS";

    private final Socket socket;
    private final XmlParser parser = XmlParser.stream(XmlLimits.ANNOUNCED);
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    private StartTls(Socket socket) {
        this.socket = socket;
    }

    /**
     * Agrees on TLS.
     *
     * @param socket a connected socket with a timeout
     * @param domain whom to speak to
     * @throws IOException if the server does not agree
     */
    static void agree(Socket socket, BareJid domain) throws IOException {
        StartTls stream = new StartTls(socket);
        XmlBuffer out = new XmlBuffer();
        StreamWriter writer = StreamWriter.stream(out, Stanza.CLIENT_NAMESPACE);
        writer.header(List.of(
                new XmlAttribute(new XmlName("", "to"), domain.domain()),
                new XmlAttribute(new XmlName("", "version"), "1.0")));
        socket.getOutputStream().write(out.toByteArray());
        if (!stream.element().content().has(NAMESPACE, "starttls")) {
            throw new IOException(REFUSED);
        }
        out.clear();
        writer.element(Element.named(NAMESPACE, "starttls").build());
        socket.getOutputStream().write(out.toByteArray());
        if (!stream.element().name().is(NAMESPACE, "proceed")) {
            throw new IOException(REFUSED);
        }
    }

    /** Returns the next element; there are two of them, and the parser bounds each. */
    private ParsedElement element() throws IOException {
        while (true) {
            switch (parser.next(in)) {
                case XmlEvent.Complete complete -> {
                    return complete.element();
                }
                case XmlEvent.Opened _ -> {}
                case XmlEvent.Starved _ -> fill();
                case XmlEvent.Closed _, XmlEvent.Refused _ ->
                    throw new IOException("what the server says is no stream of XMPP");
            }
        }
    }

    private void fill() throws IOException {
        int count = socket.getInputStream().read(in.array());
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        in.position(0).limit(count);
    }
}
