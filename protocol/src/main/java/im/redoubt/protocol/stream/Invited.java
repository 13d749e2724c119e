package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * The client holds a valid invitation: it may ask for the form and send it in (XEP-0077), or sign in after all.
 *
 * @param authentication what was offered, and the tries left
 * @param token the invitation
 * @param name the name that it prescribes
 */
public record Invited(Authentication authentication, InvitationToken token, Optional<String> name)
        implements OpenStream {
    @Override
    public ServerContext context() {
        return authentication.context();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        Optional<IqRequest> request =
                Registration.request(element).filter(iq -> iq.payloadName().is(Registration.NAMESPACE, "query"));
        if (!request.isPresent()) {
            return new AwaitingAuth(authentication).element(element);
        }
        return request.get().action() == IqRequest.Action.GET
                ? ServerStep.to(
                        this,
                        new ServerEffect.Send(StanzaCodec.tree(request.get().result(Registration.form(name)))))
                : register(request.get());
    }

    private ServerStep register(IqRequest request) {
        Element form = request.payload();
        Optional<BareJid> account = Registration.account(form, context().domain())
                .filter(who -> !name.isPresent() || who.local().equals(name.get()));
        Optional<String> password = form.first(Registration.NAMESPACE, "password")
                .map(Element::text)
                .filter(text -> !text.isEmpty());
        if (!account.isPresent() || !password.isPresent()) {
            StanzaError refusal =
                    StanzaError.of(StanzaCondition.NOT_ACCEPTABLE, "A name that is allowed and a password are needed.");
            return ServerStep.to(this, new ServerEffect.Send(StanzaCodec.tree(refusal.answer(request))));
        }
        return ServerStep.to(
                new AwaitingAccount(this, request),
                new ServerEffect.Register(
                        token, account.get(), Secret.utf8(password.get().toCharArray())));
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
