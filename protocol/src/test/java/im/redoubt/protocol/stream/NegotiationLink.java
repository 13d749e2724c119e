package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Link;
import im.redoubt.xml.Element;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlParser;
import im.redoubt.xml.XmlSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection to the pure state machine: bytes in, the effects carried out at once, bytes out. */
final class NegotiationLink implements Link, ServerEffect.Cases, XmlSink {
    private static final int ITERATIONS = 10_000;

    private final NegotiationBackend backend;
    private final XmlParser parser = XmlParser.stream(XmlLimits.UNAUTHENTICATED);
    private final StreamWriter writer = StreamWriter.stream(this, "jabber:client");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Runnable bound = () -> {};
    private ServerState state;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private int chunk = Integer.MAX_VALUE;
    private boolean closed;

    NegotiationLink(NegotiationBackend backend, ServerState first) {
        this.backend = backend;
        this.state = first;
    }

    void whenBound(Runnable action) {
        bound = action;
    }

    void late() {
        input(new ServerInput.Failed(StreamError.of(StreamCondition.CONNECTION_TIMEOUT)));
    }

    /** Hands what is sent over in pieces of so many bytes. */
    void chunk(int bytes) {
        chunk = bytes;
    }

    @Override
    public void send(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += Math.min(chunk, bytes.length - at)) {
            piece(ByteBuffer.wrap(bytes, at, Math.min(chunk, bytes.length - at)));
        }
    }

    /** What comes in clear during the handshake is for TLS to refuse, which there is not here. */
    private void piece(ByteBuffer bytes) {
        in = bytes;
        while (!closed && !(state instanceof AwaitingTls)) {
            XmlEvent event = parser.next(in);
            if (event instanceof XmlEvent.Starved) {
                return;
            }
            if (event instanceof XmlEvent.Opened opened) {
                input(new ServerInput.Opened(opened));
            } else if (event instanceof XmlEvent.Complete complete) {
                input(new ServerInput.Received(complete.element()));
            } else if (event instanceof XmlEvent.Closed) {
                input(new ServerInput.Footer());
            } else if (event instanceof XmlEvent.Refused refused) {
                input(ServerInput.Failed.by(refused.violation()));
            }
        }
    }

    private void input(ServerInput input) {
        ServerStep step = state.on(input);
        state = step.next();
        step.effects().forEach(effect -> effect.on(this));
    }

    private void answer(ServerAnswer answer) {
        input(new ServerInput.Answered(answer));
    }

    @Override
    public void secure() {
        answer(new ServerAnswer.Secured(NegotiationBackend.bindings()));
    }

    @Override
    public int receive(byte[] into, Duration patience) {
        byte[] all = out.toByteArray();
        int count = Math.min(into.length, all.length);
        System.arraycopy(all, 0, into, 0, count);
        out.reset();
        out.write(all, count, all.length - count);
        return count == 0 && closed ? -1 : count;
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
        parser.restart();
    }

    @Override
    public void restart(Element success) {
        writer.element(success);
        parser.restart();
    }

    @Override
    public void findVerifier(ServerEffect.FindVerifier question) {
        boolean known = question.account().filter(backend::exists).isPresent();
        String password = known && question.hash() == ScramHash.SHA_256 ? Backend.PASSWORD : "nobody's";
        answer(new ServerAnswer.Verifier(ScramVerifier.derive(
                question.hash(),
                Secret.utf8(password.toCharArray()),
                "salt of sixteen.".getBytes(StandardCharsets.UTF_8),
                ITERATIONS)));
    }

    @Override
    public void checkPassword(ServerEffect.CheckPassword question) {
        boolean right = question.account().filter(backend::exists).isPresent()
                && new String(question.password().reveal(), StandardCharsets.UTF_8).equals(Backend.PASSWORD);
        answer(new ServerAnswer.PasswordChecked(right));
    }

    @Override
    public void findAccount(ServerEffect.FindAccount question) {
        answer(new ServerAnswer.AccountFound(backend.exists(question.account())));
    }

    /** All accounts have a verifier for SHA-256 alone, until a client adds another. */
    @Override
    public void findLacking(ServerEffect.FindLacking question) {
        List<ScramHash> lacking = new ArrayList<>(question.wished());
        lacking.remove(ScramHash.SHA_256);
        answer(new ServerAnswer.Lacking(lacking, ITERATIONS));
    }

    @Override
    public void upgrade(ServerEffect.Upgrade wish) {
        answer(new ServerAnswer.Upgraded());
    }

    @Override
    public void useToken(ServerEffect.UseToken question) {
        answer(new ServerAnswer.TokenRefused());
    }

    @Override
    public void issueToken(ServerEffect.IssueToken wish) {
        answer(new ServerAnswer.NoToken());
    }

    @Override
    public void penalise(ServerEffect.Penalise failure) {}

    @Override
    public void signedIn(ServerEffect.SignedIn success) {}

    @Override
    public void findInvitation(InvitationToken token) {
        answer(backend.invitation(token.reveal()));
    }

    @Override
    public void register(ServerEffect.Register registration) {
        boolean made = backend.register(registration.token().reveal(), registration.account());
        answer(new ServerAnswer.Registration(
                made ? Optional.empty() : Optional.of(StanzaError.of(StanzaCondition.CONFLICT))));
    }

    @Override
    public void bind(ServerEffect.Bind wish) {
        BareJid account = wish.account();
        answer(new ServerAnswer.Resource(account.withResource("resource-" + System.nanoTime())));
    }

    @Override
    public void begin(ServerEffect.Begin wish) {
        answer(new ServerAnswer.Begun(wish.account().withResource("resource-" + System.nanoTime()), List.of()));
    }

    @Override
    public void resume(ServerEffect.Resume wish) {
        answer(new ServerAnswer.NotResumed(Optional.empty()));
    }

    @Override
    public void established(FullJid address) {
        bound.run();
    }

    @Override
    public void close(StreamError error) {
        writer.element(error.toElement());
        leave();
    }

    @Override
    public void leave() {
        writer.footer();
        close();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void write(int b) {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
    }
}
