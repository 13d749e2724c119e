package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlBuffer;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlParser;
import im.redoubt.xml.XmlViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server's negotiation behind a parser and a writer, as a driver of bytes has it. TLS is a mark at which the bytes of the
 * one side before it are dropped.
 */
final class ServerEnd implements ServerEffect.Cases {
    static final String ALICE = "alice@example.org";
    private static final ScramVerifier VERIFIER =
            ScramVerifier.derive(ScramHash.SHA_512, Secret.utf8("pencil".toCharArray()), new byte[16], 4096);

    private final XmlParser parser = XmlParser.stream(XmlLimits.UNAUTHENTICATED);
    private final XmlBuffer out = new XmlBuffer();
    private final StreamWriter writer = StreamWriter.stream(out, "jabber:client");
    private ServerState state;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private boolean wantsTls;
    private boolean closed;
    private Optional<FullJid> session = Optional.empty();

    ServerEnd(ServerContext context) {
        this(new AwaitingHeader(context));
    }

    ServerEnd(ServerState first) {
        this.state = first;
    }

    ServerState state() {
        return state;
    }

    boolean wantsTls() {
        return wantsTls;
    }

    boolean closed() {
        return closed;
    }

    Optional<FullJid> session() {
        return session;
    }

    /** Takes bytes, as many as there are before TLS begins. */
    ServerEnd takes(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining() && !closed) {
            XmlEvent event = parser.next(in);
            if (!(event instanceof XmlEvent.Starved)) {
                input(input(event));
            }
        }
        return this;
    }

    ServerEnd takes(String text) {
        return takes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what was written since the last time. */
    String written() {
        String text = new String(out.toByteArray(), StandardCharsets.UTF_8);
        out.clear();
        return text;
    }

    /** The handshake is complete. */
    ServerEnd secured(ChannelBindings bindings) {
        wantsTls = false;
        parser.restart();
        input(new ServerInput.Answered(new ServerAnswer.Secured(bindings)));
        return this;
    }

    private static ServerInput input(XmlEvent event) {
        return event.on(new XmlEvent.Cases<ServerInput>() {
            @Override
            public ServerInput opened(XmlEvent.Opened opened) {
                return new ServerInput.Opened(opened);
            }

            @Override
            public ServerInput element(ParsedElement element) {
                return new ServerInput.Received(element);
            }

            @Override
            public ServerInput closed() {
                return new ServerInput.Footer();
            }

            @Override
            public ServerInput violation(XmlViolation violation) {
                return ServerInput.Failed.by(violation);
            }

            @Override
            public ServerInput starved() {
                throw new AssertionError("nothing to give");
            }
        });
    }

    private void input(ServerInput input) {
        ServerStep step = state.on(input);
        state = step.next();
        step.effects().forEach(effect -> effect.on(this));
    }

    @Override
    public void open(ServerEffect.Open open) {
        List<XmlAttribute> attributes = new ArrayList<>();
        attributes.add(new XmlAttribute(new XmlName("", "from"), open.from().toString()));
        open.to().ifPresent(to -> attributes.add(new XmlAttribute(new XmlName("", "to"), to.toString())));
        attributes.add(new XmlAttribute(new XmlName("", "id"), open.id()));
        attributes.add(new XmlAttribute(new XmlName("", "version"), "1.0"));
        writer.header(attributes);
    }

    @Override
    public void send(Element element) {
        writer.element(element);
    }

    @Override
    public void startTls(Element proceed) {
        writer.element(proceed);
        in.position(in.limit());
        wantsTls = true;
    }

    @Override
    public void restart(Element success) {
        writer.element(success);
        parser.restart();
    }

    @Override
    public void findVerifier(ServerEffect.FindVerifier question) {
        input(new ServerInput.Answered(
                question.hash() == ScramHash.SHA_512
                        ? new ServerAnswer.Verifier(VERIFIER)
                        : new ServerAnswer.Unavailable()));
    }

    @Override
    public void checkPassword(ServerEffect.CheckPassword question) {
        input(new ServerInput.Answered(new ServerAnswer.PasswordChecked(false)));
    }

    @Override
    public void findAccount(ServerEffect.FindAccount question) {
        input(new ServerInput.Answered(new ServerAnswer.AccountFound(false)));
    }

    @Override
    public void findLacking(ServerEffect.FindLacking question) {
        input(new ServerInput.Answered(new ServerAnswer.Lacking(List.of(), 10_000)));
    }

    @Override
    public void upgrade(ServerEffect.Upgrade wish) {
        throw new AssertionError("nothing is lacking");
    }

    @Override
    public void useToken(ServerEffect.UseToken question) {
        input(new ServerInput.Answered(new ServerAnswer.TokenRefused()));
    }

    @Override
    public void issueToken(ServerEffect.IssueToken wish) {
        input(new ServerInput.Answered(new ServerAnswer.TokenIssued("secret", Pair.EXPIRY)));
    }

    @Override
    public void penalise(ServerEffect.Penalise failure) {}

    @Override
    public void signedIn(ServerEffect.SignedIn success) {}

    @Override
    public void findInvitation(InvitationToken token) {
        input(new ServerInput.Answered(new ServerAnswer.Invitation(false, Optional.empty())));
    }

    @Override
    public void register(ServerEffect.Register registration) {
        throw new AssertionError("nobody was invited");
    }

    @Override
    public void bind(ServerEffect.Bind wish) {
        input(new ServerInput.Answered(new ServerAnswer.Resource(wish.account().withResource("r"))));
    }

    @Override
    public void begin(ServerEffect.Begin wish) {
        List<Element> results = wish.asked()
                .first(StreamManagement.NAMESPACE, "enable")
                .map(enable -> List.of(StreamManagement.enabled("sm-1", Duration.ofMinutes(5))))
                .orElse(List.of());
        input(new ServerInput.Answered(new ServerAnswer.Begun(wish.account().withResource("r"), results)));
    }

    @Override
    public void resume(ServerEffect.Resume wish) {
        input(new ServerInput.Answered(new ServerAnswer.NotResumed(Optional.empty())));
    }

    @Override
    public void established(FullJid address) {
        session = Optional.of(address);
        in.position(in.limit());
    }

    @Override
    public void close(StreamError error) {
        writer.element(error.toElement());
        leave();
    }

    @Override
    public void leave() {
        writer.footer();
        closed = true;
    }
}
