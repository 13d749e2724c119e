package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.stringprep.Profile;
import com.ongres.stringprep.Stringprep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaslPrepTest {
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final Profile OTHERS = Stringprep.getProvider("SASLprep");

    /** The examples of RFC 4013 section 3, and more of each kind. */
    @ParameterizedTest
    @Tag("A-57")
    @CsvSource({
        "I\u00ADX, IX",
        "user, user",
        "USER, USER",
        "\u00AA, a",
        "\u2168, IX",
        "p\u00E4ss, p\u00E4ss",
        "pa\u0308ss, p\u00E4ss",
        "\uFF50\uFF41\uFF53\uFF53, pass",
        "a\u00A0b, a b",
        "a\u200Bb, a b",
        "\u0627\u0031\u0628, \u0627\u0031\u0628",
    })
    void preparesEqualPasswordsEqually(String password, String prepared) {
        assertThat(SaslPrep.prepare(password)).contains(prepared);
        assertThat(SaslPrep.prepare(password.toCharArray())).contains(prepared);
        assertThat(SaslPrep.prepare(prepared)).contains(prepared);
    }

    @ParameterizedTest
    @Tag("A-57")
    @ValueSource(
            strings = {
                "",
                "\u0007",
                "\u0627\u0031",
                "a\u0627",
                "\u0627a\u0628",
                "\u00AD",
                "a\uE000",
                "a\uFFFD",
                "a\u0221",
                "a\u2028",
                "\uD800",
                "a\uD800b",
                "\uFDD0",
                "a\u202E",
                "\uDBFF\uDFFF",
                "\uD83E\uDD70"
            })
    void refuses(String password) {
        assertThat(SaslPrep.prepare(password)).isEmpty();
    }

    @Test
    void leavesTheSecretOfTheCallerAlone() {
        char[] secret = {'I', '\u00AD', 'X'};
        assertThat(SaslPrep.prepare(secret)).contains("IX");
        assertThat(secret).containsExactly('I', '\u00AD', 'X');
    }

    @Test
    void agreesWithAnotherImplementationOnEveryCodePoint() {
        assertThat(disagreements(Samples.everyCodePoint())).isEmpty();
    }

    @Test
    void agreesWithAnotherImplementationOnDirection() {
        List<String> samples = new ArrayList<>();
        for (String text : Samples.everyCodePoint()) {
            samples.add("\u05D0" + text + "\u05D0");
            samples.add(text + "\u05D0");
        }
        assertThat(disagreements(samples)).isEmpty();
    }

    @Test
    void agreesWithAnotherImplementationOnRandomStrings() {
        assertThat(disagreements(Samples.random(4013, 50_000))).isEmpty();
    }

    /**
     * Returns where we differ without a reason. There are two. The other one maps U+200B to nothing; it is in both tables, the
     * RFC names spaces first, and so do libidn and Python's. It looks for unassigned code points in the result only, while RFC
     * 3454 section 7 speaks of the string itself.
     */
    private static List<String> disagreements(List<String> samples) {
        List<String> differing = new ArrayList<>();
        for (String text : samples) {
            boolean known = text.indexOf(ZERO_WIDTH_SPACE) >= 0
                    || text.codePoints().anyMatch(c -> !CodePoints.has(c, CodePoints.IN_UNICODE_3_2));
            if (!known && !SaslPrep.prepare(text).equals(theirs(text))) {
                differing.add(Samples.shown(text));
            }
        }
        return differing;
    }

    private static Optional<String> theirs(String text) {
        try {
            return Optional.of(OTHERS.prepareStored(text)).filter(prepared -> !prepared.isEmpty());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException refused) {
            // The second is how it refuses a string of which nothing is left.
            return Optional.empty();
        }
    }
}
