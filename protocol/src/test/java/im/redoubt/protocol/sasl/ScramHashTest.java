package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The hash functions under SCRAM against the published vectors: FIPS 180-4, RFC 2202, RFC 4231, RFC 6070, RFC 7914. */
@Tag("LIB-07")
class ScramHashTest {
    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA_1,a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA_256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA_512,ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    })
    void hashesAsFips180Says(ScramHash hash, String expected) {
        assertThat(hash.digest(Scram.bytes("abc"))).isEqualTo(hex(expected)).hasSize(hash.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SHA_1   | 0b | 20 | Hi There | b617318655057264e28bc0b6fb378c8ef146be00
            SHA_256 | 0b | 20 | Hi There | b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7
            SHA_512 | 0b | 20 | Hi There | 87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854
            SHA_1   | 4a656665 | 1 | what do ya want for nothing? | effcdf6ae5eb2fa2d27416d5f184df9c259a7c79
            SHA_256 | 4a656665 | 1 | what do ya want for nothing? | 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
            SHA_512 | 4a656665 | 1 | what do ya want for nothing? | 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737
            """)
    void authenticatesAsRfc2202AndRfc4231Say(ScramHash hash, String key, int times, String text, String expected) {
        byte[] whole = hex(key.repeat(times));

        assertThat(hash.hmac(whole, Scram.bytes(text))).isEqualTo(hex(expected));
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(hash.hmac(whole, Scram.bytes(text.substring(0, cut)), Scram.bytes(text.substring(cut))))
                    .isEqualTo(hex(expected));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HmacSHA1   | password | salt | 1     | 0c60c80f961f0e71f3a9b524af6012062fe037a6
            HmacSHA1   | password | salt | 2     | ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957
            HmacSHA1   | password | salt | 4096  | 4b007901b765489abead49d926f721d065a429c1
            HmacSHA256 | passwd   | salt | 1     | 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc
            HmacSHA256 | Password | NaCl | 80000 | 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56
            """)
    void derivesAsRfc6070AndRfc7914Say(String mac, String password, String salt, int iterations, String expected)
            throws Exception {
        Mac keyed = Mac.getInstance(mac);
        keyed.init(new SecretKeySpec(Scram.bytes(password), mac));

        assertThat(Pbkdf2.hi(keyed, Scram.bytes(salt), iterations)).isEqualTo(hex(expected));
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void aSaltedPasswordHasTheLengthOfTheHash(ScramHash hash) {
        try (Secret salted = hash.saltedPassword(Scram.password(), Scram.SALT, IterationBounds.FLOOR)) {
            assertThat(salted.length()).isEqualTo(hash.length());
        }
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void passwordSaltAndIterationsAllCount(ScramHash hash) {
        byte[] otherSalt = Scram.SALT.clone();
        otherSalt[15] ^= 1;
        try (Secret one = hash.saltedPassword(Scram.password(), Scram.SALT, 4096);
                Secret same = hash.saltedPassword(Scram.password(), Scram.SALT, 4096);
                Secret salt = hash.saltedPassword(Scram.password(), otherSalt, 4096);
                Secret more = hash.saltedPassword(Scram.password(), Scram.SALT, 4097);
                Secret word = hash.saltedPassword(Secret.utf8("pencil ".toCharArray()), Scram.SALT, 4096)) {
            assertThat(same).isEqualTo(one);
            assertThat(salt).isNotEqualTo(one);
            assertThat(more).isNotEqualTo(one);
            assertThat(word).isNotEqualTo(one);
        }
    }

    @Test
    @Tag("A-44")
    void derivationHasBounds() {
        for (int iterations : new int[] {Integer.MIN_VALUE, -1, 0, 1, 4095, 10_000_001, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScramHash.SHA_256.saltedPassword(Scram.password(), Scram.SALT, iterations));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScramHash.SHA_256.saltedPassword(Secret.copyOf(new byte[0]), Scram.SALT, 4096));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScramHash.SHA_256.saltedPassword(Scram.password(), new byte[0], 4096));
    }

    @Test
    @Tag("LIB-08")
    void theCallersPasswordIsStillTheCallers() {
        try (Secret password = Scram.password();
                Secret salted = ScramHash.SHA_256.saltedPassword(password, Scram.SALT, 4096)) {
            assertThat(Scram.text(password.reveal())).isEqualTo("pencil");
            assertThat(salted.toString()).isEqualTo("***");
        }
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("SRV-02")
    void theKeysOfTheTwoSidesAreDifferentOnes(ScramHash hash) {
        try (Secret salted = hash.saltedPassword(Scram.password(), Scram.SALT, 4096)) {
            ScramKeys keys = ScramKeys.of(hash, salted);

            assertThat(keys.clientKey()).hasSize(hash.length()).isNotEqualTo(keys.serverKey());
            assertThat(keys.storedKey())
                    .isEqualTo(hash.digest(keys.clientKey()))
                    .isNotEqualTo(keys.clientKey());
        }
    }
}
