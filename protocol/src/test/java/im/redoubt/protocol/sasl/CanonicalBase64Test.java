package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBase64Test {
    @Test
    void readsWhatItWrites() {
        for (int length = 0; length < 70; length++) {
            byte[] bytes = Scram.filled(length, length * 37);
            assertThat(CanonicalBase64.decode(CanonicalBase64.encode(bytes)))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "==",
                "A",
                "AA",
                "AAA",
                "AA=",
                "A===",
                "AB==",
                "AAB=",
                "AA==A",
                "AA==AA==",
                "AAAA=",
                "AAAA====",
                " AAAA",
                "AAAA ",
                "AA AA",
                "AAAA\n",
                "AAAA\r\n",
                "AA-A",
                "AA_A",
                "AA*A",
                "AAAé",
                "AAA\0",
                "====",
                "AA=A"
            })
    @Tag("A-45")
    void refusesEveryOtherSpelling(String text) {
        assertThat(CanonicalBase64.decode(text)).isEmpty();
    }
}
