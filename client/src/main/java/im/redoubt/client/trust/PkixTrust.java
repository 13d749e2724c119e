package im.redoubt.client.trust;

import java.util.Optional;

/**
 * The trust in authorities (RFC 5280, with the platform's PKIX): one of them vouches for the certificate, which is for the XMPP
 * domain (RFC 9525), for servers, valid now, and made of strong keys and signatures.
 */
public final class PkixTrust extends Trust {
    private final Authorities authorities;

    PkixTrust(Authorities authorities) {
        this.authorities = authorities;
    }

    /**
     * Returns the trust that asks for a pin as well: the server's key, or that of an authority on the path that was checked, is
     * among them. When the pins have ended, authorities alone decide.
     *
     * @param pins the pins
     * @return the trust
     */
    public Trust pinned(Pins pins) {
        return new PinnedTrust(this, pins);
    }

    /**
     * Returns the trust that goes by DNS where a domain's TLSA records are proved (DNSSEC, RFC 6698, RFC 7673), and by these
     * authorities where it is proved that the domain has none or is not signed. Nobody is trusted where nothing is proved, so the
     * server of DNS must pass signatures on.
     *
     * @return the trust
     */
    public Trust dane() {
        return new DaneTrust(this, DaneTrust.Otherwise.AUTHORITIES, Optional.empty());
    }

    /** Returns the trust that asks for TLSA records in this way. */
    Trust dane(TlsaLookup lookup) {
        return new DaneTrust(this, DaneTrust.Otherwise.AUTHORITIES, Optional.of(lookup));
    }

    @Override
    Judge judge(Destination destination) {
        return this::judge;
    }

    Verdict judge(Peer peer) {
        Findings findings = new Findings(peer);
        vouch(findings);
        return findings.verdict(because());
    }

    /** Makes all checks and returns the path, if there is one. */
    Optional<CertificatePath> vouch(Findings findings) {
        findings.checkLeaf();
        Optional<CertificatePath> path = authorities.vouch(findings);
        findings.checkName(path.filter(CertificatePath::isConstrained).isPresent());
        return path;
    }

    String because() {
        return "an authority " + authorities + " vouches for it";
    }

    @Override
    public String toString() {
        return "Trust[authorities " + authorities + ']';
    }
}
