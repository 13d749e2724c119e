package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * What a client says about channel binding in its header: RFC 5802 section 6. Prints no data.
 */
public final class ClientBinding {
    private final String header;
    private final Optional<ChannelBindingType> type;
    private final byte[] data;

    private ClientBinding(String header, Optional<ChannelBindingType> type, byte[] data) {
        this.header = header;
        this.type = type;
        this.data = data;
    }

    /** Returns the word of a client that has no channel binding on this connection: {@code n}. */
    public static ClientBinding unsupported() {
        return new ClientBinding("n,,", Optional.empty(), new byte[0]);
    }

    /** Returns the word of a client that has channel binding and was not offered any: {@code y}. */
    public static ClientBinding notOffered() {
        return new ClientBinding("y,,", Optional.empty(), new byte[0]);
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
        return new ClientBinding("p=" + type.wireName() + ",,", Optional.of(type), data);
    }

    /** Returns the type that is used, or empty if none is. */
    public Optional<ChannelBindingType> type() {
        return type;
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
