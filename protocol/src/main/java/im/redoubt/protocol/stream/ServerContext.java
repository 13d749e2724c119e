package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a server is and offers, the same for all its streams.
 *
 * @param domain the domain it serves
 * @param hashes the hashes of SCRAM it offers
 * @param plain whether the password itself may be sent within TLS (RFC 4616), for clients that know nothing better
 * @param attempts failed attempts to sign in on one stream before it is closed, at least 1
 * @param invitations whether accounts can be made with an invitation (XEP-0445)
 * @param bindFeatures what can be asked for together with a resource, by the names that disco has for it (XEP-0386 section 3.1)
 * @param limits what is announced before authentication (XEP-0478)
 * @param sessionLimits what is announced after it
 * @param random where stream ids and nonces come from
 * @param announcements features that are announced after authentication, beside those of the negotiation
 * @param tokens the mechanisms for which clients get tokens (XEP-0484), strongest first; none: there are no tokens
 */
public record ServerContext(
        BareJid domain,
        List<ScramHash> hashes,
        boolean plain,
        int attempts,
        boolean invitations,
        List<String> bindFeatures,
        StreamLimits limits,
        StreamLimits sessionLimits,
        SecureRandom random,
        List<Element> announcements,
        List<TokenMechanism> tokens) {
    private static final int ID_BYTES = 16;

    /** Checks that the domain is one, and copies the lists. */
    public ServerContext {
        if (!domain.isDomain() || attempts < 1) {
            throw new IllegalArgumentException("a domain and at least one attempt");
        }
        hashes = List.copyOf(hashes);
        bindFeatures = List.copyOf(bindFeatures);
        announcements = List.copyOf(announcements);
        tokens = List.copyOf(tokens);
    }

    /** Announces nothing beside the features of the negotiation, and has no tokens. */
    public ServerContext(
            BareJid domain,
            List<ScramHash> hashes,
            boolean plain,
            int attempts,
            boolean invitations,
            StreamLimits limits,
            StreamLimits sessionLimits,
            SecureRandom random) {
        this(
                domain,
                hashes,
                plain,
                attempts,
                invitations,
                List.of(),
                limits,
                sessionLimits,
                random,
                List.of(),
                List.of());
    }

    /** Returns the same server with tokens for these mechanisms. */
    public ServerContext with(List<TokenMechanism> mechanisms) {
        return new ServerContext(
                domain,
                hashes,
                plain,
                attempts,
                invitations,
                bindFeatures,
                limits,
                sessionLimits,
                random,
                announcements,
                mechanisms);
    }

    /**
     * Limits of a stream (XEP-0478).
     *
     * @param maxBytes the largest element taken, in bytes
     * @param idle the silence after which the stream may be closed
     */
    public record StreamLimits(int maxBytes, Duration idle) {}

    /** Returns the effect that opens a stream to nobody in particular. */
    ServerEffect.Open open() {
        return open(Optional.empty());
    }

    /** Returns the effect that opens a stream, with a fresh id of 128 random bits. */
    ServerEffect.Open open(Optional<Jid> to) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new ServerEffect.Open(
                domain, to, Base64.getUrlEncoder().withoutPadding().encodeToString(id));
    }

    /** Returns what is offered on a connection with these bindings. */
    Offer offer(im.redoubt.protocol.sasl.ChannelBindings bindings) {
        Offer offer = Offer.of(hashes, bindings);
        return plain ? offer.and(SaslElements.PLAIN) : offer;
    }
}
