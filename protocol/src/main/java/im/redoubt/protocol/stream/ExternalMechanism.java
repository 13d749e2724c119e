package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.SaslCondition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * EXTERNAL (RFC 4422 appendix A): the client is who its certificate says (RFC 6120 section 6.3.4, XEP-0178). Offered only where
 * the certificate names an account of this domain.
 */
record ExternalMechanism() implements ServerMechanism {
    static final String NAME = "EXTERNAL";

    private static final int LONGEST_AUTHZID = 3071;

    @Override
    public String wireName() {
        return NAME;
    }

    /** Nobody acts for another: whom the client wants to be is one of those whom the certificate names. */
    @Override
    public ServerStep begin(Attempt attempt, byte[] initial) {
        Set<BareJid> certified = attempt.authentication().certified();
        Optional<String> authzid = text(initial);
        if (!authzid.isPresent()) {
            return attempt.failed(SaslCondition.MALFORMED_REQUEST, "not text, or too long");
        }
        if (authzid.get().isEmpty() && certified.size() > 1) {
            return attempt.failed(SaslCondition.INVALID_AUTHZID, "the certificate names several, and none was picked");
        }
        Optional<BareJid> who = authzid.get().isEmpty()
                ? certified.stream().findFirst()
                : BareJid.parse(authzid.get()).filter(certified::contains);
        return who.map(account -> attempt.by(
                        account.local(),
                        named -> ServerStep.to(new AwaitingCertified(named), new ServerEffect.FindAccount(account))))
                .orElseGet(() ->
                        attempt.failed(SaslCondition.INVALID_AUTHZID, "the certificate does not name that account"));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return bytes.length <= LONGEST_AUTHZID && text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
