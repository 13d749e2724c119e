package im.redoubt.client.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a certificate that can identify an XMPP server, from its subjectAltName (RFC 5280 section 4.2.1.6) as they were
 * received. Nothing is read from the subject.
 *
 * @param dns the dNSNames
 * @param srv the SRVNames (RFC 4985)
 * @param xmpp the XmppAddrs (RFC 6120 section 13.7.1.4)
 */
record SubjectNames(List<String> dns, List<String> srv, List<String> xmpp) {
    /** So many names are looked at; a certificate that has more is refused. */
    static final int MOST = 1_000;

    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

    /** 1.3.6.1.5.5.7.8.5, encoded. */
    private static final byte[] XMPP_ADDR = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x05};

    /** 1.3.6.1.5.5.7.8.7, encoded. */
    private static final byte[] SRV_NAME = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x07};

    private static final int OTHER_NAME = 0xA0;
    private static final int DNS_NAME = 0x82;
    private static final int EXPLICIT = 0xA0;

    SubjectNames {
        dns = List.copyOf(dns);
        srv = List.copyOf(srv);
        xmpp = List.copyOf(xmpp);
    }

    /**
     * Reads the names.
     *
     * @throws CertificateParsingException if they cannot be read to the end, or are more than {@link #MOST}
     */
    static SubjectNames of(X509Certificate certificate) throws CertificateParsingException {
        byte[] extension = certificate.getExtensionValue(SUBJECT_ALTERNATIVE_NAME);
        List<String> dns = new ArrayList<>();
        List<String> srv = new ArrayList<>();
        List<String> xmpp = new ArrayList<>();
        if (extension != null) {
            Der names = Der.of(extension).enter(Der.OCTET_STRING).enter(Der.SEQUENCE);
            for (int count = 1; names.more(); count++) {
                if (count > MOST) {
                    throw new CertificateParsingException("more than " + MOST + " names");
                }
                int tag = names.tag();
                Der name = names.next();
                if (tag == DNS_NAME) {
                    dns.add(new String(name.rest(), StandardCharsets.ISO_8859_1));
                } else if (tag == OTHER_NAME) {
                    other(name, srv, xmpp);
                }
            }
        }
        return new SubjectNames(dns, srv, xmpp);
    }

    private static void other(Der name, List<String> srv, List<String> xmpp) throws CertificateParsingException {
        byte[] type = name.enter(Der.OID).rest();
        if (same(type, XMPP_ADDR)) {
            xmpp.add(new String(name.enter(EXPLICIT).enter(Der.UTF8_STRING).rest(), StandardCharsets.UTF_8));
        } else if (same(type, SRV_NAME)) {
            srv.add(new String(name.enter(EXPLICIT).enter(Der.IA5_STRING).rest(), StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    /** Returns all names with their kind, as they may be shown. */
    List<String> shown() {
        List<String> shown = new ArrayList<>();
        dns.forEach(name -> shown.add("DNS:" + CleanText.of(name)));
        srv.forEach(name -> shown.add("SRV:" + CleanText.of(name)));
        xmpp.forEach(name -> shown.add("XMPP:" + CleanText.of(name)));
        return shown;
    }
}
