package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pieces that SCRAM messages are read by: headers, attributes, verifiers; and noise in the place of all of them. */
@Tag("A-45")
class MessageGrammarTest {
    private static final String SALT = CanonicalBase64.encode(Scram.SALT);

    /** A message's beginning, what it says of binding, and its authorization identity. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            n,,rest                    | NONE         | -            | -
            y,,rest                    | SERVER_LACKS | -            | -
            p=tls-exporter,,rest       | USED         | tls-exporter | -
            p=x.9-Y,,rest              | USED         | x.9-Y        | -
            n,a=bob,rest               | NONE         | -            | bob
            y,a=b=2Cc=3Dd,rest         | SERVER_LACKS | -            | b,c=d
            n,a=bob@example.org,rest   | NONE         | -            | bob@example.org
            n,,                        | NONE         | -            | -
            """)
    @Tag("A-46")
    void readsAHeader(String message, Gs2Header.Flag flag, String type, String authzid) throws Exception {
        Gs2Header header = Gs2Header.parse(message);

        assertThat(header.flag()).isEqualTo(flag);
        assertThat(header.bindingType().orElse("-")).isEqualTo(type);
        assertThat(header.authzid().orElse("-")).isEqualTo(authzid);
        assertThat(message).startsWith(header.raw());
        assertThat(header.raw()).endsWith(",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ",,",
                "n",
                "n,",
                "N,,",
                "Y,,",
                " n,,",
                "n ,,",
                "nn,,",
                "p,,",
                "p=,,",
                "P=tls-exporter,,",
                "p=tls_exporter,,",
                "p=tls exporter,,",
                "p=tls-exporter=,,",
                "p=\u00E9,,",
                "F,n,,",
                "n,b=x,",
                "n,a=,",
                "n,a,",
                "n,A=bob,",
                "n,bob,",
                "n,a=b=,",
                "n,a=b=2c,",
                "x,,",
                "1,,"
            })
    @Tag("A-46")
    @Tag("A-50")
    void refusesAHeaderThatIsNone(String message) {
        assertThatThrownBy(() -> Gs2Header.parse(message)).isInstanceOf(ScramSyntaxException.class);
    }

    @Test
    @Tag("A-46")
    void partsOfAHeaderHaveALongestLength() throws Exception {
        assertThat(Gs2Header.parse("p=" + "a".repeat(64) + ",,").bindingType()).isPresent();
        assertThat(Gs2Header.parse("n,a=" + "a".repeat(3071) + ",").authzid()).isPresent();
        for (String message : List.of("p=" + "a".repeat(65) + ",,", "n,a=" + "a".repeat(3072) + ",")) {
            assertThatThrownBy(() -> Gs2Header.parse(message)).isInstanceOf(ScramSyntaxException.class);
        }
    }

    @Test
    void takesAttributesInOrderAndOnce() throws Exception {
        Attributes attributes = Attributes.of("r=a=b,s=QUJD,i=5,x=1,Y=2");

        assertThat(attributes.isNext('r')).isTrue();
        assertThat(attributes.isNext('s')).isFalse();
        assertThat(attributes.take('r')).isEqualTo("a=b");
        assertThat(attributes.takeBytes('s')).isEqualTo(Scram.bytes("ABC"));
        assertThat(attributes.take('i')).isEqualTo("5");
        attributes.extensions(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r", "r=", "=a", "rr=a", "R=a", "s=a", "r:a", " r=a", "r =a", "1=a", "é=a", ",r=a"})
    void takesNoOtherAttribute(String text) {
        assertThatThrownBy(() -> Attributes.of(text).take('r')).isInstanceOf(ScramSyntaxException.class);
    }

    /** What may stand behind the attributes that are needed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            r=1              | true
            r=1,x=1          | true
            r=1,x=1,y=2,Z=3  | true
            r=1,x==          | true
            r=1,             | false
            r=1,,x=1         | false
            r=1,x            | false
            r=1,x=           | false
            r=1,x=1,x=2      | false
            r=1,r=1          | false
            r=1,m=1          | false
            r=1,a=1          | false
            r=1,v=1          | false
            r=1,p=1          | false
            r=1,1=1          | false
            r=1,é=1          | false
            """)
    void extensionsAreWellFormedAndTakeNoReservedName(String text, boolean taken) throws Exception {
        Attributes attributes = Attributes.of(text);
        attributes.take('r');
        boolean accepted = true;
        try {
            attributes.extensions(0);
        } catch (ScramSyntaxException refused) {
            accepted = false;
        }

        assertThat(accepted).isEqualTo(taken);
    }

    @Test
    void aMandatoryExtensionIsRefusedAtItsPlaceByItsOwnName() {
        assertThatThrownBy(() -> Attributes.of("m=x,n=a").refuseMandatory())
                .isInstanceOfSatisfying(
                        ScramSyntaxException.class,
                        refused -> assertThat(refused.error()).isEqualTo(ScramError.EXTENSIONS_NOT_SUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC0, 0xC1, 0xE0, 0xED, 0xF5, 0xFF})
    @Tag("S-4")
    void bytesThatAreNotUtf8AreNoText(int lead) {
        for (byte[] bytes : List.of(
                new byte[] {(byte) lead},
                new byte[] {'a', (byte) lead, 'b'},
                new byte[] {(byte) lead, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xC0, (byte) 0xAF})) {
            assertThatThrownBy(() -> Attributes.text(bytes))
                    .isInstanceOfSatisfying(
                            ScramSyntaxException.class,
                            refused -> assertThat(refused.error()).isEqualTo(ScramError.INVALID_ENCODING));
        }
    }

    @Test
    void aMessageHasALongestLengthAndNoNul() throws Exception {
        assertThat(Attributes.text(new byte[0])).isEmpty();
        assertThat(Attributes.text(Scram.bytes("a".repeat(8192)))).hasSize(8192);
        assertThatThrownBy(() -> Attributes.text(Scram.bytes("a".repeat(8193))))
                .isInstanceOf(ScramSyntaxException.class);
        assertThatThrownBy(() -> Attributes.text(Scram.bytes("a\0b"))).isInstanceOf(ScramSyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource({"4096,4096", "1,1", "999999999,999999999", "1000000000,2147483647", "99999999999999999999,2147483647"})
    @Tag("A-44")
    void aNumberOfIterationsIsReadOrBecomesTheGreatest(String digits, int expected) throws Exception {
        assertThat(ServerFirst.parse(Scram.bytes("r=x,s=" + SALT + ",i=" + digits))
                        .iterations())
                .isEqualTo(expected);
    }

    /** A verifier's text with any one character changed is refused, or is the one spelling of another verifier. */
    @Test
    @Tag("SRV-02")
    void aVerifierHasOneSpelling() {
        for (ScramHash hash : ScramHash.values()) {
            String text = Scram.verifier(hash).encode();
            assertThat(ScramVerifier.decode(text)).contains(Scram.verifier(hash));
            for (int at = 0; at < text.length(); at++) {
                for (char c : new char[] {'$', ':', '=', 'A', '0', '9', ' ', '\n', 'é'}) {
                    String changed = text.substring(0, at) + c + text.substring(at + 1);
                    assertThat(ScramVerifier.decode(changed).map(ScramVerifier::encode))
                            .isIn(Optional.empty(), Optional.of(changed));
                }
                assertThat(ScramVerifier.decode(text.substring(0, at))).isEmpty();
            }
        }
    }

