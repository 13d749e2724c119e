package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlBuffer;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import im.redoubt.xml.XmlViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client's negotiation behind a parser and a writer, as a driver of bytes has it; see {@link ServerEnd}. */
final class ClientEnd implements ClientEffect.Cases {
    private static final Secret KEY =
            ScramHash.SHA_512.saltedPassword(Secret.utf8("pencil".toCharArray()), new byte[16], 4096);

    private final XmlParser parser = XmlParser.stream(XmlLimits.ANNOUNCED);
    private final XmlBuffer out = new XmlBuffer();
    private final StreamWriter writer = StreamWriter.stream(out, "jabber:client");
    private ClientState state;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private boolean wantsTls;
    private boolean closed;
    private Optional<ClientSession> session = Optional.empty();
    private Optional<ClientFailure> failure = Optional.empty();

    ClientEnd(ClientContext context) {
        ClientStep first = context.startTls();
        this.state = first.next();
        first.effects().forEach(effect -> effect.on(this));
    }

    ClientState state() {
        return state;
    }

    boolean wantsTls() {
        return wantsTls;
    }

    boolean closed() {
        return closed;
    }

    Optional<ClientSession> session() {
        return session;
    }

    Optional<ClientFailure> failure() {
        return failure;
    }

    /** Takes bytes, as many as there are before TLS begins. */
    ClientEnd takes(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining() && !closed) {
            XmlEvent event = parser.next(in);
            if (!(event instanceof XmlEvent.Starved)) {
                input(input(event));
            }
        }
        return this;
    }

    ClientEnd takes(String text) {
        return takes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what was written since the last time. */
    String written() {
        String text = new String(out.toByteArray(), StandardCharsets.UTF_8);
        out.clear();
        return text;
    }

    /** The handshake is complete. */
    ClientEnd secured(ChannelBindings bindings) {
        wantsTls = false;
        input(new ClientInput.Answered(new ClientAnswer.Secured(bindings)));
        return this;
    }

    private static ClientInput input(XmlEvent event) {
        return event.on(new XmlEvent.Cases<ClientInput>() {
            @Override
            public ClientInput opened(XmlEvent.Opened opened) {
                return new ClientInput.Opened(opened);
            }

            @Override
            public ClientInput element(ParsedElement element) {
                return new ClientInput.Received(element);
            }

            @Override
            public ClientInput closed() {
                return new ClientInput.Footer();
            }

            @Override
            public ClientInput violation(XmlViolation violation) {
                return ClientInput.Failed.by(violation);
            }

            @Override
            public ClientInput starved() {
                throw new AssertionError("nothing to give");
            }
        });
    }

    private void input(ClientInput input) {
        ClientStep step = state.on(input);
        state = step.next();
        step.effects().forEach(effect -> effect.on(this));
    }

    @Override
    public void open(ClientEffect.Open open) {
        parser.restart();
        writer.header(open.attributes());
    }

    @Override
    public void send(Element element) {
        writer.element(element);
    }

    @Override
    public void startTls(BareJid domain) {
        in.position(in.limit());
        wantsTls = true;
    }

    @Override
    public void deriveKey(KeyQuestion question) {
        input(new ClientInput.Answered(new ClientAnswer.Key(Secret.copyOf(KEY.reveal()))));
    }

    @Override
    public void askPassword() {
        throw new AssertionError("nobody gave the permission");
    }

    @Override
    public void registered() {
        throw new AssertionError("nobody is invited");
    }

    @Override
    public void dropToken() {
        throw new AssertionError("there is no token");
    }

    @Override
    public void established(ClientSession made) {
        session = Optional.of(made);
        in.position(in.limit());
    }

    @Override
    public void close(Optional<StreamError> error) {
        error.ifPresent(words -> writer.element(words.toElement()));
        writer.footer();
        closed = true;
    }

    @Override
    public void drop() {
        closed = true;
    }

    @Override
    public void over(ClientFailure why) {
        failure = Optional.of(why);
    }
}
