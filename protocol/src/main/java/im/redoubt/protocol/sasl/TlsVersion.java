package im.redoubt.protocol.sasl;

import java.util.Optional;

/** The versions of TLS that carry a session of ours. */
public enum TlsVersion {
    /** RFC 5246. */
    TLS_1_2("TLSv1.2", "0303"),
    /** RFC 8446. */
    TLS_1_3("TLSv1.3", "0304");

    private final String protocol;
    private final String hex;

    TlsVersion(String protocol, String hex) {
        this.protocol = protocol;
        this.hex = hex;
    }

    /** Returns the number of the version as XEP-0515 section 5.1 writes it: four hexadecimal digits, lower case. */
    public String hex() {
        return hex;
    }

    /**
     * Finds a version by the name that Java's TLS engines give it.
     *
     * @param protocol the name, such as {@code TLSv1.3}
     * @return the version, or empty for every other name
     */
    public static Optional<TlsVersion> named(String protocol) {
        for (TlsVersion version : values()) {
            if (version.protocol.equals(protocol)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
