package im.redoubt.client.trust;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What DNS says of certificates, where DNSSEC validates. */
class DaneTest {
    private static final String DOMAIN = "example.org";
    private static final int PKIX_TA = 0;
    private static final int PKIX_EE = 1;
    private static final int DANE_TA = 2;
    private static final int DANE_EE = 3;

    private static final Issued ROOT = Draft.authority("root").selfSigned();
    private static final Issued INTERMEDIATE =
            Draft.authority("intermediate").pathLength(0).signedBy(ROOT);
    private static final Issued SERVER = Draft.server(DOMAIN).signedBy(INTERMEDIATE);
    private static final Issued STRANGER = Draft.authority("stranger").selfSigned();
    private static final Issued STRANGE = Draft.server(DOMAIN).signedBy(STRANGER);
    private static final Issued ALONE =
            Draft.server("some.example").days(-9, -2).selfSigned();
    private static final PkixTrust PKIX = Trust.pkix(List.of(ROOT.certificate()));

    static Stream<Arguments> selectorsAndMatchings() {
        List<Arguments> all = new ArrayList<>();
        for (int selector = 0; selector <= 1; selector++) {
            for (int matching = 0; matching <= 2; matching++) {
                all.add(Arguments.of(selector, matching));
            }
        }
        return all.stream();
    }

    /** RFC 6698 section 2.1, each usage with each selector and matching: what fits is taken. */
    @ParameterizedTest
    @MethodSource("selectorsAndMatchings")
    void takesWhatFits(int selector, int matching) {
        assertThat(taken(record(PKIX_TA, selector, matching, INTERMEDIATE), SERVER, INTERMEDIATE))
                .isTrue();
        assertThat(taken(record(PKIX_TA, selector, matching, ROOT), SERVER, INTERMEDIATE))
                .isTrue();
        assertThat(taken(record(PKIX_EE, selector, matching, SERVER), SERVER, INTERMEDIATE))
                .isTrue();
        assertThat(taken(record(DANE_TA, selector, matching, STRANGER), STRANGE, STRANGER))
                .isTrue();
        assertThat(taken(record(DANE_EE, selector, matching, STRANGE), STRANGE)).isTrue();
        assertThat(taken(record(DANE_EE, selector, matching, ALONE), ALONE))
                .as("names and dates are not looked at: RFC 7671 section 5.1")
                .isTrue();
    }

    /** What PKIX takes and DNS does not name is the case of jabber.ru. */
    @Tag("T-30")
    @ParameterizedTest
    @MethodSource("selectorsAndMatchings")
    void refusesWhatDoesNot(int selector, int matching) {
        for (int usage = PKIX_TA; usage <= DANE_EE; usage++) {
            TlsaRecord other = record(usage, selector, matching, ALONE);
            assertThat(reasons(other, SERVER, INTERMEDIATE))
                    .as("usage %s", usage)
                    .containsExactly(Reason.DANE_MISMATCH);
        }
        assertThat(reasons(record(PKIX_TA, selector, matching, SERVER), SERVER, INTERMEDIATE))
                .as("a server is no authority")
                .containsExactly(Reason.DANE_MISMATCH);
        assertThat(reasons(record(DANE_EE, selector, matching, INTERMEDIATE), SERVER, INTERMEDIATE))
                .as("an authority is no server")
                .containsExactly(Reason.DANE_MISMATCH);
        assertThat(reasons(record(PKIX_TA, selector, matching, STRANGER), STRANGE, STRANGER))
                .as("PKIX has to take it, too")
                .contains(Reason.UNTRUSTED);
        assertThat(reasons(record(PKIX_EE, selector, matching, STRANGE), STRANGE))
                .containsExactly(Reason.UNTRUSTED);
        assertThat(reasons(record(DANE_TA, selector, matching, STRANGER), ALONE, STRANGER))
                .as("the authority was sent and signed nothing")
                .containsExactly(Reason.DANE_MISMATCH);
        assertThat(reasons(record(DANE_TA, selector, matching, STRANGER), STRANGE))
                .as("the authority was not sent")
                .containsExactly(Reason.DANE_MISMATCH);
    }

