package im.redoubt.app.tls;

import im.redoubt.server.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** The names in the certificates of the own authority, and what it may vouch for. */
final class OwnNames {
    /** id-on-dnsSRV (RFC 4985). */
    private static final ASN1ObjectIdentifier SRV_NAME = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7");

    /** id-on-xmppAddr (RFC 6120 section 13.7.1.4). */
    private static final ASN1ObjectIdentifier XMPP_ADDRESS = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");

    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private OwnNames() {}

    /**
     * The names of the server: DNS-ID, SRV-IDs for clients, XmppAddr. Localhost also has its addresses, since programs
     * on the same machine often connect to those.
     */
    static GeneralNames server(String domain, String ascii) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, ascii));
        names.add(other(SRV_NAME, new DERIA5String("_xmpp-client." + ascii)));
        names.add(other(SRV_NAME, new DERIA5String("_xmpps-client." + ascii)));
        names.add(other(XMPP_ADDRESS, new DERUTF8String(domain)));
        if (ascii.equals(Settings.LOCALHOST)) {
            names.add(address(LOOPBACK_4));
            names.add(address(LOOPBACK_6));
        }
        return new GeneralNames(names.toArray(new GeneralName[0]));
    }

    /**
     * What the authority may vouch for: the domain with its subdomains, and no address of a machine; for localhost the
     * loopback addresses. Mail and web addresses are held to the domain, for a type that is not named is not
     * constrained. SRV names are not named: Go's verifier refuses every chain whose critical constraints have a type
     * that it does not know, and where DNS names are held to the domain, nobody who checks them is fooled by an SRV name.
     */
    static NameConstraints constraints(String ascii) {
        List<GeneralSubtree> permitted = new ArrayList<>();
        permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, ascii)));
        permitted.add(new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, ascii)));
        permitted.add(new GeneralSubtree(new GeneralName(GeneralName.uniformResourceIdentifier, ascii)));
        if (ascii.equals(Settings.LOCALHOST)) {
            permitted.add(new GeneralSubtree(address(new byte[] {127, 0, 0, 0, (byte) 255, 0, 0, 0})));
            byte[] single = new byte[32];
            single[15] = 1;
            Arrays.fill(single, 16, 32, (byte) 255);
            permitted.add(new GeneralSubtree(address(single)));
            return new NameConstraints(permitted.toArray(new GeneralSubtree[0]), null);
        }
        GeneralSubtree[] excluded = {new GeneralSubtree(address(new byte[8])), new GeneralSubtree(address(new byte[32]))
        };
        return new NameConstraints(permitted.toArray(new GeneralSubtree[0]), excluded);
    }

    private static GeneralName address(byte[] bytes) {
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
    }

    private static GeneralName other(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new GeneralName(
                GeneralName.otherName,
                new DERSequence(new ASN1Encodable[] {type, new DERTaggedObject(true, 0, value)}));
    }
}
