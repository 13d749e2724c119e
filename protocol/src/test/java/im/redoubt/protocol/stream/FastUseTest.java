package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says of its token (XEP-0484 sections 3.4 and 3.6). */
class FastUseTest {
    private static Element.Builder fast() {
        return Element.named(FastUse.NAMESPACE, "fast");
    }

    @Test
    void nothingNeedBeSaid() {
        assertThat(FastUse.read(fast().build())).contains(new FastUse(OptionalLong.empty(), false));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0000000007, 7", "4294967295, 4294967295", "9999999999, 9999999999"})
    void countsAreNumbersWithoutSign(String text, long count) {
        assertThat(FastUse.read(fast().attribute("count", text).build()))
                .contains(new FastUse(OptionalLong.of(count), false));
    }

    /** A count that two readers could take for different numbers would let a message be repeated. */
    @ParameterizedTest
    @Tag("A-58")
    @ValueSource(strings = {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "10000000000", "99999999999999999999", "\u0661"})
    void anythingElseIsNoCount(String text) {
        assertThat(FastUse.read(fast().attribute("count", text).build())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "false, false", "0, false"})
    void theTokenMayBeGivenUp(String text, boolean invalidate) {
        assertThat(FastUse.read(fast().attribute("invalidate", text).build()))
                .contains(new FastUse(OptionalLong.empty(), invalidate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TRUE", "yes", " true", "2"})
    void anythingElseIsNoTruth(String text) {
        assertThat(FastUse.read(fast().attribute("invalidate", text).build())).isEmpty();
        assertThat(FastUse.read(fast().attribute("invalidate", text)
                        .attribute("count", "1")
                        .build()))
                .isEmpty();
    }

    @Test
    void bothAreRead() {
        assertThat(FastUse.read(fast().attribute("invalidate", "true")
                        .attribute("count", "12")
                        .build()))
                .contains(new FastUse(OptionalLong.of(12), true));
    }
}
