package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.AuthzidRule;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.NeedsVerifier;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.ScramChallenge;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramServer;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.TlsVersion;
import im.redoubt.protocol.sasl.Verified;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server with the extensible profile in the hands of a test: it leads a client of ours step by step, as {@link ClientWalk} does. */
final class ExtensibleWalk {
    private static final byte[] SALT = new byte[16];
    private static final Secret PASSWORD = Secret.utf8("pencil".toCharArray());
    private static final ScramVerifier VERIFIER = ScramVerifier.derive(ScramHash.SHA_256, PASSWORD, SALT, 4096);

    /** Everything that a client of ours can ask for together with an attempt. */
    static final Element[] ALL = {
        Words.bind2("urn:xmpp:carbons:2", "urn:xmpp:csi:0", StreamManagement.NAMESPACE),
        Words.named(StreamManagement.NAMESPACE, "sm"),
        Words.fast("HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-NONE"),
        Words.upgrade("UPGR-SCRAM-SHA-256"),
        Words.upgrade("UPGR-SCRAM-SHA-512")
    };

    private final Offer offer;
    private ClientStep step;
    private Optional<ScramChallenge> exchange = Optional.empty();

    private ExtensibleWalk(Offer offer, ClientStep step) {
        this.offer = offer;
        this.step = step;
    }

    /** A client on a connection with channel binding that is offered SCRAM-SHA-256, and this to be asked for with it. */
    static ExtensibleWalk begin(ClientContext context, Element... inline) {
        return begin(context, Pair.BINDINGS, inline);
    }

    /** The same without channel binding. */
    static ExtensibleWalk unbound(ClientContext context, Element... inline) {
        return begin(context, ChannelBindings.over(TlsVersion.TLS_1_3), inline);
    }

    private static ExtensibleWalk begin(ClientContext context, ChannelBindings bindings, Element... inline) {
        Offer offer = Offer.of(List.of(ScramHash.SHA_256), bindings.isEmpty() ? ChannelBindings.none() : bindings);
        List<Element> features = new ArrayList<>();
        features.add(Words.authentication(offer.names(), inline));
        if (!bindings.isEmpty()) {
            features.add(Words.bindings("tls-exporter"));
        }
        return new ExtensibleWalk(offer, ClientWalk.mechanisms(context, bindings, features.toArray(new Element[0])));
    }

    ClientStep step() {
        return step;
    }

    ClientFailure failure() {
        return ClientWalk.failure(step);
    }

    /** Returns the one element that the last step sends. */
    Element sent() {
        return step.effects().stream()
                .filter(ClientEffect.Send.class::isInstance)
                .map(effect -> ((ClientEffect.Send) effect).element())
                .findFirst()
                .orElseThrow();
    }

    /** Says {@code element}. */
    ExtensibleWalk says(Element element) {
        step = step.next().on(Words.received(element));
        return this;
    }

    ExtensibleWalk answers(ClientAnswer answer) {
        step = step.next().on(new ClientInput.Answered(answer));
        return this;
    }

    /** Answers the question for a key as the driver does. */
    ExtensibleWalk derives() {
        ClientEffect.DeriveKey asked = (ClientEffect.DeriveKey) step.effects().get(0);
        return answers(new ClientAnswer.Key(asked.question()
                .hash()
                .saltedPassword(
                        PASSWORD, asked.question().salt(), asked.question().iterations())));
    }

    /** Answers the first message of SCRAM honestly. */
    ExtensibleWalk challenges() {
        Element authenticate = sent();
        byte[] initial = CanonicalBase64.decode(authenticate
                        .first(StreamNames.SASL2, "initial-response")
                        .orElseThrow()
                        .text())
                .orElseThrow();
        Mechanism mechanism = Mechanism.named(
                        authenticate.attribute("mechanism").orElseThrow())
                .orElseThrow();
        NeedsVerifier asked = (NeedsVerifier) ScramServer.begin(mechanism, offer, AuthzidRule.NONE, new SecureRandom())
                .on(initial);
        ScramChallenge challenge = asked.challenge(VERIFIER);
        exchange = Optional.of(challenge);
        return says(Words.sasl2("challenge", new String(challenge.bytes(), StandardCharsets.UTF_8)));
    }

    /** Goes on honestly to the moment before the success. */
    ExtensibleWalk toSuccess() {
        return challenges().derives();
    }

    /** Returns the honest last message for the proof that the client sent. */
    String last() {
        byte[] proof = CanonicalBase64.decode(sent().text()).orElseThrow();
        Verified verified = (Verified) exchange.orElseThrow().on(proof);
        return new String(verified.bytes(), StandardCharsets.UTF_8);
    }

    /** Says that the client is signed in, with an honest proof, and this. */
    ExtensibleWalk succeeds(Element... children) {
        return says(Words.with("success", Optional.of(last()), children));
    }

    /** Names tasks, with an honest proof. */
    ExtensibleWalk continues(String... tasks) {
        return says(Words.with("continue", Optional.of(last()), Words.tasks(tasks)));
    }

    static Element bound(Element... results) {
        Element.Builder bound = Element.named(InlineBinding.NAMESPACE, "bound");
        for (Element result : results) {
            bound.child(result);
        }
        return bound.build();
    }

    static Element token(String... attributes) {
        Element.Builder token = Element.named(FastUse.NAMESPACE, "token");
        for (int i = 0; i < attributes.length; i += 2) {
            token.attribute(attributes[i], attributes[i + 1]);
        }
        return token.build();
    }

    static Element goodToken() {
        return token("token", "abc", "expiry", "2030-01-01T00:00:00Z");
    }
}
