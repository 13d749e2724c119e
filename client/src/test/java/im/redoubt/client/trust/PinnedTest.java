package im.redoubt.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pins beside authorities, and in their place. */
@Tag("T-31")
class PinnedTest {
    private static final String DOMAIN = "example.org";
    private static final Issued ROOT = Draft.authority("root").selfSigned();
    private static final Issued INTERMEDIATE =
            Draft.authority("intermediate").pathLength(0).signedBy(ROOT);
    private static final Issued SERVER = Draft.server(DOMAIN).signedBy(INTERMEDIATE);
    private static final Issued OTHER_ROOT = Draft.authority("other").selfSigned();
    private static final KeyPair BACKUP = Draft.ec("secp256r1");
    private static final PkixTrust BOTH = Trust.pkix(List.of(ROOT.certificate(), OTHER_ROOT.certificate()));

    /** jabber.ru, 2023: a certificate for the right name, from an authority that everybody trusts, for somebody else's key. */
    @Test
    @Tag("T-30")
    void anotherAuthoritysCertificateForTheDomainIsRefused() {
        Issued other = Draft.server(DOMAIN).signedBy(OTHER_ROOT);
        assertThat(Looks.at(BOTH, DOMAIN, other).asTrusted())
                .as("without pins it is taken")
                .isPresent();
        Verdict.Refused refused = Looks.at(BOTH.pinned(pins(Pin.ofKey(SERVER.certificate()))), DOMAIN, other)
                .asRefused()
                .orElseThrow();
        assertThat(refused.reasons()).containsExactly(Reason.PIN_MISMATCH);
        assertThat(refused.summary())
                .as("expected, seen, and what to set if it were right")
                .contains("expected is one of [" + Pin.ofKey(SERVER.certificate()))
                .contains("the server's key is " + Pin.ofKey(other.certificate()))
                .contains("the pin to set is " + Pin.ofKey(other.certificate()));
        assertThat(refused.pinIfRight()).contains(Pin.ofKey(other.certificate()));
    }

    @Test
    void thePinIsThatOfTheServerOrOfAnAuthorityOnThePath() {
        for (Issued pinned : List.of(SERVER, INTERMEDIATE, ROOT)) {
            for (Pin pin : List.of(Pin.ofKey(pinned.certificate()), Pin.ofCertificate(pinned.certificate()))) {
                Verdict verdict = Looks.at(BOTH.pinned(pins(pin)), DOMAIN, SERVER, INTERMEDIATE);
                assertThat(verdict.asTrusted()).as(verdict.explanation()).isPresent();
                assertThat(verdict.explanation()).contains(pin.toString());
            }
        }
    }

    /** Whoever has a certificate of his own sends the pinned one along, which anybody can have. */
    @Test
    void aPinnedCertificateThatSignedNothingHasNoSay() {
        Issued other = Draft.server(DOMAIN).signedBy(OTHER_ROOT);
        for (Issued pinned : List.of(INTERMEDIATE, ROOT, SERVER)) {
            Pins pins = pins(Pin.ofKey(pinned.certificate()));
            assertThat(Looks.at(BOTH.pinned(pins), DOMAIN, other, pinned)
                            .asRefused()
                            .orElseThrow()
                            .reasons())
                    .contains(Reason.PIN_MISMATCH);
            assertThat(Looks.at(Trust.pinsOnly(pins), DOMAIN, other, pinned)
                            .asRefused()
                            .orElseThrow()
                            .reasons())
                    .contains(Reason.PIN_MISMATCH);
        }
    }

    /** Nor one that only has the name of the issuer. */
    @Test
    void aPinnedCertificateWithTheNameOfTheIssuerHasNoSay() {
        Issued namesake = Draft.authority("other").selfSigned();
        Issued other = Draft.server(DOMAIN).signedBy(OTHER_ROOT);
        Pins pins = pins(Pin.ofKey(namesake.certificate()));
        assertThat(Looks.at(BOTH.pinned(pins), DOMAIN, other, namesake).asTrusted())
                .isEmpty();
        assertThat(Looks.at(Trust.pinsOnly(pins), DOMAIN, other, namesake).asTrusted())
                .isEmpty();
    }

