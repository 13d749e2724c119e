package im.redoubt.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final byte[] BYTES = {1, 2, 3};

    @Test
    void copiesWhatItIsGivenAndWhatItGives() {
        byte[] source = BYTES.clone();
        try (Secret secret = Secret.copyOf(source)) {
            source[0] = 9;
            assertThat(secret.reveal()).isEqualTo(BYTES);
            secret.reveal()[0] = 9;
            assertThat(secret.reveal()).isEqualTo(BYTES);
            assertThat(secret.length()).isEqualTo(3);
        }
    }

    @Test
    void encodesCharactersAsUtf8() {
        try (Secret secret = Secret.utf8("pä€😀".toCharArray())) {
            assertThat(secret.reveal()).isEqualTo("pä€😀".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void leavesTheCallersCharactersAlone() {
        char[] characters = "word".toCharArray();
        try (Secret secret = Secret.utf8(characters)) {
            assertThat(secret.length()).isEqualTo(4);
            assertThat(characters).isEqualTo("word".toCharArray());
        }
    }

    @Test
    void refusesUnpairedSurrogates() {
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.utf8(new char[] {'a', '\uD800', 'b'}));
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.utf8(new char[] {'\uDC00'}));
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.utf8(new char[] {'a', '\uD800'}));
    }

    @Test
    void showsNothingWhenPrinted() {
        try (Secret secret = Secret.copyOf(BYTES)) {
            assertThat(secret).hasToString("***");
            assertThat(secret.hashCode())
                    .isEqualTo(Secret.copyOf(new byte[] {7}).hashCode());
        }
    }

    @Test
    void isEqualByItsBytes() {
        Secret secret = Secret.copyOf(BYTES);
        assertThat(secret).isEqualTo(Secret.copyOf(BYTES)).isEqualTo(secret);
        assertThat(secret).isNotEqualTo(Secret.copyOf(new byte[] {1, 2, 4}));
        assertThat(secret).isNotEqualTo(Secret.copyOf(new byte[] {1, 2}));
        assertThat((Object) secret).isNotEqualTo("***");
    }

    @Test
    @Tag("A-52")
    void cannotBeReadOrMatchedOnceErased() {
        Secret secret = Secret.copyOf(BYTES);
        secret.close();
        secret.close();
        assertThatIllegalStateException().isThrownBy(secret::reveal);
        assertThat(secret).isNotEqualTo(Secret.copyOf(new byte[3]));
        assertThat(Secret.copyOf(new byte[3])).isNotEqualTo(secret);
    }
}
