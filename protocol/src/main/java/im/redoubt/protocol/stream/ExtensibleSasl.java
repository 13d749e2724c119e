package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extensible profile (XEP-0388): a success is followed by features, and no stream begins anew. Offered and taken over TLS
 * only.
 *
 * @param agent what the client says of itself
 * @param configVersion for which features it is made, if the client has not waited for them (XEP-0509)
 * @param requests what it asks for together with the attempt, in the order in which it is done
 * @param use what it says of its token, if it says that it has one
 * @param upgrades for which hashes it would make verifiers (XEP-0480)
 */
record ExtensibleSasl(
        UserAgent agent,
        Optional<String> configVersion,
        List<InlineRequest> requests,
        Optional<FastUse> use,
        List<ScramHash> upgrades)
        implements SaslProfile {
    /** What is answered with where no attempt has begun. */
    static final ExtensibleSasl NOT_BEGUN =
            new ExtensibleSasl(UserAgent.UNKNOWN, Optional.empty(), List.of(), Optional.empty(), List.of());

    /** Copies the lists. */
    ExtensibleSasl {
        requests = List.copyOf(requests);
        upgrades = List.copyOf(upgrades);
    }

    /**
     * Reads what a client asks for with its attempt.
     *
     * @param authenticate an element {@code <authenticate/>}
     * @return what it asks for, or nothing if something in it is wrong, or there twice, so that two readers could take different
     *     ones
     */
    static Optional<ExtensibleSasl> read(ParsedElement authenticate) {
        Optional<List<InlineRequest>> requests = requests(authenticate);
        Optional<Element> fast = authenticate.content().first(FastUse.NAMESPACE, "fast");
        Optional<FastUse> use = fast.flatMap(FastUse::read);
        if (!requests.isPresent()
                || use.isPresent() != fast.isPresent()
                || twice(authenticate, new XmlName(FastUse.NAMESPACE, "fast"))
                || twice(authenticate, new XmlName(StreamNames.SASL2, "initial-response"))
                || twice(authenticate, new XmlName(StreamNames.SASL2, "user-agent"))
                || twice(authenticate, ConfigVersion.NAME)) {
            return Optional.empty();
        }
        Optional<String> version = ConfigVersion.in(authenticate);
        return authenticate
                .content()
                .first(StreamNames.SASL2, "user-agent")
                .map(UserAgent::read)
                .orElse(Optional.of(UserAgent.UNKNOWN))
                .map(agent ->
                        new ExtensibleSasl(agent, version, requests.get(), use, UpgradeTasks.wished(authenticate)));
    }

    private static Optional<List<InlineRequest>> requests(ParsedElement authenticate) {
        List<InlineRequest> requests = new ArrayList<>();
        for (InlineFeature feature : InlineFeatures.ALL) {
            XmlName name = feature.asked();
            Optional<Element> asked = authenticate.content().first(name.namespace(), name.local());
            Optional<InlineRequest> request = asked.flatMap(feature::read);
            if (asked.isPresent() && (!request.isPresent() || twice(authenticate, name))) {
                return Optional.empty();
            }
            request.ifPresent(requests::add);
        }
        return Optional.of(requests);
    }

    private static boolean twice(ParsedElement parent, XmlName name) {
        List<XmlName> children = parent.content().children();
        return children.indexOf(name) != children.lastIndexOf(name);
    }

    /** Returns the feature with these mechanisms (section 2.1). */
    static Element feature(ServerContext context, Offer offer) {
        Element.Builder feature = Element.named(StreamNames.SASL2, "authentication");
        offer.names().forEach(name -> feature.child(StreamNames.SASL2, "mechanism", name));
        Element.Builder inline = Element.named(StreamNames.SASL2, "inline");
        InlineFeatures.ALL.forEach(one -> one.announced(context, offer).ifPresent(inline::child));
        feature.child(inline.build());
        UpgradeTasks.announced().forEach(feature::child);
        return feature.build();
    }

    @Override
    public Optional<ExtensibleSasl> token() {
        return use.map(present -> this);
    }

    /**
     * Returns what is asked for by a client whose token is due to be replaced: another one, unless it asked by itself, or wants to
     * have none any more (XEP-0484 sections 3.5 and 3.6).
     */
    ExtensibleSasl renewing(TokenMechanism mechanism) {
        boolean asked = requests.stream().anyMatch(InlineToken.class::isInstance);
        if (asked || use.map(FastUse::invalidate).orElse(false)) {
            return this;
        }
        List<InlineRequest> more = new ArrayList<>();
        more.add(new InlineToken(Optional.of(mechanism)));
        more.addAll(requests);
        return new ExtensibleSasl(agent, configVersion, more, use, upgrades);
    }

    @Override
    public String namespace() {
        return StreamNames.SASL2;
    }

    /** An empty element is an empty message, and "=" is none (section 2.2). */
    @Override
    public Optional<byte[]> data(ParsedElement element) {
        return element.content().children().isEmpty()
                ? CanonicalBase64.decode(element.content().text())
                : Optional.empty();
    }

    @Override
    public Element challenge(byte[] data) {
        return Element.named(StreamNames.SASL2, "challenge")
                .text(CanonicalBase64.encode(data))
                .build();
    }

    /** The conditions are those of the original profile (section 2.6.2). */
    @Override
    public Element failure(SaslRefusal refusal) {
        Element.Builder failure = Element.named(StreamNames.SASL2, "failure")
                .child(Element.named(StreamNames.SASL, refusal.condition().element())
                        .build());
        refusal.error()
                .ifPresent(error -> failure.child(Element.named(StreamNames.SASL2, "text")
                        .attribute(XmlName.LANG, "en")
                        .text(error.value())
                        .build()));
        return failure.build();
    }

    /** Section 2.4: whatever is no response and no abort ends the stream at once. */
    @Override
    public boolean toleratesSecond(ParsedElement element) {
        return false;
    }

    /** No header comes after this, so that the one before has to be right (sections 2.3 and 4.4). */
    @Override
    public boolean fits(Optional<Jid> claimed, Optional<BareJid> account) {
        return !claimed.isPresent() || claimed.map(Jid::bare).equals(account);
    }

    @Override
    public ServerStep succeeded(Authentication authentication, ServerEffect.SignedIn proof, Optional<byte[]> data) {
        ServerStep step = new Completion(authentication, proof.account(), agent, Success.of(data), requests).next();
        List<ServerEffect> effects = new ArrayList<>();
        effects.add(proof.as(agent));
        effects.addAll(step.effects());
        return new ServerStep(step.next(), effects);
    }
}
