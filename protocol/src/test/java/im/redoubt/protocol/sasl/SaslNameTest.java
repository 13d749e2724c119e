package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.SaslPrep;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with escapes, and passwords that are typed in other ways: what is equal stays equal, and nothing else becomes so. */
class SaslNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            alice       | alice
            a,b         | a=2Cb
            a=b         | a=3Db
            ,           | =2C
            =           | =3D
            =2C         | =3D2C
            =3D         | =3D3D
            ,=,=        | =2C=3D=2C=3D
            é水😀       | é水😀
            "a b"       | "a b"
            """)
    @Tag("A-57")
    void writesAndReadsEscapes(String name, String escaped) throws Exception {
        assertThat(SaslName.escape(name)).isEqualTo(escaped);
        assertThat(SaslName.unescape(escaped)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=", "a=", "=2", "=2c", "=3d", "=2 C", "= 2C", "==2C", "=2D", "=3C", "=00", "=41", "=2C=", "a=2Xb",
                "=３D", "%2C="
            })
    @Tag("A-57")
    void refusesEveryOtherEscape(String escaped) {
        assertThatThrownBy(() -> SaslName.unescape(escaped))
                .isInstanceOfSatisfying(
                        ScramSyntaxException.class,
                        refused -> assertThat(refused.error()).isEqualTo(ScramError.INVALID_USERNAME_ENCODING));
    }

    /** Random names of the characters that matter. */
    @Test
    @Tag("A-57")
    void noTwoNamesBecomeOneAndNoneIsLost() throws Exception {
        Map<String, String> names = new HashMap<>();
        Random random = new Random(57);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                text.append("=,2C3DcdaA é".charAt(random.nextInt(12)));
            }
            String name = text.toString();
            String escaped = SaslName.escape(name);
            String other = names.put(escaped, name);

            assertThat(escaped).doesNotContain(",");
            assertThat(SaslName.unescape(escaped)).isEqualTo(name);
            assertThat(other == null || other.equals(name)).isTrue();
        }
    }

    /** Ways to type one password, and whether they are one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            caf\u00E9            | cafe\u0301          | true
            pencil               | ｐｅｎｃｉｌ        | true
            a\u00ADb             | ab                  | true
            a\u00A0b             | a b                 | true
            \u2168               | IX                  | true
            \u00AA               | a                   | true
            \uFB01x              | fix                 | true
            \u00C5               | A\u030A             | true
            pencil               | Pencil              | false
            pencil               | pencil1             | false
            stra\u00DFe          | strasse             | false
            a b                  | ab                  | false
            \u0430bc             | abc                 | false
            """)
    @Tag("A-57")
    @Tag("LIB-07")
    void passwordsAreOneWhereRfc4013SaysSo(String typed, String stored, boolean one) {
        ScramVerifier verifier = ScramVerifier.derive(ScramHash.SHA_256, prepared(unescaped(stored)), Scram.SALT, 4096);

        assertThat(verifier.matches(prepared(unescaped(typed)))).isEqualTo(one);
    }

    /** The rows are written with escapes, so that what is in them can be seen. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    private static Secret prepared(String password) {
        return Secret.utf8(SaslPrep.prepare(password).orElseThrow().toCharArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000", "\u0007", "a\u200Eb", "\uE000", "\uFFF9", "\uD800", "\u0221", "\u0627a", "\u00AD", ""})
    @Tag("A-57")
    void passwordsThatCannotBeAreRefused(String password) {
        assertThat(SaslPrep.prepare(password)).isEmpty();
        assertThat(SaslPrep.prepare(password.toCharArray())).isEmpty();
    }

    @Test
    @Tag("A-57")
    void aNameOfAnyScriptSignsInWithItsOwnPasswordOnly() {
        for (String name : List.of("žofie", "水", "אב", "a,b=c", "😀")) {
            MechanismChoice choice =
                    new MechanismChoice(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported(), Scram.SEEN);
            ScramClient client = ScramClient.begin(choice, name, IterationBounds.DEFAULT, Scram.CLIENT_NONCE);
            NeedsVerifier state = Scram.accepted(
                    Scram.server(Mechanism.SCRAM_SHA_256, Scram.UNBOUND_OFFER).on(client.bytes()));

            assertThat(state.username()).isEqualTo(name);
            assertThat(Scram.text(client.bytes()).getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(client.bytes());
        }
    }

    @Test
    @Tag("A-42")
    void aNonceIsPrintableAndHasNoComma() {
        for (int c = 0; c < 0x200; c++) {
            boolean printable = c > 0x20 && c < 0x7F && c != ',';
            assertThat(Nonces.printable(String.valueOf((char) c)))
                    .as("U+%04X", c)
                    .isEqualTo(printable);
        }
        for (int seed = 0; seed < 200; seed++) {
            String nonce = Nonces.generate(new SeededRandom(seed));
            assertThat(Nonces.printable(nonce)).isTrue();
            assertThat(CanonicalBase64.decode(nonce).map(bytes -> bytes.length)).isEqualTo(Optional.of(24));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "abcdefgh,abcdefghABCDEFGHIJKLMNOP,true",
        "abcdefgh,abcdefghABCDEFGHIJKLMNO,false",
        "abcdefgh,abcdefgh,false",
        "abcdefgh,abcdefg,false",
        "abcdefgh,'',false",
        "abcdefgh,xabcdefghABCDEFGHIJKLMNOP,false",
        "abcdefgh,ABCDEFGHABCDEFGHIJKLMNOP,false",
        "abcdefgh,abcdefghABCDEFGH IJKLMNOP,false",
        "abcdefgh,abcdefghABCDEFGHéIJKLMNOP,false"
    })
    @Tag("A-41")
    @Tag("A-42")
    void aServersNonceIsOursWithEnoughBehindIt(String ours, String whole, boolean taken) {
        assertThat(Nonces.extend(ours, whole)).isEqualTo(taken);
    }
}
