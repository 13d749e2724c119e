package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's first message, right and wrong. */
class ScramServerTest {
    private static final String N = Scram.CLIENT_NONCE;
    private static final ScramError ENCODING = ScramError.INVALID_ENCODING;
    private static final ScramError NAME = ScramError.INVALID_USERNAME_ENCODING;
    private static final ScramError EXTENSION = ScramError.EXTENSIONS_NOT_SUPPORTED;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,,n=user,r=0123456789abcdefghijklmn",
                "n,,n=user,r=01234567",
                "n,,n=user,r=!#$%&'()*+-./:;<=>?@[]^_`{|}~",
                "n,,n=user,r=0123456789abcdefghijklmn,x=1",
                "n,,n=user,r=0123456789abcdefghijklmn,x=1,X=2,h=a=b=c",
                "n,,n=user,r=0123456789abcdefghijklmn,x=é水"
            })
    void takesWhatTheGrammarAllows(String message) {
        NeedsVerifier state = Scram.accepted(server().on(Scram.bytes(message)));
        assertThat(state.username()).isEqualTo("user");
        assertThat(state.hash()).isEqualTo(ScramHash.SHA_256);
    }

    static List<Arguments> malformed() {
        return List.of(
                Arguments.of("nothing", "", ENCODING),
                Arguments.of("a header cut off", "n", ENCODING),
                Arguments.of("a header cut off later", "n,", ENCODING),
                Arguments.of("a header only", "n,,", ENCODING),
                Arguments.of("no header", "n=user,r=" + N, ENCODING),
                Arguments.of("no flag", ",,n=user,r=" + N, ENCODING),
                Arguments.of("an unknown flag", "x,,n=user,r=" + N, ENCODING),
                Arguments.of("a flag in capitals", "N,,n=user,r=" + N, ENCODING),
                Arguments.of("a flag twice", "nn,,n=user,r=" + N, ENCODING),
                Arguments.of("a flag with space", " n,,n=user,r=" + N, ENCODING),
                Arguments.of("a flag with value", "y=tls-exporter,,n=user,r=" + N, ENCODING),
                Arguments.of("the flag p without type", "p,,n=user,r=" + N, ENCODING),
                Arguments.of("the flag p with an empty type", "p=,,n=user,r=" + N, ENCODING),
                Arguments.of("a type with a space", "p=tls exporter,,n=user,r=" + N, ENCODING),
                Arguments.of("a type with a low line", "p=tls_exporter,,n=user,r=" + N, ENCODING),
                Arguments.of("a type with an equals sign", "p==tls,,n=user,r=" + N, ENCODING),
                Arguments.of("a type of 65 characters", "p=" + "t".repeat(65) + ",,n=user,r=" + N, ENCODING),
                Arguments.of("the flag F of GS2", "F,n,,n=user,r=" + N, ENCODING),
                Arguments.of("an authzid without name", "n,a=,n=user,r=" + N, ENCODING),
                Arguments.of("an authzid by another letter", "n,b=user,n=user,r=" + N, ENCODING),
                Arguments.of("a bare authzid", "n,user,n=user,r=" + N, ENCODING),
                Arguments.of("an authzid that is too long", "n,a=" + "a".repeat(3072) + ",n=user,r=" + N, ENCODING),
                Arguments.of("an authzid with a bad escape", "n,a=us=er,n=user,r=" + N, NAME),
                Arguments.of("no user name", "n,,r=" + N, ENCODING),
                Arguments.of("an empty user name", "n,,n=,r=" + N, ENCODING),
                Arguments.of("no nonce", "n,,n=user", ENCODING),
                Arguments.of("an empty nonce", "n,,n=user,r=", ENCODING),
                Arguments.of("nonce before name", "n,,r=" + N + ",n=user", ENCODING),
                Arguments.of("an extension before the name", "n,,x=1,n=user,r=" + N, ENCODING),
                Arguments.of("an extension before the nonce", "n,,n=user,x=1,r=" + N, ENCODING),
                Arguments.of("the name in capitals", "n,,N=user,r=" + N, ENCODING),
                Arguments.of("the name twice", "n,,n=user,n=user,r=" + N, ENCODING),
                Arguments.of("the name again later", "n,,n=user,r=" + N + ",n=admin", ENCODING),
                Arguments.of("the nonce twice", "n,,n=user,r=" + N + ",r=" + N, ENCODING),
                Arguments.of("an extension twice", "n,,n=user,r=" + N + ",x=1,x=2", ENCODING),
                Arguments.of("a reserved name as extension", "n,,n=user,r=" + N + ",p=1", ENCODING),
                Arguments.of("an authzid out of place", "n,,n=user,r=" + N + ",a=admin", ENCODING),
                Arguments.of("the mandatory extension out of place", "n,,n=user,r=" + N + ",m=1", ENCODING),
                Arguments.of("a comma at the end", "n,,n=user,r=" + N + ",", ENCODING),
                Arguments.of("two commas", "n,,n=user,,r=" + N, ENCODING),
                Arguments.of("an extension without value", "n,,n=user,r=" + N + ",x=", ENCODING),
                Arguments.of("an extension without sign", "n,,n=user,r=" + N + ",x", ENCODING),
                Arguments.of("an extension with two letters", "n,,n=user,r=" + N + ",xy=1", ENCODING),
                Arguments.of("an extension with a digit", "n,,n=user,r=" + N + ",1=1", ENCODING),
                Arguments.of("an extension with a foreign letter", "n,,n=user,r=" + N + ",é=1", ENCODING),
                Arguments.of("a NUL in the name", "n,,n=us\0er,r=" + N, ENCODING),
                Arguments.of("a NUL in an extension", "n,,n=user,r=" + N + ",x=\0", ENCODING),
                Arguments.of("an escape in small letters", "n,,n=a=2cb,r=" + N, NAME),
                Arguments.of("another escape in small letters", "n,,n=a=3d,r=" + N, NAME),
                Arguments.of("an escape cut off", "n,,n=a=2,r=" + N, NAME),
                Arguments.of("an equals sign at the end", "n,,n=user=,r=" + N, NAME),
                Arguments.of("the escape of something else", "n,,n=a=20b,r=" + N, NAME),
                Arguments.of("an equals sign in the name", "n,,n=us=er,r=" + N, NAME),
                Arguments.of("a name of 1024 bytes", "n,,n=" + "a".repeat(1024) + ",r=" + N, NAME),
                Arguments.of("a name of 1024 bytes in 512", "n,,n=" + "é".repeat(512) + ",r=" + N, NAME),
                Arguments.of("the mandatory extension", "n,,m=1,n=user,r=" + N, EXTENSION),
                Arguments.of("the mandatory extension without value", "n,,m=,n=user,r=" + N, EXTENSION));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    @Tag("A-45")
    void refusesWhatTheGrammarForbids(String name, String message, ScramError error) {
        SaslRefusal refusal = Scram.refused(server().on(Scram.bytes(message)));
        assertThat(refusal.condition()).as(name).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(refusal.error()).contains(error);
        assertThat(refusal.reason()).doesNotContain("user", "admin", N);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", " 1234567", "12345678\n", "1234 5678", "12345678\u007f", "1234567é"})
    @Tag("A-42")
    void refusesNoncesThatAreShortOrNotPrintable(String nonce) {
        SaslRefusal refusal = Scram.refused(server().on(Scram.bytes("n,,n=user,r=" + nonce)));
        assertThat(refusal.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    @Tag("A-42")
    void refusesANonceThatIsTooLong() {
        Scram.accepted(server().on(Scram.bytes("n,,n=user,r=" + "a".repeat(256))));
        Scram.refused(server().on(Scram.bytes("n,,n=user,r=" + "a".repeat(257))));
    }

    @Test
    @Tag("A-42")
    void makesItsNonceFrom192RandomBitsWithAndWithoutBinding() {
        for (Mechanism mechanism : Mechanism.values()) {
            String header = mechanism.plus() ? "p=tls-exporter,," : "n,,";
            ScramServer server = ScramServer.begin(mechanism, Scram.OFFER, AuthzidRule.NONE, new SeededRandom(3));
            ScramServer other = ScramServer.begin(mechanism, Scram.OFFER, AuthzidRule.NONE, new SeededRandom(4));
            String nonce = added(server, header, mechanism);
            assertThat(CanonicalBase64.decode(nonce))
                    .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(24));
            assertThat(added(other, header, mechanism)).isNotEqualTo(nonce);
        }
    }

    @Test
    @Tag("A-45")
    void refusesAMessageThatIsTooLong() {
        String start = "n,,n=user,r=" + N + ",x=";
        int room = 8192 - start.length();
        Scram.accepted(server().on(Scram.bytes(start + "a".repeat(room))));
        SaslRefusal refusal = Scram.refused(server().on(Scram.bytes(start + "a".repeat(room + 1))));
        assertThat(refusal.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    @Tag("A-45")
    void refusesWhatIsNotUtf8() {
        byte[] good = Scram.bytes("n,,n=us?r,r=" + N);
        int place = Scram.text(good).indexOf('?');
        for (int bad : new int[] {0x80, 0xC0, 0xC1, 0xE2, 0xED, 0xF5, 0xFF}) {
            byte[] message = good.clone();
            message[place] = (byte) bad;
            SaslRefusal refusal = Scram.refused(server().on(message));
            assertThat(refusal.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST);
            assertThat(refusal.error()).contains(ENCODING);
        }
    }

    static List<Arguments> bindings() {
        SaslCondition denied = SaslCondition.NOT_AUTHORIZED;
        SaslCondition malformed = SaslCondition.MALFORMED_REQUEST;
        Mechanism plain = Mechanism.SCRAM_SHA_256;
        Mechanism plus = Mechanism.SCRAM_SHA_256_PLUS;
        ScramError downgrade = ScramError.SERVER_DOES_SUPPORT_CHANNEL_BINDING;
        ScramError unknown = ScramError.UNSUPPORTED_CHANNEL_BINDING_TYPE;
        ScramError without = ScramError.CHANNEL_BINDING_NOT_SUPPORTED;
        return List.of(
                Arguments.of(plain, Scram.OFFER, "y", denied, downgrade),
                Arguments.of(Mechanism.SCRAM_SHA_1, Scram.OFFER, "y", denied, downgrade),
                Arguments.of(plus, Scram.OFFER, "y", denied, downgrade),
                Arguments.of(plus, Scram.OFFER, "n", malformed, ScramError.OTHER_ERROR),
                Arguments.of(plain, Scram.OFFER, "p=tls-exporter", malformed, without),
                Arguments.of(plain, Scram.UNBOUND_OFFER, "p=tls-exporter", malformed, without),
                Arguments.of(plus, endPointOnly(), "p=tls-exporter", denied, unknown),
                Arguments.of(plus, Scram.OFFER, "p=tls-unique", denied, unknown),
                Arguments.of(plus, Scram.OFFER, "p=TLS-EXPORTER", denied, unknown),
                Arguments.of(plus, Scram.OFFER, "p=tls-server-end-poin", denied, unknown),
                Arguments.of(plus, Scram.OFFER, "p=tls-exporter.", denied, unknown));
    }

    @ParameterizedTest
    @MethodSource("bindings")
    @Tag("A-46")
    @Tag("LIB-07")
    void refusesBindingsThatDoNotFitTheOffer(
            Mechanism mechanism, Offer offer, String flag, SaslCondition condition, ScramError error) {
        SaslRefusal refusal = Scram.refused(Scram.server(mechanism, offer).on(Scram.bytes(flag + ",,n=user,r=" + N)));
        assertThat(refusal.condition()).isEqualTo(condition);
        assertThat(refusal.error()).contains(error);
    }

    @Test
    @Tag("A-46")
    void aClientWithBindingMaySayThatTheServerHasNoneWhereThatIsTrue() {
        Scram.accepted(
                Scram.server(Mechanism.SCRAM_SHA_256, Scram.UNBOUND_OFFER).on(Scram.bytes("y,,n=user,r=" + N)));
    }

    @Test
    @Tag("A-49")
    void cannotBeginWithAMechanismThatWasNotOffered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scram.server(Mechanism.SCRAM_SHA_256_PLUS, Scram.UNBOUND_OFFER));
        Offer strong = Offer.of(List.of(ScramHash.SHA_512), ChannelBindings.none());
        assertThatIllegalArgumentException().isThrownBy(() -> Scram.server(Mechanism.SCRAM_SHA_1, strong));
    }

    @Test
    @Tag("A-50")
    void refusesEveryAuthorizationIdentityWithoutARule() {
        for (String authzid :
                List.of("user", "admin", "user@example.org", "user@example.org/x", "USER", "ｕｓｅｒ", "=2C")) {
            SaslRefusal refusal = Scram.refused(server().on(Scram.bytes("n,a=" + authzid + ",n=user,r=" + N)));
            assertThat(refusal.condition()).isEqualTo(SaslCondition.INVALID_AUTHZID);
        }
    }

    @Test
    @Tag("A-50")
    void asksTheRuleAboutWhatTheClientWrote() {
        AuthzidRule rule = (username, authzid) -> username.equals("us,er") && authzid.equals("us=,er@example.org");
        ScramServer server =
                ScramServer.begin(Mechanism.SCRAM_SHA_256, Scram.OFFER, rule, Scram.SERVER_NONCE, Optional.empty());
        NeedsVerifier state = Scram.accepted(server.on(Scram.bytes("n,a=us=3D=2Cer@example.org,n=us=2Cer,r=" + N)));
        assertThat(state.authzid()).isEqualTo(Optional.of("us=,er@example.org"));
        SaslRefusal refusal = Scram.refused(server.on(Scram.bytes("n,a=admin@example.org,n=us=2Cer,r=" + N)));
        assertThat(refusal.condition()).isEqualTo(SaslCondition.INVALID_AUTHZID);
        assertThat(refusal.reason()).doesNotContain("admin");
    }

    @Test
    void aVerifierMustBeOneForTheHash() {
        NeedsVerifier state = Scram.accepted(server().on(Scram.bytes("n,,n=user,r=" + N)));
        assertThatIllegalArgumentException().isThrownBy(() -> state.challenge(Scram.verifier(ScramHash.SHA_1)));
    }

    @Test
    @Tag("A-56")
    void aStateIsNotChangedByWhatItRefuses() {
        ScramServer server = server();
        byte[] good = Scram.bytes("n,,n=user,r=" + N);
        Scram.refused(server.on(new byte[0]));
        Scram.refused(server.on(Scram.bytes("y,,n=admin,r=" + N)));
        NeedsVerifier state = Scram.accepted(server.on(good));
        assertThat(state.username()).isEqualTo("user");
        assertThat(state.challenge(Scram.verifier(ScramHash.SHA_256)).bytes())
                .isEqualTo(Scram.accepted(server().on(good))
                        .challenge(Scram.verifier(ScramHash.SHA_256))
                        .bytes());
    }

    private static Offer endPointOnly() {
        ChannelBindings bindings =
                ChannelBindings.none().with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.END_POINT);
        return Offer.of(List.of(ScramHash.SHA_256), bindings);
    }

    private static ScramServer server() {
        return Scram.server(Mechanism.SCRAM_SHA_256, Scram.OFFER);
    }

    private static String added(ScramServer server, String header, Mechanism mechanism) {
        byte[] challenge = Scram.accepted(server.on(Scram.bytes(header + "n=user,r=" + N)))
                .challenge(Scram.verifier(mechanism.hash()))
                .bytes();
        String text = Scram.text(challenge);
        assertThat(text).startsWith("r=" + N);
        return text.substring(2 + N.length(), text.indexOf(",s="));
    }
}
