package im.redoubt.client.dns;

import static im.redoubt.client.dns.DnsPeer.cname;
import static im.redoubt.client.dns.DnsPeer.srv;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.dns.SignedZones.ZoneSigner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.minidns.record.Data;
import org.minidns.record.NSEC;
import org.minidns.record.NSEC3;
import org.minidns.record.Record;

/** What is not there is proved as such, and what was taken away is not (RFC 4035 section 5.4, RFC 5155 section 8). */
@Tag("T-30")
class DenialTest {
    private static final int P_256 = 13;
    private static final String HOST = "a.example.org";

    private final SignedZones zones = new SignedZones();

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Absences.PLAIN),
                Arguments.of(Absences.hashed(0, 0)),
                Arguments.of(Absences.hashed(HashedDenial.MAX_ITERATIONS, 0)));
    }

    private void signed(Absences absences) {
        zones.zone("", P_256).absences(absences);
        zones.zone("org", P_256).absences(absences);
        zones.zone("example.org", P_256).absences(absences);
        zones.add(srv("_xmpps-client._tcp.example.org", 0, 1, 5223, HOST));
        zones.add(SignedZones.tlsa("_5223._tcp." + HOST, new byte[32]));
    }

    private Answer<KeyRecord> keys(int port, String host) throws IOException {
        try (DnsPeer peer = DnsPeer.zone(zones)) {
            return DnsResolver.builder()
                    .servers(() -> List.of(peer.address()))
                    .timeout(Duration.ofSeconds(10))
                    .platform(name -> List.of())
                    .anchors(zones.anchors())
                    .clock(Clock.fixed(SignedZones.NOW, ZoneOffset.UTC))
                    .build()
                    .proving()
                    .keys(port, host);
        }
    }

    private void assertAbsent(Validation validation, int port, String host) throws IOException {
        assertThat(keys(port, host)).isEqualTo(Answer.of(List.of(), validation));
    }

    private static List<Record<? extends Data>> only(
            List<Record<? extends Data>> records, Predicate<Record<? extends Data>> which) {
        return records.stream().filter(which).collect(Collectors.toList());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNameOrTypeThatIsNotThereIsProvedNotToBe(Absences absences) throws IOException {
        signed(absences);
        assertAbsent(Validation.VALIDATED, 5222, HOST);
        assertAbsent(Validation.VALIDATED, 5223, "b.example.org");
        assertAbsent(Validation.VALIDATED, 5223, "nothing.like.this.org");
        assertAbsent(Validation.VALIDATED, 443, "nosuchtop");
        zones.add(srv("_5222._tcp." + HOST, 0, 0, 1, HOST));
        assertAbsent(Validation.VALIDATED, 5222, HOST);
        zones.add(SignedZones.tlsa("_tcp._5224._tcp." + HOST, new byte[32]));
        assertAbsent(Validation.VALIDATED, 5224, HOST);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatWasTakenAwayIsNotProvedToBeMissing(Absences absences) throws IOException {
        signed(absences);
        String name = "_5223._tcp." + HOST;
        zones.tamper((owner, type, answer) -> owner.equals(name) ? List.of() : answer);
        assertAbsent(Validation.UNPROVED, 5223, HOST);
        // With what the zone really says of other names, of which there is all.
        List<Record<? extends Data>> genuine = new ArrayList<>();
        for (String other : List.of("_5222._tcp.a.example.org", "b.example.org", "example.org", "_z.a.example.org")) {
            zones.beside(other, Record.TYPE.TLSA).stream()
                    .filter(record -> genuine.stream().noneMatch(record::equals))
                    .forEach(genuine::add);
        }
        zones.tamperBeside((owner, type, beside) -> owner.equals(name) ? genuine : beside);
        assertAbsent(Validation.UNPROVED, 5223, HOST);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aProofIsSignedByTheZoneAndInTime(Absences absences) throws IOException {
        signed(absences);
        String name = "_5223._tcp." + HOST;
        zones.tamper((owner, type, answer) -> owner.equals(name) ? List.of() : answer);
        List<Record<? extends Data>> genuine = zones.beside("_5222._tcp." + HOST, Record.TYPE.TLSA);
        List<List<Record<? extends Data>>> proofs = List.of(
                forged(genuine, new ZoneSigner("example.org", P_256), 0),
                forged(genuine, zones.signer("example.org"), -3),
                forged(genuine, zones.signer("example.org"), 3),
                only(forged(genuine, zones.signer("example.org"), 0), record -> record.type != Record.TYPE.RRSIG));
        AtomicReference<List<Record<? extends Data>>> proof = new AtomicReference<>();
        zones.tamperBeside((owner, type, beside) -> owner.equals(name) ? proof.get() : beside);
        for (List<Record<? extends Data>> each : proofs) {
            proof.set(each);
            assertAbsent(Validation.UNPROVED, 5223, HOST);
        }
        proof.set(forged(genuine, zones.signer("example.org"), 0));
        assertAbsent(Validation.VALIDATED, 5223, HOST);
    }

    /** Records that leave out the name, signed by somebody at some time. */
    private static List<Record<? extends Data>> forged(
            List<Record<? extends Data>> genuine, ZoneSigner signer, int days) {
        List<Record<? extends Data>> forged = new ArrayList<>();
        for (Record<? extends Data> record : genuine) {
            if (record.type != Record.TYPE.RRSIG) {
                Record<? extends Data> wide = wide(record);
                forged.add(wide);
                forged.add(signer.sign(
                        List.of(wide),
                        wide.name.getLabelCount(),
                        SignedZones.NOW.plus(Duration.ofDays(days - 1)),
                        SignedZones.NOW.plus(Duration.ofDays(days + 1))));
            }
        }
        return forged;
    }

    private static Record<? extends Data> wide(Record<? extends Data> record) {
        if (record.payloadData instanceof NSEC3 hashed) {
            byte[] salt = {1, 2, 3};
            byte[] last = new byte[20];
            Arrays.fill(last, (byte) 0xFF);
            NSEC3 none = new NSEC3((byte) 1, (byte) 0, hashed.iterations, salt, last, Record.TYPE.SOA);
            return DnsPeer.record(record.name.toString(), Record.TYPE.NSEC3, none);
        }
        return DnsPeer.record(record.name.toString(), Record.TYPE.NSEC, new NSEC("zzz.example.org", Record.TYPE.SOA));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsBelowAZoneThatNobodySignsIsProvedToBeUnsigned(Absences absences) throws IOException {
        signed(absences);
        zones.unsigned("plain.org");
        zones.add(SignedZones.tlsa("_5223._tcp.a.plain.org", new byte[32]));
        assertThat(keys(5223, "a.plain.org").validation()).isEqualTo(Validation.UNSIGNED);
        assertAbsent(Validation.UNSIGNED, 5222, "a.plain.org");
        assertAbsent(Validation.UNSIGNED, 5222, "plain.org");
    }

    /** RFC 6840 section 4.1: a zone does not say what is in a zone below. */
    @ParameterizedTest
    @MethodSource("kinds")
    void whatAParentSaysOfTheZoneBelowDoesNotDenyWhatIsInIt(Absences absences) throws IOException {
        signed(absences);
        zones.add(SignedZones.tlsa("_5223._tcp.example.org", new byte[32]));
        String name = "_5223._tcp.example.org";
        List<Record<? extends Data>> parents = zones.saidBy("org", name);
        zones.tamper((owner, type, answer) -> owner.equals(name) ? List.of() : answer);
        zones.tamperBeside((owner, type, beside) -> owner.equals(name) ? parents : beside);
        assertAbsent(Validation.UNPROVED, 5223, "example.org");
    }

    /** Nobody makes a signed zone an unsigned one by leaving out its DS. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aDelegationThatWasTakenAwayLeavesNothingUnsigned(Absences absences) throws IOException {
        signed(absences);
        zones.unsigned("plain.org");
        List<Record<? extends Data>> other = zones.beside("plain.org", Record.TYPE.DS);
        zones.tamper((owner, type, answer) -> owner.endsWith("example.org")
                ? type == Record.TYPE.DS ? List.of() : only(answer, record -> record.type != Record.TYPE.RRSIG)
                : answer);
        zones.tamperBeside((owner, type, beside) -> owner.equals("example.org") ? other : beside);
        assertThat(keys(5223, HOST).validation()).isEqualTo(Validation.UNPROVED);
    }

    /** RFC 4035 section 5.2: keys of a kind that nobody here can verify are as good as none. */
    @Test
    void aZoneWithKeysOfAnotherKindIsUnsigned() throws IOException {
        zones.zone("", P_256);
        zones.zone("org", P_256);
        zones.zone("example.org", 5);
        zones.add(SignedZones.tlsa("_5223._tcp." + HOST, new byte[32]));
        assertThat(keys(5223, HOST).validation()).isEqualTo(Validation.UNSIGNED);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aWildcardStandsForWhatHasNothingCloser(Absences absences) throws IOException {
        signed(absences);
        zones.add(SignedZones.tlsa("*._tcp.b.example.org", new byte[32]));
        Answer<KeyRecord> answer = keys(5223, "b.example.org");
        assertThat(answer.status()).isEqualTo(Answer.Status.FOUND);
        assertThat(answer.validation()).isEqualTo(Validation.VALIDATED);
        zones.tamperBeside((owner, type, beside) -> List.of());
        assertThat(keys(5223, "b.example.org").validation()).isEqualTo(Validation.UNPROVED);
    }

    /** That there is nothing of this name does not say that a wildcard does not stand for it. */
    @ParameterizedTest
    @MethodSource("kinds")
    void whatAWildcardAnswersIsNotProvedToBeMissing(Absences absences) throws IOException {
        signed(absences);
        zones.add(SignedZones.tlsa("*._tcp.b.example.org", new byte[32]));
        zones.tamper((owner, type, answer) -> owner.endsWith("._tcp.b.example.org") ? List.of() : answer);
        assertAbsent(Validation.UNPROVED, 5223, "b.example.org");
    }

    /** The set of a wildcard is genuine, and does not stand for a name that has one of its own. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aWildcardDoesNotTakeThePlaceOfWhatIsThere(Absences absences) throws IOException {
        signed(absences);
        zones.add(SignedZones.tlsa("*._tcp." + HOST, new byte[33]));
        List<Record<? extends Data>> ofWildcard = zones.records("_1._tcp." + HOST, Record.TYPE.TLSA).stream()
                .map(record -> DnsPeer.record("_5223._tcp." + HOST, record.type, record.payloadData))
                .collect(Collectors.toList());
        List<Record<? extends Data>> proof = zones.beside("_1._tcp." + HOST, Record.TYPE.TLSA);
        zones.tamper((owner, type, answer) -> owner.equals("_5223._tcp." + HOST) ? ofWildcard : answer);
        zones.tamperBeside((owner, type, beside) -> owner.equals("_5223._tcp." + HOST) ? proof : beside);
        Answer<KeyRecord> answer = keys(5223, HOST);
        assertThat(answer.records()).containsExactly(new KeyRecord(3, 1, 1, new byte[33]));
        assertThat(answer.validation()).isEqualTo(Validation.UNPROVED);
    }

    /** The name is not there, but one is that is closer to it than the wildcard. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aWildcardStandsForNothingBelowWhatIsThere(Absences absences) throws IOException {
        signed(absences);
        zones.add(SignedZones.tlsa("*.example.org", new byte[33]));
        String name = "_9._tcp." + HOST;
        List<Record<? extends Data>> ofWildcard = zones.records("other.example.org", Record.TYPE.TLSA).stream()
                .map(record -> DnsPeer.record(name, record.type, record.payloadData))
                .collect(Collectors.toList());
        zones.tamper((owner, type, answer) -> owner.equals(name) ? ofWildcard : answer);
        Answer<KeyRecord> answer = keys(9, HOST);
        assertThat(answer.status()).isEqualTo(Answer.Status.FOUND);
        assertThat(answer.validation()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    void anAliasThatLeadsToNothingIsProvedWithIt() throws IOException {
        signed(Absences.PLAIN);
        zones.add(cname("_5222._tcp." + HOST, "_9._tcp." + HOST));
        zones.tamperBeside((owner, type, beside) ->
                owner.startsWith("_5222.") ? zones.beside("_9._tcp." + HOST, Record.TYPE.TLSA) : beside);
        assertAbsent(Validation.VALIDATED, 5222, HOST);
    }

    /** RFC 5155 section 6: where zones may be passed over, one that is not named may be there and is not signed. */
    @Test
    void whereZonesArePassedOverNothingIsProvedOfThem() throws IOException {
        zones.zone("", P_256);
        zones.zone("org", P_256).absences(Absences.hashed(0, 1));
        zones.zone("example.org", P_256);
        zones.unsigned("plain.org");
        zones.add(SignedZones.tlsa("_5223._tcp.a.plain.org", new byte[32]));
        zones.add(SignedZones.tlsa("_5223._tcp." + HOST, new byte[32]));
        assertThat(keys(5223, "a.plain.org").validation()).isEqualTo(Validation.UNSIGNED);
        assertAbsent(Validation.UNSIGNED, 5223, "nobody.org");
        assertThat(keys(5223, HOST).validation()).isEqualTo(Validation.VALIDATED);
    }

    /** RFC 9276 section 3.2: who lets others hash for long proves nothing, and is not taken for unsigned. */
    @Test
    void whoHashesTooOftenProvesNothing() throws IOException {
        signed(Absences.hashed(HashedDenial.MAX_ITERATIONS + 1, 0));
        assertAbsent(Validation.UNPROVED, 5222, HOST);
        zones.unsigned("plain.org");
        assertAbsent(Validation.UNPROVED, 5222, "plain.org");
    }

    @Test
    void flagsThatNobodyKnowsMakeNoProof() throws IOException {
        signed(Absences.hashed(0, 2));
        assertAbsent(Validation.UNPROVED, 5222, HOST);
    }

    /** RFC 5155 appendix A: example has the hash 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom, and lacks TLSA. */
    @Test
    void namesHaveTheHashesOfTheSpecification() throws IOException {
        byte[] salt = {(byte) 0xAA, (byte) 0xBB, (byte) 0xCC, (byte) 0xDD};
        NSEC3 apex = new NSEC3((byte) 1, (byte) 1, 12, salt, new byte[20], Record.TYPE.NS, Record.TYPE.SOA);
        byte[] bytes = DnsPeer.record("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example", Record.TYPE.NSEC3, apex)
                .toByteArray();
        DomainName example = DomainName.parse("example").orElseThrow();
        HashedDenial denial = new HashedDenial(example);
        denial.add(ResourceRecord.read(new WireReader(bytes), bytes));
        assertThat(denial.of(example, RecordType.TLSA)).isEqualTo(Denied.ABSENT);
        assertThat(denial.of(example, RecordType.NS)).isEqualTo(Denied.NOT_PROVED);
    }

    /** RFC 4034 section 6.1. */
    @Test
    void namesHaveTheOrderOfTheSpecification() {
        List<DomainName> ordered = Stream.of(
                        "example", "a.example", "yljkjljk.a.example", "Z.a.example", "zABC.a.EXAMPLE", "z.example")
                .map(name -> DomainName.parse(name).orElseThrow())
                .collect(Collectors.toList());
        List<DomainName> sorted = new ArrayList<>(ordered);
        Collections.reverse(sorted);
        Collections.sort(sorted);
        assertThat(sorted).isEqualTo(ordered);
    }
}
