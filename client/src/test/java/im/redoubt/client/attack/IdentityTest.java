package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.SignInException;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Pin;
import im.redoubt.client.trust.Pins;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.HostileServer;
import im.redoubt.testkit.hostile.Identity;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody who is not the server, in the middle of real TLS: he gets a handshake, and not a byte in it. */
@Tag("LIB-05")
class IdentityTest {
    private static final Issued OTHER_AUTHORITY = Draft.authority("other").selfSigned();
    private static final String DOMAIN = "example.org";

    private static Map<String, Identity> wrong() {
        Map<String, Identity> all = new LinkedHashMap<>();
        all.put("another name", issued(Draft.server("evil.example")));
        all.put("the name of the host", issued(Draft.server("localhost").address("127.0.0.1")));
        all.put("the name in the subject alone", issued(Draft.server().named(DOMAIN)));
        all.put("a name below", issued(Draft.server("xmpp.example.org")));
        all.put("a name above", issued(Draft.server("org")));
        all.put("a wildcard of names below", issued(Draft.server("*.example.org")));
        all.put("a wildcard of everything", issued(Draft.server("*")));
        all.put("a wildcard above", issued(Draft.server("*.org")));
        all.put("a longer name", issued(Draft.server("example.org.evil.example")));
        all.put("a service of another kind", issued(Draft.server().srv("_xmpp-server.example.org")));
        all.put("an account", issued(Draft.server().xmpp("somebody@example.org")));
        all.put("a certificate of yesterday", issued(Draft.server(DOMAIN).days(-2, -1)));
        all.put("a certificate of tomorrow", issued(Draft.server(DOMAIN).days(1, 2)));
        all.put("a client's certificate", issued(Draft.server(DOMAIN).purpose(KeyPurposeId.id_kp_clientAuth)));
        all.put("a certificate signed with SHA-1", issued(Draft.server(DOMAIN).hash("SHA1")));
        all.put("a short key", issued(Draft.server(DOMAIN).key(Draft.rsa(1024))));
        all.put(
                "a certificate that signs itself",
                Range.identity(Draft.server(DOMAIN).selfSigned()));
        all.put(
                "an authority that nobody trusts",
                Range.identity(Draft.server(DOMAIN).signedBy(OTHER_AUTHORITY), OTHER_AUTHORITY));
        all.put(
                "a server that plays authority",
                Range.identity(Draft.server(DOMAIN).signedBy(Range.SERVER), Range.SERVER, Range.AUTHORITY));
        return all;
    }

    private static Identity issued(Draft draft) {
        return Range.identity(draft.signedBy(Range.AUTHORITY), Range.AUTHORITY);
    }

