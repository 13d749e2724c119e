package im.redoubt.client.dns;

import static im.redoubt.client.dns.DnsPeer.a;
import static im.redoubt.client.dns.DnsPeer.cname;
import static im.redoubt.client.dns.DnsPeer.srv;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.dns.SignedZones.ZoneSigner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minidns.dnsname.DnsName;
import org.minidns.record.DNSKEY;
import org.minidns.record.Data;
import org.minidns.record.RRSIG;
import org.minidns.record.Record;

/** What is signed up to a root that we know is proved; whatever is wrong with it, it is not. */
class ProofTest {
    private static final String SERVICE = "_xmpps-client._tcp.example.org";
    private static final int P_256 = 13;

    private final SignedZones zones = new SignedZones();

    private void signed(int algorithm) {
        zones.zone("", algorithm);
        zones.zone("org", algorithm);
        zones.zone("example.org", algorithm);
        zones.add(srv(SERVICE, 0, 1, 5223, "b.example.org"));
        zones.add(srv(SERVICE, 0, 2, 5223, "A.Example.org"));
        zones.add(a("a.example.org", "192.0.2.1"));
        zones.add(SignedZones.tlsa("_5223._tcp.a.example.org", new byte[32]));
    }

    private DnsResolver asking(DnsPeer peer, TrustAnchors anchors) {
        return DnsResolver.builder()
                .servers(() -> List.of(peer.address()))
                .timeout(Duration.ofSeconds(10))
                .platform(host -> List.of())
                .anchors(anchors)
                .clock(Clock.fixed(SignedZones.NOW, ZoneOffset.UTC))
                .build()
                .proving();
    }

    private Validation service() throws IOException {
        return validation(zones);
    }

    /** Changes the answer to one question. */
    private void tamper(String owner, Record.TYPE type, Change change) {
        zones.tamper((name, asked, answer) ->
                name.equals(owner) && asked == type ? change.apply(new ArrayList<>(answer)) : answer);
    }

    private interface Change {
        List<Record<? extends Data>> apply(List<Record<? extends Data>> answer);
    }

    private static List<Record<? extends Data>> unsigned(List<Record<? extends Data>> answer) {
        return answer.stream()
                .filter(record -> record.type != Record.TYPE.RRSIG)
                .collect(Collectors.toList());
    }

