package im.redoubt.server.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate is for whom we meant to reach (RFC 9525 section 6). The platform's check goes before; it would also
 * take a common name and part of a label for a wildcard, which RFC 9525 sections 2 and 6.3 rule out.
 */
public final class PeerName {
    private static final Integer DNS_NAME = 2;
    private static final Integer IP_ADDRESS = 7;

    private PeerName() {}

    /**
     * Looks.
     *
     * @param certificate the peer's own certificate
     * @param host a name in ASCII and lower case, or an address
     * @param literal whether {@code host} is an address
     * @return whether the certificate has the name as a DNS-ID, or the address as an IP-ID
     */
    public static boolean matches(X509Certificate certificate, String host, Host literal) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(name -> matches(name, host, literal));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** What a host is given by. */
    public enum Host {
        /** A name of the DNS. */
        NAME,
        /** An address of IPv4 or IPv6. */
        ADDRESS
    }

    private static boolean matches(List<?> name, String host, Host literal) {
        String value = String.valueOf(name.get(1)).toLowerCase(Locale.ROOT);
        return switch (literal) {
            case NAME -> name.getFirst().equals(DNS_NAME) && IdentityChecks.covers(value, host);
            case ADDRESS -> name.getFirst().equals(IP_ADDRESS) && isAddress(value, host);
        };
    }

    private static boolean isAddress(String value, String host) {
        try {
            return InetAddress.ofLiteral(value).equals(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
