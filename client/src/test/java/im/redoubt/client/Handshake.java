package im.redoubt.client;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.AuthzidRule;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.NeedsVerifier;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.ScramChallenge;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramServer;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.Verified;
import im.redoubt.protocol.stream.ClientAnswer;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientEffect;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.protocol.stream.ClientInput;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ClientState;
import im.redoubt.protocol.stream.ClientStep;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs a client in, in this thread and without a connection, at a server that says what a test has it say. A session cannot be
 * made otherwise, which is the point of sessions.
 */
final class Handshake implements ClientEffect.Cases {
    private static final byte[] SALT = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int ITERATIONS = 10_000;
    private static final Secret KEY =
            ScramHash.SHA_256.saltedPassword(Secret.utf8("pencil".toCharArray()), SALT, ITERATIONS);

    private final ClientContext context;
    private final ServerWords words;
    private final ArrayDeque<ClientInput> inputs = new ArrayDeque<>();
    private int headers;
    private @Nullable ScramChallenge challenge;
    private @Nullable ClientSession session;

    /** What the server says where it has a choice. */
    interface ServerWords {
        /** Returns what is in the features after authentication. */
        String features();

        /** Returns the answer to an element that asks for something of the session. */
        String answer(Element asked);
    }

    private Handshake(ClientContext context, ServerWords words) {
        this.context = context;
        this.words = words;
    }

    static ClientSession of(ClientContext context, ServerWords words) {
        return new Handshake(context, words).run();
    }

    private ClientSession run() {
        ClientState state = take(context.directTls());
        while (session == null) {
            state = take(state.on(inputs.remove()));
        }
        return session;
    }

    private ClientState take(ClientStep step) {
        step.effects().forEach(effect -> effect.on(this));
        return step.next();
    }

    private void says(String text) {
        for (Element element : Words.elements(text)) {
            inputs.add(new ClientInput.Received(element.toParsed()));
        }
    }

    @Override
    public void open(ClientEffect.Open open) {
        inputs.add(new ClientInput.Opened(Words.header(context.domain())));
        says(
                headers++ == 0
                        ? "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                + "<mechanism>SCRAM-SHA-256</mechanism></mechanisms></stream:features>"
                        : "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>" + words.features()
                                + "</stream:features>");
    }

    @Override
    public void send(Element element) {
        switch (element.name().local()) {
            case "auth" -> challenge(decoded(element));
            case "response" -> success(decoded(element));
            case "iq" ->
                says("<iq type='result' id='" + element.attribute("id").orElseThrow()
                        + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + context.account()
                        + "/here</jid></bind></iq>");
            default -> says(words.answer(element));
        }
    }

    private static byte[] decoded(Element element) {
        return CanonicalBase64.decode(element.text()).orElseThrow();
    }

    private void challenge(byte[] first) {
        Offer offer = Offer.of(List.of(ScramHash.SHA_256), ChannelBindings.none());
        NeedsVerifier asked =
                (NeedsVerifier) ScramServer.begin(Mechanism.SCRAM_SHA_256, offer, AuthzidRule.NONE, new SecureRandom())
                        .on(first);
        challenge = asked.challenge(ScramVerifier.salted(ScramHash.SHA_256, KEY, SALT, ITERATIONS));
        says("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + CanonicalBase64.encode(challenge.bytes())
                + "</challenge>");
    }

    private void success(byte[] proof) {
        Verified verified =
                (Verified) java.util.Objects.requireNonNull(challenge).on(proof);
        says("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + CanonicalBase64.encode(verified.bytes())
                + "</success>");
    }

    @Override
    public void startTls(BareJid domain) {
        inputs.add(new ClientInput.Answered(new ClientAnswer.Secured(ChannelBindings.none())));
    }

    @Override
    public void deriveKey(KeyQuestion question) {
        inputs.add(new ClientInput.Answered(new ClientAnswer.Key(Secret.copyOf(KEY.reveal()))));
    }

    @Override
    public void askPassword() {
        throw new AssertionError("nobody may send it");
    }

    @Override
    public void registered() {
        throw new AssertionError("nobody is invited");
    }

    @Override
    public void dropToken() {
        throw new AssertionError("there is none");
    }

    @Override
    public void established(ClientSession made) {
        session = made;
    }

    @Override
    public void close(Optional<StreamError> error) {
        throw new AssertionError("the negotiation of a test failed: " + error);
    }

    @Override
    public void drop() {
        throw new AssertionError("the negotiation of a test failed");
    }

    @Override
    public void over(ClientFailure why) {
        throw new AssertionError("the negotiation of a test failed: " + why);
    }
}
