package im.redoubt.protocol.hash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Words give what the reference implementation gives for their bytes, the last of which says how many they were. */
@Tag("D-103")
class SipHashTest {
    private static final long KEY0 = 0x0706050403020100L;
    private static final long KEY1 = 0x0f0e0d0c0b0a0908L;

    /** The example of the paper: fifteen bytes, 00 to 0e. */
    @Test
    void isSipHash24() {
        assertThat(new SipHash(KEY0, KEY1)
                        .add(0x0706050403020100L)
                        .add(0x0f0e0d0c0b0a0908L)
                        .finish())
                .isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void dependsOnTheKeyAndOnAllCharacters() {
        assertThat(hash(KEY0, "abcde")).isEqualTo(hash(KEY0, "abcde"));
        assertThat(hash(KEY0, "abcde")).isNotEqualTo(hash(KEY0 + 1, "abcde"));
        assertThat(hash(KEY0, "abcde")).isNotEqualTo(hash(KEY0, "abcdf"));
        assertThat(hash(KEY0, "abcd")).isNotEqualTo(hash(KEY0, "abcd\0"));
        assertThat(hash(KEY0, "ab", "c")).isNotEqualTo(hash(KEY0, "a", "bc"));
    }

    private static long hash(long key, String... words) {
        SipHash hash = new SipHash(key, KEY1);
        for (String word : words) {
            hash.add(word);
        }
        return hash.finish();
    }
}