    /** Noise of the characters that matter, and of any bytes: refused or taken, and nothing thrown. */
    @Test
    @Tag("A-45")
    @Tag("A-56")
    @Tag("LIB-08")
    void noiseIsRefusedAndThrowsNothing() {
        Random random = new Random(45);
        ScramServer server = Scram.server(Mechanism.SCRAM_SHA_256, Scram.OFFER);
        ScramClient client = Scram.client(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported());
        ScramChallenge challenge =
                Scram.accepted(server.on(client.bytes())).challenge(Scram.verifier(ScramHash.SHA_256));
        ScramProof proof;
        try (Secret key = Scram.salted(Scram.accepted(client.on(challenge.bytes())))) {
            proof = Scram.accepted(client.on(challenge.bytes())).proceed(key);
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = noise(random, List.of(client.bytes(), challenge.bytes(), proof.bytes()));
            assertThat(server.on(noise)).isNotNull();
            assertThat(client.on(noise)).isNotNull();
            assertThat(Arrays.equals(noise, proof.bytes()) || challenge.on(noise) instanceof SaslRefusal)
                    .isTrue();
            assertThat(proof.on(noise)).isInstanceOf(ScramAbort.class);
            assertThat(PlainMessage.parse(noise, AuthzidRule.NONE)).isNotNull();
            assertThat(ScramVerifier.decode(Scram.text(noise))).isNotNull();
        }
    }

    /** A right message with some bytes in it changed, or bytes by chance. */
    private static byte[] noise(Random random, List<byte[]> seeds) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        if (random.nextInt(4) == 0) {
            bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            return bytes;
        }
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean()
                    ? (byte) "n,=rsicpvm0A+/".charAt(random.nextInt(14))
                    : (byte) random.nextInt(256);
        }
        return bytes;
    }
}
