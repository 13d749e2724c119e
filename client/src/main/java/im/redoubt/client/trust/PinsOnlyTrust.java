package im.redoubt.client.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Pins and no authority. */
final class PinsOnlyTrust extends Trust {
    private final Pins pins;
    private final Time time;

    /** As of when certificates are looked at. */
    enum Time {
        /** As of now. */
        NOW,
        /** As of the moment from which the server's own is valid, for those who do not know what time it is. */
        ITS_OWN
    }

    PinsOnlyTrust(Pins pins, Time time) {
        this.pins = pins;
        this.time = time;
    }

    @Override
    Judge judge(Destination destination) {
        return peer -> judge(
                time == Time.NOW ? peer : peer.at(peer.leaf().getNotBefore().toInstant()));
    }

    private Verdict judge(Peer peer) {
        Findings findings = new Findings(peer);
        findings.checkLeaf();
        if (pins.ended(peer.now())) {
            findings.add(Reason.PINS_ENDED, "The pins of this client have ended; it needs new ones.");
        }
        Optional<Pin> pin = pins.among(List.of(peer.leaf()));
        Optional<CertificatePath> path = pin.isPresent() ? Optional.empty() : fromPinnedIssuer(peer);
        if (!pin.isPresent() && !path.isPresent()) {
            findings.add(Reason.PIN_MISMATCH, mismatch(pins, peer.leaf()));
        }
        path.ifPresent(findings::checkStrength);
        findings.checkName(path.filter(CertificatePath::isConstrained).isPresent());
        return findings.verdict("its key or that of its issuer is pinned");
    }

    /** A pinned certificate that was merely sent along proves nothing: it must have signed. */
    private Optional<CertificatePath> fromPinnedIssuer(Peer peer) {
        for (X509Certificate sent : peer.chain()) {
            if (sent.getBasicConstraints() >= 0 && pins.among(List.of(sent)).isPresent()) {
                Optional<CertificatePath> path = CertificatePath.from(sent, peer);
                if (path.isPresent()) {
                    return path;
                }
            }
        }
        return Optional.empty();
    }

    static String mismatch(Pins pins, X509Certificate leaf) {
        return "No pin fits: expected is one of " + pins.all() + "; the server's key is " + Pin.ofKey(leaf)
                + " and its certificate " + Pin.ofCertificate(leaf) + '.';
    }

    @Override
    public String toString() {
        return "Trust[pins only " + pins + ']';
    }
}
