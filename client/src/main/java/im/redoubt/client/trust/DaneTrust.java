package im.redoubt.client.trust;

import im.redoubt.client.dns.DnsResolver;
import im.redoubt.client.dns.Resolver;
import java.util.List;
import java.util.Optional;

/** What DNS says, where it is proved; what else there is, where it is proved that DNS says nothing. */
final class DaneTrust extends Trust {
    private final PkixTrust authorities;
    private final Otherwise otherwise;
    private final Optional<TlsaLookup> lookup;

    DaneTrust(PkixTrust authorities, Otherwise otherwise, Optional<TlsaLookup> lookup) {
        this.authorities = authorities;
        this.otherwise = otherwise;
        this.lookup = lookup;
    }

    /** Who decides where DNS provably says nothing. */
    enum Otherwise {
        AUTHORITIES,
        NOBODY
    }

    @Override
    public Trust asking(Resolver resolver) {
        return lookup.isPresent()
                ? this
                : new DaneTrust(authorities, otherwise, Optional.of(new ResolvedTlsa(resolver)));
    }

    @Override
    Judge judge(Destination destination) {
        TlsaLookup asked = lookup.orElseGet(() -> new ResolvedTlsa(DnsResolver.ofSystem()));
        return asked.lookup(destination).on(new TlsaAnswer.Cases<>() {
            @Override
            public Judge secure(List<TlsaRecord> records) {
                return records.isEmpty() ? absent() : new TlsaJudge(authorities, records);
            }

            @Override
            public Judge absent() {
                return otherwise("it has no TLSA record for port " + destination.port() + " of its server");
            }

            @Override
            public Judge unsigned() {
                return otherwise("it, or the zone of its server, is not signed (DNSSEC)");
            }

            @Override
            public Judge elsewhere() {
                return refusal(
                        Reason.DANE_ELSEWHERE,
                        "The domain is signed (DNSSEC) and does not name this host and port as its server in any SRV record. Let the"
                                + " server be found by DNS, or have whoever runs the domain add the record.");
            }

            @Override
            public Judge unproved() {
                return refusal(
                        Reason.DANE_BOGUS,
                        "What DNS says of the server's certificate does not validate (DNSSEC), or did not come. Try another network, or"
                                + " give the client a resolver that asks a server of DNS which passes signatures on; if it stays so,"
                                + " the domain's DNS must be mended by whoever runs it.");
            }
        });
    }

    private Judge otherwise(String why) {
        return otherwise == Otherwise.AUTHORITIES
                ? authorities::judge
                : refusal(
                        Reason.DANE_ABSENT,
                        "Only DNS is trusted (DANE), and says nothing of the domain's certificate: " + why
                                + ". Whoever runs the domain can sign and publish it; until then trust authorities or pins.");
    }

    private static Judge refusal(Reason reason, String words) {
        return peer -> {
            Findings findings = new Findings(peer);
            findings.add(reason, words);
            return findings.verdict("");
        };
    }

    @Override
    public String toString() {
        return "Trust[DANE, otherwise " + (otherwise == Otherwise.AUTHORITIES ? authorities : "nobody") + ']';
    }
}
