package im.redoubt.client.trust;

import java.util.List;

/** What DNS says, where DNSSEC validates; authorities where it does not. */
final class DaneTrust extends Trust {
    private final PkixTrust otherwise;
    private final TlsaLookup lookup;

    DaneTrust(PkixTrust otherwise, TlsaLookup lookup) {
        this.otherwise = otherwise;
        this.lookup = lookup;
    }

    @Override
    Judge judge(Destination destination) {
        return lookup.lookup(destination).on(new TlsaAnswer.Cases<>() {
            @Override
            public Judge secure(List<TlsaRecord> records) {
                return records.isEmpty() ? otherwise::judge : new TlsaJudge(otherwise, records);
            }

            @Override
            public Judge unsigned() {
                return otherwise::judge;
            }

            @Override
            public Judge bogus() {
                return DaneTrust::refuse;
            }
        });
    }

    private static Verdict refuse(Peer peer) {
        Findings findings = new Findings(peer);
        findings.add(
                Reason.DANE_BOGUS,
                "What DNS says of the server's certificate does not validate (DNSSEC), or did not come. Try another network; if it"
                        + " stays so, the domain's DNS must be mended by whoever runs it.");
        return findings.verdict("");
    }

    @Override
    public String toString() {
        return "Trust[DANE, otherwise " + otherwise + ']';
    }
}