    /** RFC 7671 section 5.2: below an authority that DNS names, everything else is as with PKIX. */
    @Test
    @Tag("T-26")
    void anAuthorityOfDnsDoesNotStandForNameDatesOrPurpose() {
        TlsaRecord anchor = record(DANE_TA, 1, 1, STRANGER);
        Issued elsewhere = Draft.server("host.example").signedBy(STRANGER);
        Issued expired = Draft.server(DOMAIN).days(-9, -2).signedBy(STRANGER);
        Issued sha1 = Draft.server(DOMAIN).hash("SHA1").signedBy(STRANGER);
        assertThat(reasons(anchor, elsewhere, STRANGER))
                .as("the target of the SRV record has no say")
                .containsExactly(Reason.WRONG_NAME);
        assertThat(reasons(anchor, expired, STRANGER)).contains(Reason.DANE_MISMATCH);
        assertThat(reasons(anchor, sha1, STRANGER)).contains(Reason.WEAK_SIGNATURE);
        Issued small = Draft.server(DOMAIN).key(Draft.rsa(1024)).selfSigned();
        assertThat(reasons(record(DANE_EE, 1, 1, small), small)).containsExactly(Reason.WEAK_KEY);
    }

    @Test
    void oneRecordThatFitsIsEnough() {
        TlsaAnswer answer = new TlsaAnswer.Secure(
                List.of(record(DANE_EE, 1, 1, ALONE), record(PKIX_EE, 0, 2, STRANGE), record(DANE_TA, 1, 1, STRANGER)));
        Trust trust = PKIX.dane(target -> answer);
        assertThat(Looks.at(trust, DOMAIN, STRANGE, STRANGER).asTrusted()).isPresent();
        assertThat(Looks.at(trust, DOMAIN, ALONE).asTrusted()).isPresent();
        Verdict.Refused refused =
                Looks.at(trust, DOMAIN, SERVER, INTERMEDIATE).asRefused().orElseThrow();
        assertThat(refused.reasons()).containsExactly(Reason.DANE_MISMATCH);
        assertThat(refused.summary())
                .contains("3 1 1 " + Pin.ofKey(SERVER.certificate()).hex());
    }

    /** Where DNS provably says nothing authorities decide; what is not proved is somebody's work. */
    @Test
    @Tag("T-30")
    void theAnswerDecidesWhoDecides() {
        for (TlsaAnswer answer : SAYING_NOTHING) {
            Trust trust = PKIX.dane(target -> answer);
            assertThat(Looks.at(trust, DOMAIN, SERVER, INTERMEDIATE).asTrusted())
                    .isPresent();
            assertThat(Looks.at(trust, DOMAIN, STRANGE, STRANGER).asTrusted()).isEmpty();
            assertThat(Looks.at(trust, DOMAIN, ALONE).asTrusted()).isEmpty();
        }
        Trust unproved = PKIX.dane(target -> new TlsaAnswer.Unproved());
        Verdict.Refused refused =
                Looks.at(unproved, DOMAIN, SERVER, INTERMEDIATE).asRefused().orElseThrow();
        assertThat(refused.reasons()).containsExactly(Reason.DANE_BOGUS);
        assertThat(refused.summary()).contains("DNSSEC").contains("passes signatures on");
        assertThat(refused.pinIfRight()).isEmpty();
        Trust elsewhere = PKIX.dane(target -> new TlsaAnswer.Elsewhere());
        refused = Looks.at(elsewhere, DOMAIN, SERVER, INTERMEDIATE).asRefused().orElseThrow();
        assertThat(refused.reasons()).containsExactly(Reason.DANE_ELSEWHERE);
        assertThat(refused.summary()).contains("SRV");
        assertThat(refused.pinIfRight()).isEmpty();
    }

