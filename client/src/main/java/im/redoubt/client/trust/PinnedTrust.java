package im.redoubt.client.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Authorities and pins: both must be content. What was not checked as part of the path has no say. */
final class PinnedTrust extends Trust {
    private final PkixTrust authorities;
    private final Pins pins;

    PinnedTrust(PkixTrust authorities, Pins pins) {
        this.authorities = authorities;
        this.pins = pins;
    }

    @Override
    Judge judge(Destination destination) {
        return this::judge;
    }

    private Verdict judge(Peer peer) {
        Findings findings = new Findings(peer);
        Optional<CertificatePath> path = authorities.vouch(findings);
        if (pins.ended(peer.now())) {
            return findings.verdict(authorities.because() + ", and the pins have ended");
        }
        List<X509Certificate> vouching = path.map(CertificatePath::certificates).orElseGet(() -> List.of(peer.leaf()));
        Optional<Pin> pin = pins.among(vouching);
        if (!pin.isPresent()) {
            findings.add(Reason.PIN_MISMATCH, PinsOnlyTrust.mismatch(pins, peer.leaf()));
        }
        return findings.verdict(authorities.because()
                + pin.map(one -> ", and the pin " + one + " fits").orElse(""));
    }

    @Override
    public String toString() {
        return "Trust[" + authorities + ", pins " + pins + ']';
    }
}
