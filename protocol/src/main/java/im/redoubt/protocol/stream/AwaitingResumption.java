package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.StanzaCondition;

/**
 * An earlier session is being taken over (XEP-0198 section 5).
 *
 * @param before where the negotiation stood when it was asked for
 */
public record AwaitingResumption(AwaitingBind before) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return before.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.Resumed resumed) {
            return ServerStep.to(new Bound(context(), resumed.address()));
        }
        if (answer instanceof ServerAnswer.Miscounted wrong) {
            return fail(wrong.error());
        }
        if (answer instanceof ServerAnswer.NotResumed gone) {
            return before.failed(StreamManagement.gone(gone.handled()));
        }
        return answer instanceof ServerAnswer.Unavailable
                ? before.failed(StreamManagement.failed(StanzaCondition.INTERNAL_SERVER_ERROR))
                : unasked(answer);
    }
}
