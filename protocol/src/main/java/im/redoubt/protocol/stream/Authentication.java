package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stays the same while a client tries to sign in, and how many tries it has left.
 *
 * @param context the server
 * @param offer what was offered on this connection
 * @param attempts tries left, at least 1
 * @param pardons tries left that cost nothing, made for features that were offered another time
 * @param header what the stream header said
 * @param certified the accounts that the client's certificate names
 */
record Authentication(
        ServerContext context, Offer offer, int attempts, int pardons, HeaderCheck header, Set<BareJid> certified) {
    /**
     * Begins an attempt of the extensible profile. One that was made for other features than those that are offered is refused
     * without prejudice (XEP-0509 section 2.2): nobody is looked up and nothing is counted, but a client that does so again has read
     * them by then, and uses a try up.
     *
     * @param profile how the client asks
     * @param name the name of the mechanism as it was sent
     * @param initial what carries the first message
     */
    ServerStep begin(ExtensibleSasl profile, Optional<String> name, Optional<ParsedElement> initial) {
        if (ConfigVersion.matches(profile, this)) {
            return begin((SaslProfile) profile, name, initial);
        }
        if (pardons == 0) {
            SaslRefusal refusal = refusal(SaslCondition.ABORTED, "made for other features, once more");
            return failed(Optional.empty(), Optional.empty(), refusal, ConfigVersion.mismatch());
        }
        Authentication next = new Authentication(context, offer, attempts, pardons - 1, header, certified);
        return ServerStep.to(new AwaitingAuth(next), new ServerEffect.Send(ConfigVersion.mismatch()));
    }

    /**
     * Begins an attempt with whatever mechanism the client picked, if it was offered. All mechanisms that there are begin with a
     * message of the client.
     *
     * @param profile how the client picked it
     * @param name the name as it was sent
     * @param initial what carries the first message
     */
    ServerStep begin(SaslProfile profile, Optional<String> name, Optional<ParsedElement> initial) {
        for (ServerMechanism mechanism : offered(profile)) {
            if (name.equals(Optional.of(mechanism.wireName()))) {
                return initial.map(message -> begin(profile, mechanism, profile.data(message)))
                        .orElseGet(() -> refused(profile, SaslCondition.MALFORMED_REQUEST, "no initial response"));
            }
        }
        return refused(profile, SaslCondition.INVALID_MECHANISM, "the mechanism was not offered");
    }

    /** Tokens are for those who say that they have one. */
    private List<ServerMechanism> offered(SaslProfile profile) {
        List<ServerMechanism> mechanisms = new ArrayList<>(ServerMechanism.offered(offer));
        if (profile.token().isPresent()) {
            FastMechanism.offered(context, offer.bindings())
                    .forEach(mechanism -> mechanisms.add(new FastMechanism(mechanism)));
        }
        return mechanisms;
    }

    private ServerStep begin(SaslProfile profile, ServerMechanism mechanism, Optional<byte[]> initial) {
        if (!initial.isPresent()) {
            return refused(profile, SaslCondition.INCORRECT_ENCODING, "not base64");
        }
        ServerStep step =
                mechanism.begin(new Attempt(this, profile, mechanism.wireName(), Optional.empty()), initial.get());
        Arrays.fill(initial.get(), (byte) 0);
        return step;
    }

    /** The user name is the localpart (RFC 6120 section 6.3.8); one that cannot be a localpart is nobody's. */
    Optional<BareJid> account(String username) {
        return BareJid.parse(username + "@" + context.domain())
                .filter(jid ->
                        !jid.isDomain() && jid.domain().equals(context.domain().domain()));
    }

    /** Returns the step after a failed try: another one, or the end of the stream (RFC 6120 section 6.4.5). */
    ServerStep failed(Optional<BareJid> account, Optional<String> mechanism, SaslRefusal refusal, Element told) {
        ServerEffect penalty = new ServerEffect.Penalise(account, mechanism, refusal);
        ServerEffect answer = new ServerEffect.Send(told);
        if (attempts > 1) {
            Authentication next = new Authentication(context, offer, attempts - 1, pardons, header, certified);
            return ServerStep.to(new AwaitingAuth(next), penalty, answer);
        }
        StreamError error = StreamError.of(StreamCondition.POLICY_VIOLATION, "too many failed attempts");
        return ServerStep.to(new Ended(context), penalty, answer, new ServerEffect.Close(error));
    }

    static SaslRefusal refusal(SaslCondition condition, String reason) {
        return new SaslRefusal(condition, Optional.empty(), reason);
    }

    /** Returns the step after what is no attempt of anybody. */
    ServerStep refused(SaslProfile profile, SaslCondition condition, String reason) {
        SaslRefusal refusal = refusal(condition, reason);
        return failed(Optional.empty(), Optional.empty(), refusal, profile.failure(refusal));
    }

    /** Returns the step after a try to register without a valid invitation: counted like a wrong password. */
    ServerStep unregistered(Element answer) {
        SaslRefusal refusal = refusal(SaslCondition.NOT_AUTHORIZED, "no valid invitation");
        return failed(Optional.empty(), Optional.empty(), refusal, answer);
    }

    /** Returns the step after the client gave up: not a failure of anybody's credentials, but it uses up a try. */
    ServerStep aborted(SaslProfile profile) {
        return refused(profile, SaslCondition.ABORTED, "the client gave up");
    }
}