    /** Rotation: the second pin is that of the next key. */
    @Test
    void theNextKeyIsTakenByTheSecondPin() {
        Pins pins = pins(Pin.ofKey(SERVER.certificate()));
        Issued next = Draft.server(DOMAIN).key(BACKUP).signedBy(OTHER_ROOT);
        assertThat(Looks.at(BOTH.pinned(pins), DOMAIN, next).asTrusted()).isPresent();
        Issued alone = Draft.server(DOMAIN).key(BACKUP).selfSigned();
        assertThat(Looks.at(Trust.pinsOnly(pins), DOMAIN, alone).asTrusted()).isPresent();
        assertThat(Looks.at(BOTH.pinned(pins), DOMAIN, alone)
                        .asRefused()
                        .orElseThrow()
                        .reasons())
                .as("a pin does not stand for an authority where both are asked for")
                .containsExactly(Reason.UNTRUSTED);
    }

    @Test
    void pinsWithoutAuthoritiesTakeTheServerOrWhoSignedIt() {
        Issued alone = Draft.server(DOMAIN).selfSigned();
        for (Pin pin : List.of(Pin.ofKey(alone.certificate()), Pin.ofCertificate(alone.certificate()))) {
            assertThat(Looks.at(Trust.pinsOnly(pins(pin)), DOMAIN, alone).asTrusted())
                    .isPresent();
        }
        Trust byIssuer = Trust.pinsOnly(pins(Pin.ofKey(INTERMEDIATE.certificate())));
        assertThat(Looks.at(byIssuer, DOMAIN, SERVER, INTERMEDIATE).asTrusted()).isPresent();
        assertThat(Looks.at(byIssuer, DOMAIN, SERVER).asTrusted())
                .as("it was not sent")
                .isEmpty();
        assertThat(Looks.at(byIssuer, DOMAIN, alone, INTERMEDIATE).asTrusted()).isEmpty();
        assertThat(Looks.at(Trust.pinsOnly(pins(Pin.ofKey(SERVER.certificate()))), DOMAIN, alone)
                        .asRefused()
                        .orElseThrow()
                        .reasons())
                .containsExactly(Reason.PIN_MISMATCH);
    }

    /** The key of the owner's other server is not this server. */
    @Test
    @Tag("T-27")
    void aPinDoesNotStandForNameDatesOrStrength() {
        Issued elsewhere = Draft.server("other.example").selfSigned();
        Issued expired = Draft.server(DOMAIN).days(-9, -2).selfSigned();
        Issued small = Draft.server(DOMAIN).key(Draft.rsa(1024)).selfSigned();
        Issued issuer = Draft.authority("old").days(-9, -2).selfSigned();
        Issued below = Draft.server(DOMAIN).signedBy(issuer);
        Issued limited = Draft.authority("limited").only("example.net").selfSigned();
        Issued beyond = Draft.server().xmpp(DOMAIN).signedBy(limited);
        assertThat(reasons(elsewhere, elsewhere)).containsExactly(Reason.WRONG_NAME);
        assertThat(reasons(expired, expired)).containsExactly(Reason.EXPIRED);
        assertThat(reasons(small, small)).containsExactly(Reason.WEAK_KEY);
        assertThat(reasons(issuer, below, issuer))
                .as("an issuer has to be valid")
                .containsExactly(Reason.PIN_MISMATCH);
        assertThat(reasons(limited, beyond, limited)).containsExactly(Reason.WRONG_NAME);
    }

    private static Set<Reason> reasons(Issued pinned, Issued... chain) {
        return Looks.at(Trust.pinsOnly(pins(Pin.ofKey(pinned.certificate()))), DOMAIN, chain)
                .asRefused()
                .orElseThrow()
                .reasons();
    }

