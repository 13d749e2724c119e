package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.TokenMechanism;
import java.util.Optional;

/** By what a client signs in. Whatever is not one of these does not exist for it. */
public sealed interface ClientMechanism {
    /** Returns the registered name. */
    String wireName();

    /** Returns the channel binding by which the proof is tied to the connection, if it is. */
    Optional<ChannelBindingType> binding();

    /**
     * A password that is proved by both sides.
     *
     * @param mechanism which form of SCRAM
     * @param binding the channel binding
     */
    record Scram(Mechanism mechanism, Optional<ChannelBindingType> binding) implements ClientMechanism {
        @Override
        public String wireName() {
            return mechanism.wireName();
        }
    }

    /**
     * A token that is proved by both sides (XEP-0484).
     *
     * @param mechanism which one
     */
    record Token(TokenMechanism mechanism) implements ClientMechanism {
        @Override
        public String wireName() {
            return mechanism.wireName();
        }

        @Override
        public Optional<ChannelBindingType> binding() {
            return mechanism.binding();
        }
    }

    /** The certificate that was shown in the handshake of TLS. */
    record Certificate() implements ClientMechanism {
        @Override
        public String wireName() {
            return ExternalMechanism.NAME;
        }

        @Override
        public Optional<ChannelBindingType> binding() {
            return Optional.empty();
        }
    }

    /** The password itself, within TLS. */
    record Plain() implements ClientMechanism {
        @Override
        public String wireName() {
            return SaslElements.PLAIN;
        }

        @Override
        public Optional<ChannelBindingType> binding() {
            return Optional.empty();
        }
    }
}
