package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who looks like somebody else is refused, is the same, or is somebody else; and it is always the same one of the three. */
class JidLookalikeTest {
    @ParameterizedTest
    @Tag("R-75")
    @Tag("A-57")
    @CsvSource({
        "alice@example.org, ALICE@example.org",
        "alice@example.org, \uFF41lice@example.org",
        "alice@example.org, \uFF21lice@\uFF25xample.org",
        "andr\u00E9@example.org, andre\u0301@example.org",
        "andr\u00E9@example.org, ANDR\u00C9@example.org",
        "\u1EAD@example.org, a\u0323\u0302@example.org",
        "\u1EAD@example.org, a\u0302\u0323@example.org",
        "\uD55C@example.org/x, \uD55C@example.org/x",
        "a@example.org/caf\u00E9, a@example.org/cafe\u0301",
        "a@example.org/a b, a@example.org/a\u00A0b",
    })
    void isTheSameWhereTheRfcSaysSo(String one, String other) {
        assertThat(Jid.of(other))
                .isEqualTo(Jid.of(one))
                .hasSameHashCodeAs(Jid.of(one))
                .hasToString(one);
    }

    @ParameterizedTest
    @Tag("R-75")
    @Tag("A-57")
    @CsvSource({
        "alice@example.org, \u0430lice@example.org",
        "alice@example.org, a\u0142ice@example.org",
        "sofia@example.org, sof\u0131a@example.org",
        "omega@example.org, \u03BFmega@example.org",
        "fussball@example.org, fu\u00DFball@example.org",
        "a\u03C3@example.org, a\u03C2@example.org",
        "a@example.org/r, a@example.org/R",
        "a@example.org/A, a@example.org/\uFF21",
        "a@example.org/4, a@example.org/\u2463",
        "a@example.org, a@ex\u0430mple.org",
        "a@[::1], a@[0::1]",
    })
    void isAnotherWhereTheRfcDoesNot(String one, String other) {
        assertThat(Jid.of(other)).isNotEqualTo(Jid.of(one));
    }

    @ParameterizedTest
    @Tag("R-75")
    @ValueSource(
            strings = {
                "henry\u2163@example.org",
                "alice\u200B@example.org",
                "alice\u200C@example.org",
                "al\u200Dice@example.org",
                "alice\u00AD@example.org",
                "alice\uFEFF@example.org",
                "\u202Eecila@example.org",
                "alice\u2060@example.org",
                "al\u034Fice@example.org",
                "alice\uFE0F@example.org",
                "\u00AAlice@example.org",
                "\u24D0lice@example.org",
                "\uD835\uDC1Alice@example.org",
                "alice\u3164@example.org",
                "alice\u05D0@example.org",
                "\u05D0alice@example.org",
                "alice@example.org/\u202Ex",
                "alice@example.org/x\u200D",
                "alice@example\u200B.org",
            })
    void isRefusedWherePrecisProhibits(String text) {
        assertThat(Jid.parse(text)).isEmpty();
    }

    /** Every code point of Unicode: two localparts that become equal differ by case, width or composition and nothing else. */
    @Test
    @Tag("A-57")
    void collapsesNothingButCaseWidthAndComposition() {
        Map<String, List<String>> groups = new HashMap<>();
        for (String text : Samples.everyCodePoint()) {
            Jid.parse("x" + text + "@h")
                    .filter(jid -> !jid.local().isEmpty() && jid.domain().equals("h"))
                    .ifPresent(jid -> groups.computeIfAbsent(jid.local(), l -> new ArrayList<>())
                            .add("x" + text));
        }
        groups.values().removeIf(group -> group.size() == 1);
        assertThat(groups.values()).hasSizeGreaterThan(1000).allSatisfy(group -> {
            String folded = UnicodeFolding.of(group.get(0));
            assertThat(group)
                    .allSatisfy(member -> assertThat(UnicodeFolding.of(member)).isEqualTo(folded));
        });
    }
}
