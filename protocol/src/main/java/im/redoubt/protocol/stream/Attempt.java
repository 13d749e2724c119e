package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.AuthzidRule;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.Verified;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One try to sign in, from the client's choice of a mechanism to success or failure.
 *
 * @param authentication what was offered, and the tries left
 * @param profile how its messages lie in elements
 * @param mechanism the registered name of the mechanism
 * @param account whom the client says it is, absent if it has not said so or no account can have that name
 */
record Attempt(Authentication authentication, SaslProfile profile, String mechanism, Optional<BareJid> account) {
    ServerContext context() {
        return authentication.context();
    }

    /** Nobody may act for another: an authorization identity is the bare address of the one who signs in, or absent. */
    AuthzidRule authzidRule() {
        return (username, authzid) -> authentication.account(username).equals(BareJid.parse(authzid))
                && authentication.account(username).isPresent();
    }

    /** Goes on as the attempt of the account of this name, unless the stream's header says that it is somebody else's. */
    ServerStep by(String username, Function<Attempt, ServerStep> next) {
        Optional<BareJid> who = authentication.account(username);
        Attempt named = new Attempt(authentication, profile, mechanism, who);
        return profile.fits(authentication.header().from(), who)
                ? next.apply(named)
                : named.failed(SaslCondition.INVALID_AUTHZID, "not whom the stream header says it is from");
    }

    ServerStep failed(SaslCondition condition, String reason) {
        return failed(Authentication.refusal(condition, reason));
    }

    ServerStep failed(SaslRefusal refusal) {
        return authentication.failed(account, Optional.of(mechanism), refusal, profile.failure(refusal));
    }

    /** The client gave up: not a failure of anybody's credentials, but it uses up a try. */
    ServerStep aborted() {
        return authentication.aborted(profile);
    }

    /** The client has proved that it has the password: what it offered to do with it comes before the success (XEP-0480). */
    ServerStep proved(Verified proof) {
        List<ScramHash> wished = profile.upgrades();
        if (wished.isEmpty() || !account.isPresent()) {
            return proved(proof.boundBy(), Optional.of(proof.bytes()));
        }
        return ServerStep.to(new AwaitingLacking(this, proof), new ServerEffect.FindLacking(account.get(), wished));
    }

    /** The client has proved that it is the account. */
    ServerStep proved(Optional<ChannelBindingType> binding, Optional<byte[]> data) {
        return account.map(who ->
                        profile.succeeded(authentication, new ServerEffect.SignedIn(who, mechanism, binding), data))
                .orElseGet(() -> failed(SaslCondition.NOT_AUTHORIZED, "nobody has that name"));
    }
}
