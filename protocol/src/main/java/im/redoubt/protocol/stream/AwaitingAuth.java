package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.AuthzidRule;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.PlainMessage;
import im.redoubt.protocol.sasl.PlainOutcome;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramServer;
import im.redoubt.protocol.sasl.ScramServerFirst;
import im.redoubt.xml.ParsedElement;
import java.util.Arrays;
import java.util.Optional;

/**
 * Over TLS: the client picks a mechanism (RFC 6120 section 6.4.2), or shows an invitation.
 *
 * @param authentication what was offered, and the tries left
 */
public record AwaitingAuth(Authentication authentication) implements OpenStream {
    @Override
    public ServerContext context() {
        return authentication.context();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        if (SaslElements.is(element, "auth")) {
            return auth(element);
        }
        if (SaslElements.is(element, "response")) {
            return refused(SaslCondition.MALFORMED_REQUEST, "a response without a challenge");
        }
        if (SaslElements.is(element, "abort")) {
            return authentication.aborted();
        }
        return context().invitations()
                ? Registration.begin(authentication, element).orElseGet(this::tooEarly)
                : tooEarly();
    }

    private ServerStep auth(ParsedElement element) {
        if (context().plain()
                && element.attribute("mechanism")
                        .filter(SaslElements.PLAIN::equals)
                        .isPresent()) {
            return plain(element);
        }
        Optional<Mechanism> mechanism = element.attribute("mechanism").flatMap(authentication.offer()::select);
        if (!mechanism.isPresent()) {
            return refused(SaslCondition.INVALID_MECHANISM, "the mechanism was not offered");
        }
        Optional<byte[]> data = SaslElements.data(element);
        if (!data.isPresent()) {
            return refused(SaslCondition.INCORRECT_ENCODING, "not base64");
        }
        return ScramServer.begin(
                        mechanism.get(),
                        authentication.offer(),
                        authzidRule(),
                        context().random())
                .on(data.get())
                .on(new ScramServerFirst.Cases<ServerStep>() {
                    @Override
                    public ServerStep needsVerifier(im.redoubt.protocol.sasl.NeedsVerifier next) {
                        Optional<BareJid> account = account(next.username());
                        return ServerStep.to(
                                new AwaitingVerifier(authentication, mechanism.get(), account, next),
                                new ServerEffect.FindVerifier(
                                        account,
                                        next.username(),
                                        mechanism.get().hash()));
                    }

                    @Override
                    public ServerStep refused(SaslRefusal refusal) {
                        return authentication.failed(Optional.empty(), mechanism.map(Mechanism::wireName), refusal);
                    }
                });
    }

    private ServerStep plain(ParsedElement element) {
        Optional<byte[]> data = SaslElements.data(element);
        if (!data.isPresent()) {
            return refused(SaslCondition.INCORRECT_ENCODING, "not base64");
        }
        PlainOutcome outcome = PlainMessage.parse(data.get(), authzidRule());
        Arrays.fill(data.get(), (byte) 0);
        return outcome.on(new PlainOutcome.Cases<ServerStep>() {
            @Override
            public ServerStep message(PlainMessage message) {
                Optional<BareJid> account = account(message.username());
                return ServerStep.to(
                        new AwaitingPassword(authentication, account),
                        new ServerEffect.CheckPassword(account, message.username(), message.password()));
            }

            @Override
            public ServerStep refused(SaslRefusal refusal) {
                return authentication.failed(Optional.empty(), Optional.of(SaslElements.PLAIN), refusal);
            }
        });
    }

    /** The user name is the localpart (RFC 6120 section 6.3.8); one that cannot be a localpart is nobody's. */
    private Optional<BareJid> account(String username) {
        return BareJid.parse(username + "@" + context().domain())
                .filter(jid -> !jid.isDomain()
                        && jid.domain().equals(context().domain().domain()));
    }

    /** Nobody may act for another: an authorization identity is the bare address of the one who signs in, or absent. */
    private AuthzidRule authzidRule() {
        return (username, authzid) -> account(username).equals(BareJid.parse(authzid))
                && account(username).isPresent();
    }

    private ServerStep refused(SaslCondition condition, String reason) {
        return authentication.failed(Optional.empty(), Optional.empty(), Authentication.refusal(condition, reason));
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
