package im.redoubt.protocol.disco;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hash functions by their names on the wire (XEP-0300 section 3), on platforms that have them and others. */
class HashAlgorithmTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(HashAlgorithm algorithm) {
        assertThat(algorithm.isAvailable()).isTrue();
        assertThat(HashAlgorithm.of(algorithm.wireName())).contains(algorithm);
        assertThat(algorithm.isHash(algorithm.hash(new byte[0]))).isTrue();
    }

    /** Android has no SHA-3: what is hashed by it is of an unknown kind, and everything else goes on. */
    @Test
    void whatThePlatformLacksIsUnknown() {
        assertThat(HashAlgorithm.of("sha3-256", algorithm -> algorithm != HashAlgorithm.SHA3_256))
                .isEmpty();
        assertThat(HashAlgorithm.of("sha-256", algorithm -> algorithm != HashAlgorithm.SHA3_256))
                .contains(HashAlgorithm.SHA_256);
        assertThat(HashAlgorithm.of("sha-2", algorithm -> true)).isEmpty();
    }

    /** FIPS 180-4, FIPS 202: the hashes of nothing. */
    @ParameterizedTest
    @CsvSource({
        "SHA_1, 2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
        "SHA_256, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "SHA3_256, p//G+L8e12ZRwUdWoGHWYvWA/03kO0n6gtgKS4D4Q0o="
    })
    void hashesAsItsStandardSays(HashAlgorithm algorithm, String hash) {
        assertThat(algorithm.hash(new byte[0])).isEqualTo(hash);
    }
}
