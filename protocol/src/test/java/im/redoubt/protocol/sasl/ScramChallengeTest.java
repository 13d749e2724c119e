package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's final message, right and wrong; wherever it can be, with a proof that fits what is sent. */
class ScramChallengeTest {
    private static final String BARE = "n=user,r=" + Scram.CLIENT_NONCE;
    private static final String NONCE = Scram.NONCE;
    private static final Knowing KNOWING = new Knowing(ScramHash.SHA_256);
    private static final String UNBOUND = "biws";

    @Test
    void verifiesTheRightAnswer() {
        Verified verified = Scram.verified(challenge().on(answer("c=biws,r=" + NONCE)));
        assertThat(verified.username()).isEqualTo("user");
        String signature = CanonicalBase64.encode(
                KNOWING.signature(BARE, Scram.text(challenge().bytes()), "c=biws,r=" + NONCE));
        assertThat(Scram.text(verified.bytes())).isEqualTo("v=" + signature);
    }

    @Test
    void passesOverExtensionsThatItDoesNotKnow() {
        Scram.verified(challenge().on(answer("c=biws,r=" + NONCE + ",x=1,h=abc=,Z=é")));
    }

    static List<Arguments> proved() {
        SaslCondition denied = SaslCondition.NOT_AUTHORIZED;
        SaslCondition malformed = SaslCondition.MALFORMED_REQUEST;
        ScramError encoding = ScramError.INVALID_ENCODING;
        ScramError binding = ScramError.CHANNEL_BINDINGS_DONT_MATCH;
        ScramError other = ScramError.OTHER_ERROR;
        String n = ",r=" + NONCE;
        return List.of(
                Arguments.of("the client's nonce only", "c=biws,r=" + Scram.CLIENT_NONCE, denied, other),
                Arguments.of("the server's nonce only", "c=biws,r=" + Scram.SERVER_NONCE, denied, other),
                Arguments.of("a nonce cut off", "c=biws,r=" + NONCE.substring(1), denied, other),
                Arguments.of("a nonce with more behind", "c=biws,r=" + NONCE + "x", denied, other),
                Arguments.of("a nonce in small letters", "c=biws,r=" + NONCE.toLowerCase(Locale.ROOT), denied, other),
                Arguments.of("an empty nonce", "c=biws,r=", malformed, encoding),
                Arguments.of("the header y", "c=" + b64("y,,") + n, denied, binding),
                Arguments.of("the header p", "c=" + b64("p=tls-exporter,,") + n, denied, binding),
                Arguments.of("a header with authzid", "c=" + b64("n,a=admin,") + n, denied, binding),
                Arguments.of("a header cut off", "c=" + b64("n,") + n, denied, binding),
                Arguments.of("data without binding", "c=" + b64("n,,data") + n, denied, binding),
                Arguments.of("no header", "c=" + n, malformed, encoding),
                Arguments.of("a header that is not base64", "c=n" + n, malformed, encoding),
                Arguments.of("base64 with a space", "c=bi ws" + n, malformed, encoding),
                Arguments.of("base64 with a line end", "c=biws\n" + n, malformed, encoding),
                Arguments.of("base64 with padding too much", "c=biws====" + n, malformed, encoding),
                Arguments.of(
                        "base64 with spare bits", "c=biwr" + b64("x").replace("A==", "B==") + n, malformed, encoding),
                Arguments.of("another order", "r=" + NONCE + ",c=biws", malformed, encoding),
                Arguments.of("no binding", "r=" + NONCE, malformed, encoding),
                Arguments.of("no nonce", "c=biws", malformed, encoding),
                Arguments.of("the binding twice", "c=biws,c=biws" + n, malformed, encoding),
                Arguments.of("the binding again", "c=biws" + n + ",c=biws", malformed, encoding),
                Arguments.of("the nonce twice", "c=biws" + n + n, malformed, encoding),
                Arguments.of("two proofs", "c=biws" + n + ",p=AAAA", malformed, encoding),
                Arguments.of("an extension twice", "c=biws" + n + ",x=1,x=1", malformed, encoding),
                Arguments.of("an extension without value", "c=biws" + n + ",x=", malformed, encoding),
                Arguments.of("the mandatory extension first", "m=1,c=biws" + n, malformed, encoding),
                Arguments.of("the mandatory extension last", "c=biws" + n + ",m=1", malformed, encoding),
                Arguments.of("an extension first", "x=1,c=biws" + n, malformed, encoding),
                Arguments.of("an empty attribute", "c=biws," + n, malformed, encoding),
                Arguments.of("a NUL", "c=biws" + n + ",x=\0", malformed, encoding),
                Arguments.of("a header before", "n,,c=biws" + n, malformed, encoding));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proved")
    @Tag("A-41")
    @Tag("A-45")
    @Tag("A-46")
    void refusesWhatIsWrongThoughItIsProved(
            String name, String withoutProof, SaslCondition condition, ScramError error) {
        SaslRefusal refusal = Scram.refused(challenge().on(answer(withoutProof)));
        assertThat(refusal.condition()).as(name).isEqualTo(condition);
        assertThat(refusal.error()).contains(error);
        assertThat(refusal.reason()).doesNotContain(NONCE, "admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",p=",
                ",p",
                ",x=1",
                ",P=%s",
                ",v=%s",
                ",p=%s,x=1",
                ",p=%s,p=%s",
                ",p=%s,",
                ",p= %s",
                ",p=%s ",
                ",p=%s\n",
                ",p=%s=",
                ",p=AAAA",
                ",p=%sAAAA"
            })
    @Tag("A-45")
    void refusesProofsThatAreNotOne(String end) {
        String withoutProof = "c=biws,r=" + NONCE;
        String proof = KNOWING.proof(BARE, Scram.text(challenge().bytes()), withoutProof);
        SaslRefusal refusal = Scram.refused(challenge().on(Scram.bytes(withoutProof + end.replace("%s", proof))));
        assertThat(refusal.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    @Tag("A-45")
    void refusesOtherSpellingsOfTheProof() {
        String withoutProof = "c=biws,r=" + NONCE;
        String proof = KNOWING.proof(BARE, Scram.text(challenge().bytes()), withoutProof);
        assertThat(proof).endsWith("=");
        for (String other : List.of(proof.replace("=", ""), proof + "=", spareBits(proof))) {
            SaslRefusal refusal = Scram.refused(challenge().on(Scram.bytes(withoutProof + ",p=" + other)));
            assertThat(refusal.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        }
    }

    @Test
    @Tag("A-52")
    void refusesAProofWithAnyBitChanged() {
        String withoutProof = "c=biws,r=" + NONCE;
        ScramChallenge challenge = challenge();
        byte[] proof = CanonicalBase64.decode(KNOWING.proof(BARE, Scram.text(challenge.bytes()), withoutProof))
                .orElseThrow();
        for (int bit = 0; bit < proof.length * 8; bit++) {
            byte[] changed = proof.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            SaslRefusal refusal =
                    Scram.refused(challenge.on(Scram.bytes(withoutProof + ",p=" + CanonicalBase64.encode(changed))));
            assertThat(refusal.condition()).isEqualTo(SaslCondition.NOT_AUTHORIZED);
            assertThat(refusal.error()).contains(ScramError.INVALID_PROOF);
        }
    }

    @Test
    @Tag("A-46")
    void boundDataMustBeThatOfTheConnectionToTheLastByte() {
        byte[] header = Scram.bytes("p=tls-exporter,,");
        byte[] changed = Scram.EXPORTED.clone();
        changed[31] ^= 1;
        List<byte[]> wrong = List.of(
                Bytes.concat(header, changed),
                header,
                Bytes.concat(header, Scram.END_POINT),
                Bytes.concat(header, Arrays.copyOf(Scram.EXPORTED, 31)),
                Bytes.concat(header, Arrays.copyOf(Scram.EXPORTED, 33)),
                Bytes.concat(Scram.bytes("p=tls-server-end-point,,"), Scram.EXPORTED),
                Bytes.concat(Scram.bytes("n,,"), Scram.EXPORTED),
                Scram.bytes("n,,"));
        ScramServer server = Scram.server(Mechanism.SCRAM_SHA_256_PLUS, Scram.OFFER);
        ScramChallenge challenge = Scram.accepted(server.on(Scram.bytes("p=tls-exporter,," + BARE)))
                .challenge(Scram.verifier(ScramHash.SHA_256));
        String serverFirst = Scram.text(challenge.bytes());
        for (byte[] data : wrong) {
            String withoutProof = "c=" + CanonicalBase64.encode(data) + ",r=" + NONCE;
            SaslRefusal refusal = Scram.refused(challenge.on(KNOWING.clientFinal(BARE, serverFirst, withoutProof)));
            assertThat(refusal.error()).contains(ScramError.CHANNEL_BINDINGS_DONT_MATCH);
        }
        String right = "c=" + CanonicalBase64.encode(Bytes.concat(header, Scram.EXPORTED)) + ",r=" + NONCE;
        assertThat(Scram.verified(challenge.on(KNOWING.clientFinal(BARE, serverFirst, right)))
                        .boundBy())
                .contains(ChannelBindingType.TLS_EXPORTER);
    }

    @Test
    @Tag("A-41")
    void refusesTheAnswerThatWasGivenToAnotherFirstMessage() {
        String other = "n=admin,r=" + Scram.CLIENT_NONCE;
        byte[] answer = KNOWING.clientFinal(other, Scram.text(challenge().bytes()), "c=biws,r=" + NONCE);
        assertThat(Scram.refused(challenge().on(answer)).error()).contains(ScramError.INVALID_PROOF);
    }

    @Test
    @Tag("A-56")
    void refusesTheFirstMessageAgainAndTheServersOwn() {
        Scram.refused(challenge().on(Scram.bytes("n,," + BARE)));
        Scram.refused(challenge().on(challenge().bytes()));
        Scram.refused(challenge().on(new byte[0]));
        Scram.refused(challenge().on(new byte[1]));
        Scram.refused(challenge().on(Scram.filled(8193, 'a')));
    }

    @Test
    @Tag("A-45")
    void nothingThatIsDamagedIsVerifiedOrThrows() {
        byte[] good = answer("c=" + UNBOUND + ",r=" + NONCE);
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = damage(good, random);
            if (!Arrays.equals(damaged, good)) {
                assertThat(Scram.refused(challenge().on(damaged)).reason()).isNotEmpty();
            }
        }
    }

    private static byte[] damage(byte[] good, Random random) {
        int place = random.nextInt(good.length);
        byte[] head = Arrays.copyOf(good, place);
        byte[] tail = Arrays.copyOfRange(good, place + 1, good.length);
        return switch (random.nextInt(3)) {
            case 0 -> head;
            case 1 -> Bytes.concat(Bytes.concat(head, new byte[] {(byte) random.nextInt()}), tail);
            default -> Bytes.concat(head, tail);
        };
    }

    /** Sets a bit that the padding leaves unused. */
    private static String spareBits(String base64) {
        int last = base64.indexOf('=') - 1;
        char next = (char) (base64.charAt(last) + 1);
        return base64.substring(0, last) + next + base64.substring(last + 1);
    }

    private static String b64(String text) {
        return CanonicalBase64.encode(Scram.bytes(text));
    }

    private static byte[] answer(String withoutProof) {
        return KNOWING.clientFinal(BARE, Scram.text(challenge().bytes()), withoutProof);
    }

    private static ScramChallenge challenge() {
        ScramServer server = Scram.server(Mechanism.SCRAM_SHA_256, Scram.OFFER);
        return Scram.accepted(server.on(Scram.bytes("n,," + BARE))).challenge(Scram.verifier(ScramHash.SHA_256));
    }
}
