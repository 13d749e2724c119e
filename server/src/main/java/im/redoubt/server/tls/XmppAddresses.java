package im.redoubt.server.tls;

import im.redoubt.protocol.address.BareJid;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts that a certificate names: {@code id-on-xmppAddr} of the subject's alternative names (RFC 6120 section 13.7.1.4), and
 * nothing else. The subject itself is not looked at: what stands in it is text in which a comma may mean anything.
 */
public final class XmppAddresses {
    /** The most names that are looked at; a certificate with more names nobody. */
    static final int MOST_NAMES = 64;

    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int UTF8 = 0x0C;
    private static final int OTHER_NAME = 0xA0;
    private static final int VALUE = 0xA0;

    /** 1.3.6.1.5.5.7.8.5. */
    private static final byte[] XMPP_ADDRESS = {0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x05};

    private XmppAddresses() {}

    /**
     * Returns the accounts of a domain that a certificate names.
     *
     * @param certificate the certificate, whose chain was checked
     * @param domain the domain
     * @return the bare addresses, each once; none if there are too many names, or anything in them cannot be read
     */
    public static Set<BareJid> of(X509Certificate certificate, BareJid domain) {
        byte[] extension = certificate.getExtensionValue(ALTERNATIVE_NAMES);
        if (extension == null) {
            return Set.of();
        }
        Set<BareJid> found = new LinkedHashSet<>();
        Optional<Der> names = Der.of(extension).inside(OCTETS).flatMap(octets -> octets.inside(SEQUENCE));
        for (int count = 0; names.isPresent() && names.get().hasMore(); count++) {
            Optional<Der.Value> name = names.get().next();
            if (name.isEmpty() || count >= MOST_NAMES) {
                return Set.of();
            }
            if (name.get().tag() == OTHER_NAME) {
                address(name.get().content())
                        .filter(account ->
                                !account.isDomain() && account.domain().equals(domain.domain()))
                        .ifPresent(found::add);
            }
        }
        return names.isPresent() ? found : Set.of();
    }

    /** A name with a resource is that of a session, and no account's. */
    private static Optional<BareJid> address(Der otherName) {
        return otherName
                .after(XMPP_ADDRESS)
                .flatMap(rest -> rest.inside(VALUE))
                .flatMap(value -> value.next().filter(text -> text.tag() == UTF8 && !value.hasMore()))
                .flatMap(text -> utf8(text.content().rest()))
                .flatMap(BareJid::parse);
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            // Whatever it is, it is no address.
            return Optional.empty();
        }
    }
}
