package im.redoubt.client.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges by TLSA records that DNSSEC has validated; one that fits is enough (RFC 6698 section 4). By usage:
 *
 * <ul>
 *   <li>DANE-EE: the record alone decides; names, dates and purpose are not looked at (RFC 7671 section 5.1). The binding to the domain
 *       is that of DNS. A weak key is refused all the same.
 *   <li>DANE-TA: the authority that it names, which the server has to send, signed the certificate, and everything else is checked as
 *       with PKIX, the name of the domain included (RFC 7671 section 5.2). The host's name is not taken in its place: that is stricter
 *       than RFC 7673 section 4.
 *   <li>PKIX-TA and PKIX-EE: what PKIX takes, and the record besides.
 * </ul>
 */
final class TlsaJudge implements Judge {
    private final PkixTrust authorities;
    private final List<TlsaRecord> records;

    TlsaJudge(PkixTrust authorities, List<TlsaRecord> records) {
        this.authorities = authorities;
        this.records = records;
    }

    @Override
    public Verdict judge(Peer peer) {
        List<Verdict> tried = new ArrayList<>();
        if (fits(TlsaRecord.Usage.DANE_EE, List.of(peer.leaf()))) {
            tried.add(byItself(peer));
        }
        byAnchor(peer).ifPresent(tried::add);
        if (has(TlsaRecord.Usage.PKIX_TA) || has(TlsaRecord.Usage.PKIX_EE)) {
            tried.add(byAuthorities(peer));
        }
        if (tried.isEmpty()) {
            tried.add(mismatch(new Findings(peer)));
        }
        return tried.stream()
                .filter(verdict -> verdict.asTrusted().isPresent())
                .findFirst()
                .orElse(tried.get(tried.size() - 1));
    }

    private Verdict byItself(Peer peer) {
        Findings findings = new Findings(peer);
        findings.checkKey();
        return findings.verdict("DNS names its certificate or key (DANE-EE)");
    }

    private Optional<Verdict> byAnchor(Peer peer) {
        for (X509Certificate sent : peer.chain()) {
            if (sent.getBasicConstraints() >= 0 && fits(TlsaRecord.Usage.DANE_TA, List.of(sent))) {
                Optional<CertificatePath> path = CertificatePath.from(sent, peer);
                if (path.isPresent()) {
                    Findings findings = new Findings(peer);
                    findings.checkLeaf();
                    findings.checkStrength(path.get());
                    findings.checkName(path.get().isConstrained());
                    return Optional.of(findings.verdict("DNS names its authority (DANE-TA)"));
                }
            }
        }
        return Optional.empty();
    }

    private Verdict byAuthorities(Peer peer) {
        Findings findings = new Findings(peer);
        List<X509Certificate> above = authorities
                .vouch(findings)
                .map(CertificatePath::certificates)
                .map(all -> all.subList(1, all.size()))
                .orElseGet(List::of);
        boolean named = fits(TlsaRecord.Usage.PKIX_EE, List.of(peer.leaf())) || fits(TlsaRecord.Usage.PKIX_TA, above);
        return named ? findings.verdict(authorities.because() + ", and DNS names it (DANE)") : mismatch(findings);
    }

    private Verdict mismatch(Findings findings) {
        findings.add(
                Reason.DANE_MISMATCH,
                "DNS names another certificate: none of its " + records.size()
                        + " TLSA records fits. The one for this key would be" + " 3 1 1 "
                        + Pin.ofKey(findings.peer().leaf()).hex() + '.');
        return findings.verdict("");
    }

    private boolean has(TlsaRecord.Usage usage) {
        return records.stream().anyMatch(each -> each.usage() == usage);
    }

    private boolean fits(TlsaRecord.Usage usage, List<X509Certificate> certificates) {
        return records.stream()
                .filter(each -> each.usage() == usage)
                .anyMatch(each -> certificates.stream().anyMatch(each::fits));
    }
}