    private static List<Record<? extends Data>> resigned(
            List<Record<? extends Data>> answer, ZoneSigner signer, int labels, int fromDays, int toDays) {
        List<Record<? extends Data>> set = unsigned(answer);
        set.add(signer.sign(
                List.copyOf(set),
                labels,
                SignedZones.NOW.plus(Duration.ofDays(fromDays)),
                SignedZones.NOW.plus(Duration.ofDays(toDays))));
        return set;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 10, 13, 14, 15})
    void whatIsSignedUpToTheRootIsProved(int algorithm) throws IOException {
        signed(algorithm);
        try (DnsPeer peer = DnsPeer.zone(zones)) {
            DnsResolver resolver = asking(peer, zones.anchors());

            assertThat(resolver.services("xmpps-client", "example.org").validation())
                    .isEqualTo(Validation.VALIDATED);
            assertThat(resolver.addresses("a.example.org").validation()).isEqualTo(Validation.VALIDATED);
            assertThat(resolver.keys(5223, "a.example.org"))
                    .isEqualTo(Answer.of(List.of(new KeyRecord(3, 1, 1, new byte[32])), Validation.VALIDATED));
        }
    }

    @Test
    @Tag("T-39")
    void aliasesAreProvedWithWhatTheyLeadTo() throws IOException {
        signed(P_256);
        zones.add(cname("_5222._tcp.a.example.org", "_5223._tcp.a.example.org"));
        try (DnsPeer peer = DnsPeer.zone(zones)) {
            assertThat(asking(peer, zones.anchors()).keys(5222, "a.example.org").validation())
                    .isEqualTo(Validation.VALIDATED);
        }
        tamper(
                "_5222._tcp.a.example.org",
                Record.TYPE.TLSA,
                answer -> answer.stream()
                        .filter(record ->
                                !(record.payloadData instanceof RRSIG rrsig && rrsig.typeCovered == Record.TYPE.CNAME))
                        .collect(Collectors.toList()));
        try (DnsPeer peer = DnsPeer.zone(zones)) {
            assertThat(asking(peer, zones.anchors()).keys(5222, "a.example.org").validation())
                    .isEqualTo(Validation.UNPROVED);
        }
    }

    @Test
    void whoDoesNotWantProofGetsNoneAndNothingMoreIsAsked() throws IOException {
        signed(P_256);
        try (DnsPeer peer = DnsPeer.zone(zones)) {
            DnsResolver resolver =
                    DnsResolver.builder().servers(() -> List.of(peer.address())).build();

            assertThat(resolver.services("xmpps-client", "example.org").validation())
                    .isEqualTo(Validation.UNPROVED);
            assertThat(peer.asked()).isEqualTo(1);
        }
    }

    @Test
    void theRootOfSomebodyElseProvesNothing() throws IOException {
        signed(P_256);
        try (DnsPeer peer = DnsPeer.zone(zones)) {
            assertThat(asking(peer, TrustAnchors.ofRoot())
                            .services("xmpps-client", "example.org")
                            .validation())
                    .isEqualTo(Validation.UNPROVED);
        }
    }

    @Test
    @Tag("T-39")
    void aKeyBesideTheOneThatTheParentNamedDoesNotVouchForTheSet() throws IOException {
        signed(P_256);
        for (String zone : List.of("", "org", "example.org")) {
            ZoneSigner attacker = new ZoneSigner(zone, P_256);
            DnsPeer.Zone forged = (name, type) -> {
                List<Record<? extends Data>> answer = zones.records(name, type);
                boolean keys = DnsName.from(name).equals(DnsName.from(zone)) && type == Record.TYPE.DNSKEY;
                if (!keys && !name.equals(SERVICE)) {
                    return answer;
                }
                List<Record<? extends Data>> set = unsigned(answer);
                if (keys) {
                    set.add(DnsPeer.record(zone, Record.TYPE.DNSKEY, attacker.key()));
                }
                set.add(attacker.sign(List.copyOf(set)));
                return set;
            };
            assertThat(validation(forged)).isEqualTo(Validation.UNPROVED);
        }
        assertThat(validation(zones)).isEqualTo(Validation.VALIDATED);
    }

    private Validation validation(DnsPeer.Zone answers) throws IOException {
        try (DnsPeer peer = DnsPeer.zone(answers)) {
            Answer<ServiceRecord> answer = asking(peer, zones.anchors()).services("xmpps-client", "example.org");
            assertThat(answer.status()).isEqualTo(Answer.Status.FOUND);
            return answer.validation();
        }
    }

    @Test
    @Tag("T-39")
    void whatWasChangedAddedOrTakenAwayIsNotProved() throws IOException {
        signed(P_256);
        Record<?> more = srv(SERVICE, 0, 0, 5223, "evil.example");
        List<Change> changes = List.of(
                ProofTest::unsigned,
                answer -> answer.subList(1, answer.size()),
                answer -> {
                    answer.add(more);
                    return answer;
                },
                answer -> {
                    answer.set(0, more);
                    return answer;
                });
        for (Change change : changes) {
            DnsPeer.Zone changed = (name, type) -> {
                List<Record<? extends Data>> answer = new ArrayList<>(zones.records(name, type));
                return name.equals(SERVICE) ? change.apply(answer) : answer;
            };
            assertThat(validation(changed)).isEqualTo(Validation.UNPROVED);
        }
        assertThat(service()).isEqualTo(Validation.VALIDATED);
    }

    @Test
    @Tag("T-39")
    void aSignatureHasItsTime() throws IOException {
        signed(P_256);
        tamper(SERVICE, Record.TYPE.SRV, answer -> resigned(answer, zones.signer("example.org"), 4, -3, -1));
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    @Tag("T-39")
    void aSignatureOfTomorrowIsNone() throws IOException {
        signed(P_256);
        tamper(SERVICE, Record.TYPE.SRV, answer -> resigned(answer, zones.signer("example.org"), 4, 1, 3));
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    void theTimeOfSignaturesGoesOnAfterTheirNumbersBeginAnew() throws IOException {
        signed(P_256);
        tamper(SERVICE, Record.TYPE.SRV, answer -> resigned(answer, zones.signer("example.org"), 4, -3, 30_000 / 2));
        assertThat(service()).isEqualTo(Validation.VALIDATED);
        assertThat(Instant.ofEpochSecond(1L << 32)).isBefore(SignedZones.NOW.plus(Duration.ofDays(30_000)));
    }

    @Test
    @Tag("T-39")
    void aWildcardThatIsNotProvedToStandForItProvesNothing() throws IOException {
        signed(P_256);
        tamper(SERVICE, Record.TYPE.SRV, answer -> resigned(answer, zones.signer("example.org"), 3, -1, 1));
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    @Tag("T-39")
    void anotherZoneDoesNotVouchForIt() throws IOException {
        signed(P_256);
        zones.zone("evil.org", P_256);
        tamper(SERVICE, Record.TYPE.SRV, answer -> resigned(answer, zones.signer("evil.org"), 4, -1, 1));
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    @Tag("T-39")
    void aZoneDoesNotNameItsOwnKey() throws IOException {
        signed(P_256);
        ZoneSigner attacker = new ZoneSigner("example.org", P_256);
        tamper("example.org", Record.TYPE.DS, answer -> {
            List<Record<? extends Data>> set = new ArrayList<>();
            set.add(attacker.delegation());
            set.add(attacker.sign(List.copyOf(set)));
            return set;
        });
        tamper("example.org", Record.TYPE.DNSKEY, answer -> {
            List<Record<? extends Data>> set = new ArrayList<>();
            set.add(DnsPeer.record("example.org", Record.TYPE.DNSKEY, attacker.key()));
            set.add(attacker.sign(List.copyOf(set)));
            return set;
        });
        tamper(SERVICE, Record.TYPE.SRV, answer -> resigned(answer, attacker, 4, -1, 1));
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0001, 0x0181, 0x0000})
    @Tag("T-39")
    void aKeyThatIsRevokedOrNotOfAZoneSignsNothing(int flags) throws IOException {
        zones.zone("", P_256);
        ZoneSigner org = new ZoneSigner("example.org", P_256).flags(flags);
        zones.add(org.delegation());
        zones.add(srv(SERVICE, 0, 1, 5223, "b.example.org"));
        tamper("example.org", Record.TYPE.DNSKEY, answer -> {
            List<Record<? extends Data>> set = new ArrayList<>();
            set.add(DnsPeer.record("example.org", Record.TYPE.DNSKEY, org.key()));
            set.add(org.sign(List.copyOf(set)));
            return set;
        });
        tamper(SERVICE, Record.TYPE.SRV, answer -> resigned(answer, org, 4, -1, 1));
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    @Tag("T-39")
    void signaturesWithSha1ProveNothing() throws IOException {
        signed(5);
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    @Tag("T-39")
    void manyKeysAndSignaturesAreNotAllTried() throws IOException {
        signed(P_256);
        tamper(SERVICE, Record.TYPE.SRV, answer -> {
            List<Record<? extends Data>> wrong = new ArrayList<>(unsigned(answer));
            List<Record<? extends Data>> other = List.of(srv(SERVICE, 9, 9, 9, "x.example"));
            for (int i = 0; i < 300; i++) {
                wrong.add(zones.signer("example.org").sign(other));
            }
            wrong.add(answer.get(answer.size() - 1));
            return wrong;
        });
        assertThat(service()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    @Tag("T-39")
    void aChainOfManyZonesEnds() throws IOException {
        zones.zone("", P_256);
        String zone = "org";
        for (int i = 0; i < 60; i++) {
            zones.zone(zone, P_256);
            zone = "a." + zone;
        }
        String domain = zone;
        zones.add(srv("_xmpp-client._tcp." + domain, 0, 0, 5222, "a.example"));
        try (DnsPeer peer = DnsPeer.zone(zones)) {
            assertThat(asking(peer, zones.anchors())
                            .services("xmpp-client", domain)
                            .validation())
                    .isEqualTo(Validation.UNPROVED);
            assertThat(peer.asked()).isLessThanOrEqualTo(41);
        }
    }

    /** The keys as IANA publishes them; that of 2017 signed the root until October 2026. */
    @Test
    void theAnchorsAreTheKeysOfTheRoot() throws IOException {
        List<String> published = List.of(
                "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN"
                        + "7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8"
                        + "efS3rCj/EWgvIWgb9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLY"
                        + "A4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qihylGa8subX2Nn6UwNR1AkUTV74bU=",
                "AwEAAa96jeuknZlaeSrvyAJj6ZHv28hhOKkx3rLGXVaC6rXTsDc449/cidltpkyGwCJNnOAlFNKF2jBosZBU5eeH"
                        + "spaQWOmOElZsjICMQMC3aeHbGiShvZsx4wMYSjH8e7Vrhbu6irwCzVBApESjbUdpWWmEnhathWu1jo+siFUiRAAx"
                        + "m9qyJNg/wOZqqzL/dL/q8PkcRU5oUKEpUge71M3ej2/7CPqpdVwuMoTvoB+ZOT4YeGyxMvHmbrxlFzGOHOijtzN+"
                        + "u1TQNatX2XBuzZNQ1K+s2CXkPIZo7s6JgZyvaBevYtxPvYLw4z9mR7K2vaF18UYH9Z9GNUUeayffKC73PYc=");
        for (int i = 0; i < published.size(); i++) {
            byte[] key = Base64.getDecoder().decode(published.get(i));
            DNSKEY record = new DNSKEY((short) 0x0101, (byte) 3, (byte) 8, key);
            byte[] bytes = DnsPeer.record("", Record.TYPE.DNSKEY, record).toByteArray();
            ZoneKey read = ZoneKey.read(ResourceRecord.read(new WireReader(bytes), bytes));

            assertThat(TrustAnchors.ofRoot().delegations().get(i).means(DomainName.ROOT, read))
                    .isTrue();
        }
    }
}
