package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/** The profile of RFC 6120 section 6: after a success the stream begins anew. */
record OriginalClient() implements ClientProfile {
    @Override
    public String namespace() {
        return StreamNames.SASL;
    }

    @Override
    public Element begin(ClientMechanism mechanism, byte[] initial) {
        return SaslElements.auth(mechanism.wireName(), initial);
    }

    @Override
    public Element response(byte[] data) {
        return SaslElements.response(data);
    }

    @Override
    public Optional<byte[]> challenge(ParsedElement challenge) {
        return SaslElements.data(challenge);
    }

    @Override
    public Optional<byte[]> last(ParsedElement success) {
        return SaslElements.data(success);
    }

    @Override
    public ClientStep succeeded(Authenticated authenticated, ParsedElement success) {
        return authenticated.restart();
    }
}
