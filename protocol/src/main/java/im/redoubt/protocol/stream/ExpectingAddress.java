package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * A resource was asked for. Only the answer to this request, from the server or in the account's own name, with an address
 * of this account in it, makes a session.
 *
 * @param authenticated the proof
 * @param features what the server offers to the session
 * @param resumption what became of an earlier session
 * @param id the identifier of the request
 */
record ExpectingAddress(Authenticated authenticated, ServerFeatures features, ResumptionOutcome resumption, String id)
        implements SignedIn {
    @Override
    public ClientStep element(ParsedElement element) {
        Optional<IqResponse> response = Replies.to(id, element, context());
        if (!response.isPresent()) {
            return broken(StreamCondition.UNSUPPORTED_STANZA_TYPE, "not the answer to the request for a resource");
        }
        return response.get().isError()
                ? over(new ClientFailure.Unbound(StanzaError.conditionIn(response.get())))
                : bound(response.get());
    }

    private ClientStep bound(IqResponse response) {
        Optional<FullJid> address = response.content()
                .first(StreamNames.BIND, "bind")
                .flatMap(bind -> bind.first(StreamNames.BIND, "jid"))
                .map(Element::text)
                .flatMap(FullJid::parse)
                .filter(jid -> jid.bare().equals(context().account()));
        if (!address.isPresent()) {
            return broken(StreamCondition.INVALID_XML, "no address of this account was bound");
        }
        SessionStart start = SessionStart.at(address.get(), resumption);
        CountingWish wish = context().wishes().counting();
        return wish == CountingWish.NONE || !features.counts()
                ? authenticated.established(start, Optional.of(features))
                : ClientStep.to(
                        new ExpectingCounting(authenticated, features, start),
                        new ClientEffect.Send(StreamCounting.request(wish)));
    }
}