    private static final List<TlsaAnswer> SAYING_NOTHING =
            List.of(new TlsaAnswer.Absent(), new TlsaAnswer.Unsigned(), new TlsaAnswer.Secure(List.of()));

    /** Whoever trusts DNS and nothing else is told what is missing. */
    @Test
    @Tag("T-30")
    void withoutAuthoritiesNobodyIsTrustedOfWhomDnsSaysNothing() {
        for (TlsaAnswer answer : SAYING_NOTHING) {
            Trust trust = new DaneTrust(PKIX, DaneTrust.Otherwise.NOBODY, Optional.of(target -> answer));
            Verdict.Refused refused =
                    Looks.at(trust, DOMAIN, SERVER, INTERMEDIATE).asRefused().orElseThrow();
            assertThat(refused.reasons()).containsExactly(Reason.DANE_ABSENT);
            assertThat(refused.summary()).contains("Only DNS is trusted (DANE)").contains("Whoever runs the domain");
        }
        TlsaAnswer named = new TlsaAnswer.Secure(List.of(record(DANE_EE, 1, 1, ALONE)));
        Trust trust = new DaneTrust(PKIX, DaneTrust.Otherwise.NOBODY, Optional.of(target -> named));
        assertThat(Looks.at(trust, DOMAIN, ALONE).asTrusted()).isPresent();
        assertThat(Trust.daneOnly()).hasToString("Trust[DANE, otherwise nobody]");
    }

    /** RFC 7673 section 3: records are those of the host and port that the connection leads to. */
    @Test
    void recordsAreThoseOfTheHost() {
        List<Destination> asked = new ArrayList<>();
        Trust trust = PKIX.dane(target -> {
            asked.add(target);
            return new TlsaAnswer.Absent();
        });
        Looks.at(trust, DOMAIN, SERVER, INTERMEDIATE);
        assertThat(asked).containsOnly(new Destination(BareJid.of(DOMAIN), "host.example", 5223));
    }

    /** RFC 7671 section 4.1: what is not known or has the wrong length cannot be used. */
    @Test
    void recordsThatCannotBeUsedAreNone() {
        byte[] sha256 = new byte[32];
        assertThat(TlsaRecord.of(3, 1, 1, sha256)).isPresent();
        assertThat(TlsaRecord.of(4, 1, 1, sha256)).isEmpty();
        assertThat(TlsaRecord.of(-1, 1, 1, sha256)).isEmpty();
        assertThat(TlsaRecord.of(255, 1, 1, sha256)).isEmpty();
        assertThat(TlsaRecord.of(3, 2, 1, sha256)).isEmpty();
        assertThat(TlsaRecord.of(3, 1, 3, sha256)).isEmpty();
        assertThat(TlsaRecord.of(3, 1, 2, sha256)).isEmpty();
        assertThat(TlsaRecord.of(3, 1, 1, new byte[31])).isEmpty();
        assertThat(TlsaRecord.of(3, 1, 0, new byte[0])).isEmpty();
    }

    private static boolean taken(TlsaRecord record, Issued... chain) {
        return Looks.at(PKIX.dane(target -> new TlsaAnswer.Secure(List.of(record))), DOMAIN, chain)
                .asTrusted()
                .isPresent();
    }

    private static Set<Reason> reasons(TlsaRecord record, Issued... chain) {
        return Looks.at(PKIX.dane(target -> new TlsaAnswer.Secure(List.of(record))), DOMAIN, chain)
                .asRefused()
                .orElseThrow()
                .reasons();
    }

    private static TlsaRecord record(int usage, int selector, int matching, Issued of) {
        try {
            byte[] part = selector == 0
                    ? of.certificate().getEncoded()
                    : of.key().getPublic().getEncoded();
            byte[] data = matching == 0
                    ? part
                    : MessageDigest.getInstance(matching == 1 ? "SHA-256" : "SHA-512")
                            .digest(part);
            return TlsaRecord.of(usage, selector, matching, data).orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
