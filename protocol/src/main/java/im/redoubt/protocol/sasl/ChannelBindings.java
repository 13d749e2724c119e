package im.redoubt.protocol.sasl;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The channel bindings that one connection really has, with their data, and the version of TLS that they come from. Immutable;
 * prints types only.
 */
public final class ChannelBindings {
    private static final ChannelBindings NONE =
            new ChannelBindings(Optional.empty(), new EnumMap<>(ChannelBindingType.class));
    private static final int EXPORTER_BYTES = 32;

    private final Optional<TlsVersion> tls;
    private final Map<ChannelBindingType, byte[]> data;

    private ChannelBindings(Optional<TlsVersion> tls, Map<ChannelBindingType, byte[]> data) {
        this.tls = tls;
        this.data = data;
    }

    /** Returns the bindings of a connection that has none, and of whose TLS nothing is known. */
    public static ChannelBindings none() {
        return NONE;
    }

    /**
     * Returns the bindings of a connection that has none yet.
     *
     * @param version the version of TLS on it
     * @return no bindings
     */
    public static ChannelBindings over(TlsVersion version) {
        return new ChannelBindings(Optional.of(version), new EnumMap<>(ChannelBindingType.class));
    }

    /**
     * Returns these bindings and one more, in place of one of the same type.
     *
     * @param type the type
     * @param bytes its data on this connection: 32 bytes for the exporter, a hash for the end point; copied
     * @return the bindings
     * @throws IllegalArgumentException if data of such a length cannot be right
     */
    public ChannelBindings with(ChannelBindingType type, byte[] bytes) {
        boolean possible = type == ChannelBindingType.TLS_EXPORTER
                ? bytes.length == EXPORTER_BYTES
                : bytes.length >= ServerEndPoint.SHORTEST && bytes.length <= ServerEndPoint.LONGEST;
        if (!possible) {
            throw new IllegalArgumentException(type.wireName() + " with " + bytes.length + " bytes");
        }
        Map<ChannelBindingType, byte[]> more = new EnumMap<>(ChannelBindingType.class);
        more.putAll(data);
        more.put(type, bytes.clone());
        return new ChannelBindings(tls, more);
    }

    /** Returns the types, strongest first. */
    public Set<ChannelBindingType> types() {
        Set<ChannelBindingType> types = EnumSet.noneOf(ChannelBindingType.class);
        types.addAll(data.keySet());
        return Collections.unmodifiableSet(types);
    }

    /** Returns the version of TLS, absent where it is not known. */
    public Optional<TlsVersion> tls() {
        return tls;
    }

    /** Returns whether there is no binding at all. */
    public boolean isEmpty() {
        return data.isEmpty();
    }

    /**
     * Returns the data of a type.
     *
     * @param type the type
     * @return a copy of its data, or empty if this connection does not have it
     */
    public Optional<byte[]> data(ChannelBindingType type) {
        return Optional.ofNullable(data.get(type)).map(byte[]::clone);
    }

    /**
     * Computes the data of {@link ChannelBindingType#TLS_SERVER_END_POINT} by RFC 5929 section 4.1: the certificate
     * hashed with the hash of its own signature, SHA-256 in place of MD5 and SHA-1.
     *
     * @param certificate the server's own certificate, not one of its issuers
     * @return the data, or empty where the binding is undefined: a signature with no hash or several, such as Ed25519,
     *     or a certificate that cannot be encoded
     */
    public static Optional<byte[]> serverEndPoint(X509Certificate certificate) {
        return ServerEndPoint.of(certificate);
    }

    /** Returns the types, without data. */
    @Override
    public String toString() {
        return "ChannelBindings" + data.keySet();
    }
}
