package im.redoubt.client.line;

import im.redoubt.client.ClientException;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.stream.ClientAnswer;
import im.redoubt.protocol.stream.ClientEffect;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.protocol.stream.ClientInput;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ClientState;
import im.redoubt.protocol.stream.ClientStep;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drives the states of a client over a wire, on the thread that reads it, until there is a session or none. */
final class Negotiation {
    private final Wire wire;
    private final Secrets secrets;
    private final Carrier carrier = new Carrier();
    private final ArrayDeque<ClientInput> answers = new ArrayDeque<>();
    private @Nullable ClientSession session;
    private @Nullable ClientFailure failure;
    private Optional<DialFailure> untrusted = Optional.empty();

    Negotiation(Wire wire, Secrets secrets) {
        this.wire = wire;
        this.secrets = secrets;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** A session, on the wire that was given. */
        record Session(ClientSession session) implements Outcome {}

        /** None. */
        record Failure(DialFailure why) implements Outcome {}
    }

    /**
     * Negotiates.
     *
     * @param first the step with which the connection begins
     * @return what came of it; the wire is at its end if there is no session
     */
    Outcome run(ClientStep first) {
        ClientState state = take(first);
        while (session == null && failure == null) {
            ClientInput answered = answers.poll();
            ClientInput input = answered != null ? answered : next();
            state = take(state.on(input));
            erase(input);
        }
        return outcome();
    }

    private static void erase(ClientInput input) {
        if (!(input instanceof ClientInput.Answered answered)) {
            return;
        }
        if (answered.answer() instanceof ClientAnswer.Key key) {
            key.saltedPassword().close();
        } else if (answered.answer() instanceof ClientAnswer.Password password) {
            password.password().close();
        }
    }

    private Outcome outcome() {
        ClientFailure why = failure;
        ClientSession made = session;
        if (why == null && made != null) {
            return new Outcome.Session(made);
        }
        wire.drop();
        if (untrusted.isPresent()) {
            return new Outcome.Failure(untrusted.get());
        }
        if (why == null) {
            throw new IllegalStateException("a negotiation ended without an outcome");
        }
        return new Outcome.Failure(new DialFailure.Failed(why));
    }

    private ClientInput next() {
        try {
            wire.flush();
            return wire.read().on(INPUTS);
        } catch (IOException e) {
            return new ClientInput.Lost();
        }
    }

    private ClientState take(ClientStep step) {
        for (ClientEffect effect : step.effects()) {
            effect.on(carrier);
        }
        return step.next();
    }

    private static final XmlEvent.Cases<ClientInput> INPUTS = new XmlEvent.Cases<ClientInput>() {
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
            throw new IllegalStateException("a wire waits for the next event");
        }
    };

    /** Carries out effects. */
    private final class Carrier implements ClientEffect.Cases {
        @Override
        public void open(ClientEffect.Open open) {
            wire.open(open);
        }

        @Override
        public void send(Element element) {
            wire.send(element);
        }

        @Override
        public void startTls(BareJid domain) {
            try {
                ChannelBindings bindings = wire.secure();
                answers.add(new ClientInput.Answered(new ClientAnswer.Secured(bindings)));
            } catch (ClientException e) {
                untrusted = Optional.of(new DialFailure.Untrusted(String.valueOf(e.getMessage())));
                answers.add(new ClientInput.Lost());
            } catch (IOException e) {
                answers.add(new ClientInput.Lost());
            }
        }

        @Override
        public void deriveKey(KeyQuestion question) {
            Optional<Secret> key = secrets.key(question);
            answers.add(new ClientInput.Answered(
                    key.<ClientAnswer>map(ClientAnswer.Key::new).orElseGet(ClientAnswer.NoKey::new)));
        }

        @Override
        public void askPassword() {
            answers.add(new ClientInput.Answered(secrets.password()
                    .<ClientAnswer>map(ClientAnswer.Password::new)
                    .orElseGet(ClientAnswer.NoKey::new)));
        }

        @Override
        public void dropToken() {
            secrets.dropToken();
        }

        @Override
        public void registered() {
            secrets.registered();
        }

        @Override
        public void established(ClientSession made) {
            session = made;
        }

        @Override
        public void close(Optional<StreamError> error) {
            error.ifPresent(words -> wire.send(words.toElement()));
            wire.footer();
            try {
                wire.flush();
            } catch (IOException gone) {
                // it was to be closed
            }
        }

        @Override
        public void drop() {
            wire.drop();
        }

        @Override
        public void over(ClientFailure why) {
            failure = why;
        }
    }
}
