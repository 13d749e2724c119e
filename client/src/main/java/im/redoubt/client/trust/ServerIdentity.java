package im.redoubt.client.trust;

import im.redoubt.protocol.address.BareJid;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom a certificate must be for: an XMPP domain as RFC 6120 section 13.7.2.1 and RFC 9525 section 6 identify it. It matches
 *
 * <ol>
 *   <li>a DNS-ID that is the domain's A-label form, or that has {@code *} for its whole left-most label and at least two labels
 *       after it (RFC 9525 section 6.3);
 *   <li>the SRV-ID {@code _xmpp-client.} and the domain, without wildcard;
 *   <li>an XmppAddr that is the domain.
 * </ol>
 *
 * Never the CN, never the target of an SRV record, and no address: a domain that is an IP address is identified by nothing.
 */
final class ServerIdentity {
    private static final String SERVICE = "_xmpp-client.";
    private static final String WILDCARD = "*.";

    private final BareJid domain;
    private final String ascii;

    ServerIdentity(BareJid domain) {
        this.domain = BareJid.of("", domain.domain());
        this.ascii = domain.asciiDomain();
    }

    /** Returns the domain in the form of certificates. */
    String ascii() {
        return ascii;
    }

    /** Returns the name that is for this domain, if there is one. */
    Optional<String> match(SubjectNames names) {
        Optional<String> dns = matchDns(names);
        if (dns.isPresent() || isAddress()) {
            return dns;
        }
        for (String name : names.srv()) {
            if (lower(name).equals(SERVICE + ascii)) {
                return Optional.of("SRV-ID");
            }
        }
        for (String name : names.xmpp()) {
            if (BareJid.parse(name).filter(domain::equals).isPresent()) {
                return Optional.of("XmppAddr");
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the DNS-ID that is for this domain, if there is one. Below an authority with name constraints it alone counts:
     * the constraints say nothing of the other kinds, so whoever may vouch for example.net could write example.org there.
     */
    Optional<String> matchDns(SubjectNames names) {
        if (isAddress()) {
            return Optional.empty();
        }
        for (String name : names.dns()) {
            String lower = lower(name);
            if (lower.equals(ascii) || wildcard(lower)) {
                return Optional.of("DNS-ID");
            }
        }
        return Optional.empty();
    }

    private boolean wildcard(String pattern) {
        int dot = ascii.indexOf('.');
        return dot > 0
                && pattern.startsWith(WILDCARD)
                && pattern.indexOf('.', WILDCARD.length()) > 0
                && pattern.substring(1).equals(ascii.substring(dot));
    }

    private boolean isAddress() {
        char last = ascii.charAt(ascii.length() - 1);
        String tail = ascii.substring(ascii.lastIndexOf('.') + 1);
        return last == ']' || tail.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** What is outside of ASCII never becomes what is inside: names are read byte by byte. */
    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
