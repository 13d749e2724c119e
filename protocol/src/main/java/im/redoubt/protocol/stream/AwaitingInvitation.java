package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;

/**
 * An invitation is being looked up (XEP-0445).
 *
 * @param authentication what was offered, and the tries left
 * @param request the request to answer
 * @param token the invitation
 */
public record AwaitingInvitation(Authentication authentication, IqRequest request, InvitationToken token)
        implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return authentication.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (!(answer instanceof ServerAnswer.Invitation invitation)) {
            return unasked(answer);
        }
        if (invitation.valid()) {
            return ServerStep.to(
                    new Invited(authentication, token, invitation.name()),
                    new ServerEffect.Send(StanzaCodec.tree(request.result())));
        }
        StanzaError refusal = StanzaError.of(StanzaCondition.ITEM_NOT_FOUND, "The invitation is invalid or expired.");
        return authentication.unregistered(StanzaCodec.tree(refusal.answer(request)));
    }
}
