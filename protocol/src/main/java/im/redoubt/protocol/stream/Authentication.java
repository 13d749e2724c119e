package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.xml.Element;
import java.util.Optional;

/**
 * What stays the same while a client tries to sign in, and how many tries it has left.
 *
 * @param context the server
 * @param offer what was offered on this connection
 * @param attempts tries left, at least 1
 * @param claimed whom the stream header said it is from
 */
record Authentication(ServerContext context, Offer offer, int attempts, Optional<Jid> claimed) {
    /** Returns the step after a failed try: another one, or the end of the stream (RFC 6120 section 6.4.5). */
    ServerStep failed(Optional<BareJid> account, Optional<String> mechanism, SaslRefusal refusal) {
        return failed(account, mechanism, refusal, SaslElements.failure(refusal));
    }

    private ServerStep failed(
            Optional<BareJid> account, Optional<String> mechanism, SaslRefusal refusal, Element told) {
        ServerEffect penalty = new ServerEffect.Penalise(account, mechanism, refusal);
        ServerEffect answer = new ServerEffect.Send(told);
        if (attempts > 1) {
            Authentication next = new Authentication(context, offer, attempts - 1, claimed);
            return ServerStep.to(new AwaitingAuth(next), penalty, answer);
        }
        StreamError error = StreamError.of(StreamCondition.POLICY_VIOLATION, "too many failed attempts");
        return ServerStep.to(new Ended(context), penalty, answer, new ServerEffect.Close(error));
    }

    static SaslRefusal refusal(SaslCondition condition, String reason) {
        return new SaslRefusal(condition, Optional.empty(), reason);
    }

    /** Returns the step after a try to register without a valid invitation: counted like a wrong password. */
    ServerStep unregistered(Element answer) {
        SaslRefusal refusal = refusal(SaslCondition.NOT_AUTHORIZED, "no valid invitation");
        return failed(Optional.empty(), Optional.empty(), refusal, answer);
    }

    /** Returns the step after the client gave up: not a failure of anybody's credentials, but it uses up a try. */
    ServerStep aborted() {
        return failed(Optional.empty(), Optional.empty(), refusal(SaslCondition.ABORTED, "the client gave up"));
    }
}