    @Test
    void whenPinsHaveEndedAuthoritiesDecideOrNobody() {
        Instant end = Draft.NOW.plus(Duration.ofMinutes(10));
        Pins pins = Pins.builder()
                .pin(Pin.ofKey(ROOT.certificate()))
                .pin(Pin.ofKey(INTERMEDIATE.certificate()))
                .until(end)
                .build();
        Issued other = Draft.server(DOMAIN).signedBy(OTHER_ROOT);
        assertThat(Looks.at(BOTH.pinned(pins), DOMAIN, end.minusSeconds(1), other)
                        .asTrusted())
                .isEmpty();
        assertThat(Looks.at(BOTH.pinned(pins), DOMAIN, end, other).explanation())
                .contains("pins have ended");
        assertThat(Looks.at(BOTH.pinned(pins), DOMAIN, end, other).asTrusted()).isPresent();
        Trust only = Trust.pinsOnly(pins);
        assertThat(Looks.at(only, DOMAIN, end.minusSeconds(1), SERVER, INTERMEDIATE)
                        .asTrusted())
                .isPresent();
        Verdict.Refused ended =
                Looks.at(only, DOMAIN, end, SERVER, INTERMEDIATE).asRefused().orElseThrow();
        assertThat(ended.reasons()).containsExactly(Reason.PINS_ENDED);
        assertThat(ended.summary()).contains("needs new ones");
    }

    /** A device that begins in 1970 finds its server by the pin alone, and nobody else. */
    @Test
    @Tag("IOT-01")
    @Tag("I-148")
    void withoutAClockThePinAloneDecides() {
        Pins pins = pins(Pin.ofKey(INTERMEDIATE.certificate()));
        Trust trust = Trust.pinsOnlyWithoutClock(pins);
        for (Instant now : List.of(Instant.EPOCH, Draft.NOW, Draft.NOW.plus(Duration.ofDays(36_500)))) {
            assertThat(Looks.at(trust, DOMAIN, now, SERVER, INTERMEDIATE).asTrusted())
                    .isPresent();
            assertThat(Looks.at(trust, "example.net", now, SERVER, INTERMEDIATE).asTrusted())
                    .as("another name")
                    .isEmpty();
            Issued other = Draft.server(DOMAIN).signedBy(OTHER_ROOT);
            assertThat(Looks.at(trust, DOMAIN, now, other, INTERMEDIATE).asTrusted())
                    .as("another key")
                    .isEmpty();
        }
        assertThat(Looks.at(Trust.pinsOnly(pins), DOMAIN, Instant.EPOCH, SERVER, INTERMEDIATE)
                        .asTrusted())
                .isEmpty();
        Pins ending = Pins.builder()
                .pin(Pin.ofKey(SERVER.certificate()))
                .pin(Pin.ofKey(INTERMEDIATE.certificate()))
                .until(Draft.NOW)
                .build();
        assertThatThrownBy(() -> Trust.pinsOnlyWithoutClock(ending)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Nothing that an application can call makes a trust without authorities, pins or records, and it can write none. */
    @Test
    void thereIsNoTrustThatAcceptsEverybody() {
        assertThat(Trust.class.isSealed()).isTrue();
        assertThat(Stream.of(Trust.class.getPermittedSubclasses()))
                .allMatch(type -> Modifier.isFinal(type.getModifiers()))
                .flatMap(type -> List.of(type.getDeclaredConstructors()))
                .noneMatch(constructor -> Modifier.isPublic(constructor.getModifiers()));
        List<String> ways = Stream.concat(
                        Arrays.stream(Trust.class.getMethods()), Arrays.stream(PkixTrust.class.getMethods()))
                .filter(method -> Trust.class.isAssignableFrom(method.getReturnType()))
                .map(PinnedTest::signature)
                .distinct()
                .sorted()
                .toList();
        assertThat(ways)
                .containsExactly(
                        "asking(Resolver)",
                        "dane()",
                        "daneOnly()",
                        "pinned(Pins)",
                        "pinsOnly(Pins)",
                        "pinsOnlyWithoutClock(Pins)",
                        "pkix()",
                        "pkix(Collection)");
    }

    private static String signature(Executable method) {
        return method.getName()
                + '('
                + String.join(
                        ", ",
                        Stream.of(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList())
                + ')';
    }

    private static Pins pins(Pin pin) {
        Issued backup = Draft.server(DOMAIN).key(BACKUP).selfSigned();
        return Pins.builder().pin(pin).pin(Pin.ofKey(backup.certificate())).build();
    }
}
