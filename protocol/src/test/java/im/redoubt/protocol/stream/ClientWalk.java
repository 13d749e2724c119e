package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.AuthzidRule;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.NeedsVerifier;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramChallenge;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramServer;
import im.redoubt.protocol.sasl.ScramServerFinal;
import im.redoubt.protocol.sasl.ScramServerFirst;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.TlsVersion;
import im.redoubt.protocol.sasl.Verified;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/** A server in the hands of a test: it leads a client of ours step by step, and says at each what the test wants. */
final class ClientWalk {
    private static final byte[] SALT = new byte[16];
    private static final Secret PASSWORD = Secret.utf8("pencil".toCharArray());
    private static final ScramVerifier VERIFIER = ScramVerifier.derive(ScramHash.SHA_256, PASSWORD, SALT, 4096);
    private static final Secret KEY = ScramHash.SHA_256.saltedPassword(PASSWORD, SALT, 4096);

    private final Offer offer = Offer.of(List.of(ScramHash.SHA_256), ChannelBindings.none());
    private ClientStep step;
    private ScramChallenge exchange;

    private ClientWalk(ClientStep step) {
        this.step = step;
        this.exchange = challenge(step);
    }

    /** A client over TLS without channel binding that was offered SCRAM-SHA-256 and sent its first message. */
    static ClientWalk toChallenge() {
        return toChallenge(Pair.context());
    }

    static ClientWalk toChallenge(ClientContext context) {
        return new ClientWalk(
                mechanisms(context, ChannelBindings.over(TlsVersion.TLS_1_3), Words.mechanisms("SCRAM-SHA-256")));
    }

    /** A client that got these features over TLS. */
    static ClientStep mechanisms(ChannelBindings bindings, Element... features) {
        return mechanisms(Pair.context(), bindings, features);
    }

    static ClientStep mechanisms(ClientContext context, ChannelBindings bindings, Element... features) {
        return context.directTls()
                .next()
                .on(new ClientInput.Answered(new ClientAnswer.Secured(bindings)))
                .next()
                .on(new ClientInput.Opened(Pair.serverHeader("example.org")))
                .next()
                .on(Words.received(Words.features(features)));
    }

    ClientStep step() {
        return step;
    }

    /** Says {@code element}. */
    ClientWalk says(Element element) {
        step = step.next().on(Words.received(element));
        return this;
    }

    /** Returns the honest first message. */
    String first() {
        return text(exchange.bytes());
    }

    /** Sends a first message, and gives the client its key. */
    ClientWalk challenges(String first) {
        return says(Words.sasl("challenge", first));
    }

    /** Goes on as the honest server does, to the moment before its last message. */
    ClientWalk toSuccess() {
        challenges(first());
        step = step.next().on(new ClientInput.Answered(new ClientAnswer.Key(Secret.copyOf(KEY.reveal()))));
        return this;
    }

    /** Returns the honest last message for the proof that the client sent. */
    String last() {
        return exchange.on(sent(step)).on(new ScramServerFinal.Cases<String>() {
            @Override
            public String verified(Verified verified) {
                return text(verified.bytes());
            }

            @Override
            public String refused(SaslRefusal refusal) {
                throw new AssertionError(refusal.toString());
            }
        });
    }

    /** Goes on as the honest server does, to the moment before the features with binding. */
    ClientWalk toBinding() {
        toSuccess();
        says(Words.sasl("success", last()));
        step = step.next().on(new ClientInput.Opened(Pair.serverHeader("example.org", "to", "alice@example.org")));
        return this;
    }

    /** Goes on to the moment before the address, and returns the identifier of the request. */
    String toAddress(Element... more) {
        Element.Builder features =
                Element.named(StreamNames.STREAMS, "features").child(Words.named(StreamNames.BIND, "bind"));
        for (Element feature : more) {
            features.child(feature);
        }
        toBinding().says(features.build());
        return element(step).attribute("id").orElseThrow();
    }

    ClientFailure failure() {
        return failure(step);
    }

    static ClientFailure failure(ClientStep step) {
        return ((ClientEffect.Over) step.effects().get(step.effects().size() - 1)).why();
    }

    /** Returns the one element that the step sends. */
    static Element element(ClientStep step) {
        return ((ClientEffect.Send) step.effects().get(0)).element();
    }

    private static byte[] sent(ClientStep step) {
        return CanonicalBase64.decode(element(step).text()).orElseThrow();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private ScramChallenge challenge(ClientStep auth) {
        return ScramServer.begin(Mechanism.SCRAM_SHA_256, offer, AuthzidRule.NONE, new SecureRandom())
                .on(sent(auth))
                .on(new ScramServerFirst.Cases<ScramChallenge>() {
                    @Override
                    public ScramChallenge needsVerifier(NeedsVerifier next) {
                        return next.challenge(VERIFIER);
                    }

                    @Override
                    public ScramChallenge refused(SaslRefusal refusal) {
                        throw new AssertionError(refusal.toString());
                    }
                });
    }
}
