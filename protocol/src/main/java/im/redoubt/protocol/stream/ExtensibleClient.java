package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The extensible profile (XEP-0388), and what is asked for together with an attempt. Only what was asked for is taken from the
 * success.
 *
 * @param agent what the client says of itself
 * @param bind a resource
 * @param resumption an earlier session
 * @param token what a token in the success is for: the mechanism that one was asked for with, or that one was used with
 * @param use what is said of the token that is used
 * @param upgrades for which hashes the client would make verifiers
 */
record ExtensibleClient(
        UserAgent agent,
        Optional<BindAsk> bind,
        Optional<ClientResumption> resumption,
        Optional<TokenMechanism> token,
        Optional<FastUse> use,
        List<ScramHash> upgrades)
        implements ClientProfile {
    ExtensibleClient {
        upgrades = List.copyOf(upgrades);
    }

    /** Returns what is asked for with an attempt by a token. The server replaces it when it is due (XEP-0484 section 3.5). */
    static ExtensibleClient withToken(ClientWishes wishes, ExtensibleOffer offer, ClientToken token) {
        boolean invalidate = wishes.token() == TokenWish.INVALIDATE;
        return new ExtensibleClient(
                wishes.agent(),
                bind(wishes, offer),
                resumption(wishes, offer),
                invalidate ? Optional.empty() : Optional.of(token.mechanism()),
                Optional.of(new FastUse(OptionalLong.of(token.count()), invalidate)),
                List.of());
    }

    /** Returns what is asked for with an attempt by anything else. */
    static ExtensibleClient of(
            ClientWishes wishes, ExtensibleOffer offer, Optional<TokenMechanism> token, List<ScramHash> upgrades) {
        return new ExtensibleClient(
                wishes.agent(), bind(wishes, offer), resumption(wishes, offer), token, Optional.empty(), upgrades);
    }

    private static Optional<BindAsk> bind(ClientWishes wishes, ExtensibleOffer offer) {
        return offer.binds() ? Optional.of(BindAsk.of(wishes, offer)) : Optional.empty();
    }

    private static Optional<ClientResumption> resumption(ClientWishes wishes, ExtensibleOffer offer) {
        return wishes.resumption().filter(earlier -> offer.resumes());
    }

    @Override
    public String namespace() {
        return StreamNames.SASL2;
    }

    @Override
    public Element begin(ClientMechanism mechanism, byte[] initial) {
        Element.Builder authenticate = Element.named(StreamNames.SASL2, "authenticate")
                .attribute("mechanism", mechanism.wireName())
                .child(StreamNames.SASL2, "initial-response", CanonicalBase64.encode(initial));
        agent.element().ifPresent(authenticate::child);
        upgrades.forEach(hash -> authenticate.child(UpgradeTasks.NAMESPACE, "upgrade", UpgradeTasks.name(hash)));
        use.ifPresent(said -> authenticate.child(said.element()));
        if (!use.isPresent()) {
            token.ifPresent(one -> authenticate.child(Element.named(FastUse.NAMESPACE, "request-token")
                    .attribute("mechanism", one.wireName())
                    .build()));
        }
        resumption.ifPresent(earlier -> authenticate.child(earlier.element()));
        bind.ifPresent(ask -> authenticate.child(ask.element()));
        return authenticate.build();
    }

    @Override
    public Element response(byte[] data) {
        return Element.named(StreamNames.SASL2, "response")
                .text(CanonicalBase64.encode(data))
                .build();
    }

    @Override
    public Optional<byte[]> challenge(ParsedElement challenge) {
        return challenge.content().children().isEmpty()
                ? CanonicalBase64.decode(challenge.content().text())
                : Optional.empty();
    }

    @Override
    public Optional<byte[]> last(ParsedElement success) {
        List<Element> data = success.toElement().children(StreamNames.SASL2, "additional-data");
        if (data.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        return data.size() > 1 || !data.get(0).children().isEmpty()
                ? Optional.empty()
                : CanonicalBase64.decode(data.get(0).text());
    }

    @Override
    public ClientStep succeeded(Authenticated authenticated, ParsedElement success) {
        return new ClientSuccess(authenticated, this, success).step();
    }
}
