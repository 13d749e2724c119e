package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * What a client says about channel binding in its header: RFC 5802 section 6. Prints no data.
 */
public final class ClientBinding {
    private final String header;
    private final Optional<ChannelBindingType> type;
    private final byte[] data;
    private final boolean hashRequired;

    private ClientBinding(String header, Optional<ChannelBindingType> type, byte[] data, boolean hashRequired) {
        this.header = header;
        this.type = type;
        this.data = data;
        this.hashRequired = hashRequired;
    }

    /** Returns the word of a client that has no channel binding on this connection: {@code n}. */
    public static ClientBinding unsupported() {
        return new ClientBinding("n,,", Optional.empty(), new byte[0], false);
    }

    /**
     * Returns the word of a client that has channel binding, and none of the announced types: {@code n}, but only to a server that
     * says what it has announced (XEP-0474 section 7).
     */
    public static ClientBinding noCommonType() {
        return new ClientBinding("n,,", Optional.empty(), new byte[0], true);
    }

    /** Returns the word of a client that has channel binding and was not offered any: {@code y}. */
    public static ClientBinding notOffered() {
        return new ClientBinding("y,,", Optional.empty(), new byte[0], false);
    }

    /**
     * Returns the word of a client that uses channel binding: {@code p}.
     *
     * @param type the type
     * @param bindings the bindings of the connection
     * @return the binding
     * @throws IllegalArgumentException if the connection does not have the type
     */
    public static ClientBinding used(ChannelBindingType type, ChannelBindings bindings) {
        byte[] data = bindings.data(type)
                .orElseThrow(() -> new IllegalArgumentException("this connection has no " + type.wireName()));
        return new ClientBinding("p=" + type.wireName() + ",,", Optional.of(type), data, false);
    }

    /** Returns the type that is used, or empty if none is. */
    public Optional<ChannelBindingType> type() {
        return type;
    }

    /** Returns whether the server must say what it has announced. */
    boolean hashRequired() {
        return hashRequired;
    }

    String header() {
        return header;
    }

    byte[] data() {
        return data;
    }

    /** Returns the header. */
    @Override
    public String toString() {
        return header;
    }
}