    static Stream<Arguments> impostors() {
        return wrong().entrySet().stream()
                .flatMap(one -> Stream.of(Opening.values())
                        .flatMap(opening -> Stream.of("TLSv1.2", "TLSv1.3")
                                .map(version -> Arguments.of(
                                        one.getKey(),
                                        opening,
                                        version,
                                        one.getValue().with(version)))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("impostors")
    @Tag("T-26")
    @Tag("T-38")
    void anImpostorGetsNothing(String what, Opening opening, String version, Identity identity)
            throws InterruptedException {
        HonestService service =
                HonestService.of(Range.ACCOUNT, Range.PASSWORD, identity).like(Range.MODERN.opening(opening));
        try (Range range = Range.of(service, opening)) {
            SignInException refusal = catchThrowableOfType(
                    SignInException.class, () -> range.client().build().open());
            assertThat(refusal).as(what).isNotNull();
            assertThat(refusal.failure()).isInstanceOf(DialFailure.Untrusted.class);
            List<Recording> recordings = range.server().awaitGone(1, Range.PATIENCE);
            assertThat(recordings).hasSize(1);
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, recordings);
        }
    }

    /** The certificate is for the domain and of an authority that everybody trusts, and yet it is not the server's. */
    @Test
    @Tag("LIB-06")
    @Tag("T-30")
    @Tag("T-31")
    void aCertificateThatIsNotPinnedIsRefusedBeforeAnythingIsSaid() throws InterruptedException {
        Issued pinned = Draft.server(DOMAIN).key(Draft.ec("secp256r1")).signedBy(Range.AUTHORITY);
        Issued backup = Draft.server(DOMAIN).key(Draft.ec("secp256r1")).signedBy(Range.AUTHORITY);
        Pins pins = Pins.builder()
                .pin(Pin.ofKey(pinned.certificate()))
                .pin(Pin.ofKey(backup.certificate()))
                .build();
        Trust trust = Trust.pkix(List.of(Range.AUTHORITY.certificate())).pinned(pins);
        try (Range range = Range.of(Range.service(Range.MODERN), Opening.DIRECT_TLS)) {
            SignInException refusal = catchThrowableOfType(
                    SignInException.class,
                    () -> range.client().trust(trust).build().open());
            assertThat(refusal).as("it is refused").isNotNull();
            assertThat(refusal.failure()).isInstanceOf(DialFailure.Untrusted.class);
            assertThat(refusal)
                    .hasMessageContaining(Pin.ofKey(Range.SERVER.certificate()).hex());
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, range.server().awaitGone(1, Range.PATIENCE));
        }
        for (Issued one : List.of(pinned, backup)) {
            HonestService service = HonestService.of(
                            Range.ACCOUNT, Range.PASSWORD, Range.identity(one, Range.AUTHORITY))
                    .like(Range.MODERN);
            try (Range range = Range.of(service, Opening.DIRECT_TLS)) {
                range.client().trust(trust).build().open().close();
                assertThat(service.begun()).isOne();
            }
        }
    }

    /**
     * Whoever got such a certificate (as at jabber.ru) stands between, passes everything on, and reads it. The proof is bound to
     * his connection, and the server does not take it.
     */
    @ParameterizedTest
    @MethodSource("manners")
    @Tag("LIB-07")
    @Tag("T-30")
    @Tag("A-46")
    void whoeverIsBetweenCannotPassTheProofOn(Manner manner) throws InterruptedException {
        SignInException refusal = between(manner, Leaks.Disclosure.PROOFS, said -> said);
        assertThat(((DialFailure.Failed) refusal.failure()).why()).isInstanceOf(ClientFailure.Refused.class);
    }

    /** Nor can he have it not bound: that is seen by the hash of the offer, on the first connection too. */
    @ParameterizedTest
    @MethodSource("manners")
    @Tag("LIB-07")
    @Tag("T-30")
    @Tag("A-48")
    void whoeverIsBetweenCannotTakeTheBindingOut(Manner manner) throws InterruptedException {
        SignInException refusal = between(
                manner,
                Leaks.Disclosure.NAME,
                said -> said.replaceAll("<mechanism>[^<]*-PLUS</mechanism>", "")
                        .replaceAll("<sasl-channel-binding.*</sasl-channel-binding>", ""));
        assertThat(((DialFailure.Failed) refusal.failure()).why()).isInstanceOf(ClientFailure.Unproven.class);
    }

    static Stream<Manner> manners() {
        return Stream.of(Range.CLASSIC, Range.EXTENSIBLE).map(manner -> manner.opening(Opening.DIRECT_TLS));
    }

    private static SignInException between(Manner manner, Leaks.Disclosure most, UnaryOperator<String> edit)
            throws InterruptedException {
        Identity rogue = issued(Draft.server(DOMAIN));
        HonestService service = Range.service(manner);
        try (HostileServer real = HostileServer.playing(service);
                Range range = Range.of(new MiddleMan(rogue, real.port(), edit), Opening.DIRECT_TLS)) {
            SignInException refusal = catchThrowableOfType(
                    SignInException.class, () -> range.client().build().open());
            assertThat(refusal).isNotNull();
            Leaks.assertNoMoreThan(most, range.server().awaitGone(1, Range.PATIENCE));
            assertThat(service.begun()).isZero();
            return refusal;
        }
    }
}
