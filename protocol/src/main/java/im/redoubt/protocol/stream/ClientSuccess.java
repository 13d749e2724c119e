package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A success of the extensible profile, as a client reads it (XEP-0388 section 2.6.1).
 *
 * <p>Guarantee: it is for this account; whatever it says of a session or a token was asked for on this stream, and is there once.
 * What is not known is passed over.
 *
 * @param authenticated the proof
 * @param asked what was asked for
 * @param success the element
 */
record ClientSuccess(Authenticated authenticated, ExtensibleClient asked, ParsedElement success) {
    private static final Set<XmlName> ONCE = Set.of(
            new XmlName(StreamNames.SASL2, "authorization-identifier"),
            new XmlName(FastUse.NAMESPACE, "token"),
            new XmlName(InlineBinding.NAMESPACE, "bound"),
            new XmlName(StreamManagement.NAMESPACE, "resumed"),
            new XmlName(StreamManagement.NAMESPACE, "failed"));

    ClientStep step() {
        List<XmlName> children = success.content().children();
        for (XmlName name : ONCE) {
            if (children.indexOf(name) != children.lastIndexOf(name)) {
                return broken("a success that says something twice");
            }
        }
        Optional<Jid> identifier = child(StreamNames.SASL2, "authorization-identifier")
                .map(Element::text)
                .flatMap(Jid::parse)
                .filter(who -> who.bare().equals(account()));
        if (!identifier.isPresent()) {
            return broken("a success that is not for this account");
        }
        return token(identifier.get());
    }

    /** Unasked only in the place of one that was used (XEP-0484 section 3.5). */
    private ClientStep token(Jid identifier) {
        Optional<Element> token = child(FastUse.NAMESPACE, "token");
        if (!token.isPresent()) {
            return session(authenticated, identifier);
        }
        return asked.token()
                .flatMap(mechanism -> IssuedToken.read(token.get(), mechanism))
                .map(issued -> session(authenticated.with(issued), identifier))
                .orElseGet(() -> broken("a token that was not asked for, or is none"));
    }

    private ClientStep session(Authenticated proof, Jid identifier) {
        Optional<Element> resumed = child(StreamManagement.NAMESPACE, "resumed");
        Optional<Element> failed = child(StreamManagement.NAMESPACE, "failed");
        Optional<Element> bound = child(InlineBinding.NAMESPACE, "bound");
        boolean unasked = (!asked.resumption().isPresent() && (resumed.isPresent() || failed.isPresent()))
                || (!asked.bind().isPresent() && bound.isPresent());
        if (unasked || (resumed.isPresent() && (failed.isPresent() || bound.isPresent()))) {
            return broken("a session that was not asked for, or two of them");
        }
        if (resumed.isPresent()) {
            return resumed(proof, resumed.get(), identifier);
        }
        ResumptionOutcome outcome = asked.resumption().isPresent()
                ? new ResumptionOutcome.Gone(failed.map(Element::toParsed).flatMap(StreamManagement::handled))
                : new ResumptionOutcome.None();
        if (bound.isPresent()) {
            return bound(proof, outcome, bound.get(), identifier);
        }
        return identifier instanceof BareJid
                ? ClientStep.to(new ExpectingBinding(proof, outcome))
                : broken("an address that is not bound");
    }

    /** A session that goes on keeps its address, whether the success repeats it or not. */
    private ClientStep resumed(Authenticated proof, Element resumed, Jid identifier) {
        return asked.resumption()
                .filter(earlier -> identifier.equals(account()) || identifier.equals(earlier.address()))
                .flatMap(earlier -> proof.resumed(earlier, resumed.toParsed(), Optional.empty()))
                .orElseGet(() -> broken("not the session that was to go on"));
    }

    private ClientStep bound(Authenticated proof, ResumptionOutcome outcome, Element bound, Jid identifier) {
        BindAsk ask = asked.bind().orElseThrow(() -> new IllegalStateException("nothing was asked for"));
        List<Element> enabled = bound.children(StreamManagement.NAMESPACE, "enabled");
        int failed = bound.children(StreamManagement.NAMESPACE, "failed").size();
        int answers = ask.counting() == CountingWish.NONE ? 0 : 1;
        Optional<StreamCounting> counting =
                enabled.stream().findFirst().flatMap(element -> StreamCounting.read(element, ask.counting()));
        if (enabled.size() + failed != answers || counting.isPresent() == enabled.isEmpty()) {
            return broken("not one answer to each request");
        }
        if (!(identifier instanceof FullJid address)) {
            return broken("no address was bound");
        }
        SessionStart start = new SessionStart(address, outcome, counting, ask.features());
        return ClientStep.to(new ExpectingSessionFeatures(proof, start));
    }

    private BareJid account() {
        return authenticated.context().account();
    }

    private Optional<Element> child(String namespace, String local) {
        return success.content().first(namespace, local);
    }

    private ClientStep broken(String text) {
        return ClientStep.over(
                authenticated.context(), new ClientFailure.Broken(StreamError.of(StreamCondition.INVALID_XML, text)));
    }
}
