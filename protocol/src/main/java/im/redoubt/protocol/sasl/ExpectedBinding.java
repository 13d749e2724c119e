package im.redoubt.protocol.sasl;

import java.security.MessageDigest;
import java.util.Optional;

/** What a client must repeat in its final message: its header, and the binding data of this connection. */
final class ExpectedBinding {
    private final Optional<ChannelBindingType> type;
    private final byte[] input;

    ExpectedBinding(Optional<ChannelBindingType> type, String header, byte[] data) {
        this.type = type;
        this.input = Bytes.concat(StrictUtf8.encode(header), data);
    }

    Optional<ChannelBindingType> type() {
        return type;
    }

    boolean matches(byte[] received) {
        return MessageDigest.isEqual(input, received);
    }

    /** Returns the value of the attribute {@code c}. */
    String encoded() {
        return CanonicalBase64.encode(input);
    }
}
