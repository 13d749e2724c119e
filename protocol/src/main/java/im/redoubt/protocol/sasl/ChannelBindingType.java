package im.redoubt.protocol.sasl;

import java.util.Optional;

/** The types of channel binding that we know, strongest first. */
public enum ChannelBindingType {
    /** Keying material exported from the connection itself: RFC 9266. 32 bytes. */
    TLS_EXPORTER("tls-exporter"),
    /** The hash of the server's certificate: RFC 5929 section 4. Does not see an attacker who has the key. */
    TLS_SERVER_END_POINT("tls-server-end-point");

    private final String wireName;

    ChannelBindingType(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the registered unique prefix, as it is on the wire. */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a type by its exact name.
     *
     * @param name the name from the wire
     * @return the type, or empty for every other name
     */
    public static Optional<ChannelBindingType> named(String name) {
        for (ChannelBindingType type : values()) {
            if (type.wireName.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
