package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/** The profile of RFC 6120 section 6: after a success the stream begins anew. */
record OriginalSasl() implements SaslProfile {
    @Override
    public String namespace() {
        return StreamNames.SASL;
    }

    @Override
    public Optional<byte[]> data(ParsedElement element) {
        return SaslElements.data(element);
    }

    @Override
    public Element challenge(byte[] data) {
        return SaslElements.challenge(data);
    }

    @Override
    public Element failure(SaslRefusal refusal) {
        return SaslElements.failure(refusal);
    }

    @Override
    public boolean toleratesSecond(ParsedElement element) {
        return is(element, "auth");
    }

    /** The header of the next stream is compared with the account. */
    @Override
    public boolean fits(Optional<Jid> claimed, Optional<BareJid> account) {
        return true;
    }

    @Override
    public ServerStep succeeded(Authentication authentication, ServerEffect.SignedIn proof, Optional<byte[]> data) {
        return ServerStep.to(
                new AwaitingAuthenticatedHeader(authentication.context(), proof.account()),
                proof,
                new ServerEffect.Restart(data.map(SaslElements::success).orElseGet(SaslElements::success)));
    }
}
