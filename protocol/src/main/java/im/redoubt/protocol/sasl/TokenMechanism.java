package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * The mechanisms that prove possession of a token in one round trip: HT-SHA-256 of draft-schmaus-kitten-sasl-ht, which XEP-0484
 * names. Strongest first. A token is good for one of them only.
 */
public enum TokenMechanism {
    /** Bound to the connection itself. */
    HT_SHA_256_EXPR("HT-SHA-256-EXPR", Optional.of(ChannelBindingType.TLS_EXPORTER)),
    /** Bound to the server's certificate. */
    HT_SHA_256_ENDP("HT-SHA-256-ENDP", Optional.of(ChannelBindingType.TLS_SERVER_END_POINT)),
    /** Not bound: who reads one message can send it again. For programs that cannot reach any binding, such as a web page. */
    HT_SHA_256_NONE("HT-SHA-256-NONE", Optional.empty());

    private final String wireName;
    private final Optional<ChannelBindingType> binding;

    TokenMechanism(String wireName, Optional<ChannelBindingType> binding) {
        this.wireName = wireName;
        this.binding = binding;
    }

    /** Returns the name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Returns the type of channel binding that goes into the proof, empty for none. */
    public Optional<ChannelBindingType> binding() {
        return binding;
    }

    /**
     * Finds a mechanism by its exact name.
     *
     * @param name the name from the wire
     * @return the mechanism, or empty for every other name
     */
    public static Optional<TokenMechanism> named(String name) {
        for (TokenMechanism mechanism : values()) {
            if (mechanism.wireName.equals(name)) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the data that goes into the proof.
     *
     * @param bindings the bindings of the connection
     * @return the data, nothing where the mechanism has no binding; empty if the connection lacks the one that it has
     */
    Optional<byte[]> data(ChannelBindings bindings) {
        return binding.isPresent() ? bindings.data(binding.get()) : Optional.of(new byte[0]);
    }
}
