package im.redoubt.protocol.sasl;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * The server's side of a SCRAM exchange (RFC 5802), before the client's first message.
 *
 * <p>Guarantee: only {@link Verified} says that somebody is who he says; there is no other way to one than these steps.
 *
 * <ol>
 *   <li>{@link #begin} with the mechanism that the client asked for and that was offered;
 *   <li>{@link #on} the client's first message gives {@link NeedsVerifier};
 *   <li>{@link NeedsVerifier#challenge} with the account's verifier, or a decoy, gives {@link ScramChallenge} to send;
 *   <li>{@link ScramChallenge#on} the client's final message gives {@link Verified}.
 * </ol>
 *
 * At each message {@link SaslRefusal} ends it. The challenge says what was offered, under the signatures of both sides (XEP-0474,
 * XEP-0515).
 */
public final class ScramServer {
    private final Mechanism mechanism;
    private final Offer offer;
    private final AuthzidRule rule;
    private final String nonce;
    private final Optional<Advertisement> advertisement;

    private ScramServer(
            Mechanism mechanism, Offer offer, AuthzidRule rule, String nonce, Optional<Advertisement> advertisement) {
        this.mechanism = mechanism;
        this.offer = offer;
        this.rule = rule;
        this.nonce = nonce;
        this.advertisement = advertisement;
    }

    /**
     * Begins an exchange.
     *
     * @param mechanism the mechanism, one of the offer
     * @param offer what was advertised on this stream
     * @param rule which authorization identities are permitted
     * @param random where the server's nonce comes from: 24 bytes
     * @return the first state
     * @throws IllegalArgumentException if the mechanism was not offered
     */
    public static ScramServer begin(Mechanism mechanism, Offer offer, AuthzidRule rule, SecureRandom random) {
        return begin(mechanism, offer, rule, Nonces.generate(random), Optional.of(offer.advertisement()));
    }

    static ScramServer begin(
            Mechanism mechanism, Offer offer, AuthzidRule rule, String nonce, Optional<Advertisement> advertisement) {
        if (!offer.mechanisms().contains(mechanism)) {
            throw new IllegalArgumentException(mechanism.wireName() + " was not offered");
        }
        return new ScramServer(mechanism, offer, rule, nonce, advertisement);
    }

    /**
     * Takes the client's first message.
     *
     * @param clientFirst the message, no longer base64
     * @return the request for a verifier, or a refusal
     */
    public ScramServerFirst on(byte[] clientFirst) {
        ClientFirst first;
        try {
            first = ClientFirst.parse(clientFirst);
        } catch (ScramSyntaxException e) {
            return SaslRefusal.malformed(e);
        }
        Gs2Header header = first.header();
        if (header.authzid().isPresent()
                && !rule.permits(first.username(), header.authzid().get())) {
            return SaslRefusal.scram(
                    SaslCondition.INVALID_AUTHZID,
                    ScramError.OTHER_ERROR,
                    "an authorization identity of somebody else");
        }
        return header.flag() == Gs2Header.Flag.USED ? bound(first) : unbound(first);
    }

    private ScramServerFirst unbound(ClientFirst first) {
        if (first.header().flag() == Gs2Header.Flag.SERVER_LACKS && offer.plusAdvertised()) {
            return SaslRefusal.scram(
                    SaslCondition.NOT_AUTHORIZED,
                    ScramError.SERVER_DOES_SUPPORT_CHANNEL_BINDING,
                    "the client did not see the -PLUS mechanisms: a downgrade");
        }
        if (mechanism.plus()) {
            return SaslRefusal.scram(
                    SaslCondition.MALFORMED_REQUEST, ScramError.OTHER_ERROR, "a -PLUS mechanism without a binding");
        }
        return next(first, new ExpectedBinding(Optional.empty(), first.header().raw(), new byte[0]));
    }

    private ScramServerFirst bound(ClientFirst first) {
        if (!mechanism.plus()) {
            return SaslRefusal.scram(
                    SaslCondition.MALFORMED_REQUEST,
                    ScramError.CHANNEL_BINDING_NOT_SUPPORTED,
                    "a binding with a mechanism that has none");
        }
        Optional<ChannelBindingType> type = first.header().bindingType().flatMap(ChannelBindingType::named);
        Optional<byte[]> data = type.flatMap(offer.bindings()::data);
        if (!data.isPresent()) {
            return SaslRefusal.scram(
                    SaslCondition.NOT_AUTHORIZED,
                    ScramError.UNSUPPORTED_CHANNEL_BINDING_TYPE,
                    "a type of channel binding that was not offered");
        }
        return next(first, new ExpectedBinding(type, first.header().raw(), data.get()));
    }

    private ScramServerFirst next(ClientFirst first, ExpectedBinding binding) {
        String attributes =
                advertisement.map(seen -> seen.attributes(mechanism.hash())).orElse("");
        return new NeedsVerifier(mechanism.hash(), first, binding, nonce, attributes);
    }
}
