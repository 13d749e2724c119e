package im.redoubt.server.filter;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("SRV-08")
class AddressPatternTest {
    private static boolean has(String pattern, String address) {
        return AddressPattern.parse(pattern).has(BareJid.of(address));
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org, alice@example.org",
        "ALICE@Example.ORG, alice@example.org",
        "\uFF41lice@example.org, alice@example.org",
        "example.org, alice@example.org",
        "example.org, example.org",
        "EXAMPLE.org, alice@example.org",
        "*@example.org, alice@example.org",
        "*, alice@example.org",
        "*, example.org",
        "*@*, alice@example.org",
        "alice@*, alice@anywhere.example",
        "*.example.org, alice@a.example.org",
        "*.example.org, alice@b.a.example.org",
        "*@*.example.org, alice@a.example.org",
        "a*e@example.org, alice@example.org",
        "*li*@example.org, alice@example.org",
        "**@example.org, alice@example.org",
        "a**e@example.org, ae@example.org",
        "*ab*ab@example.org, aabxab@example.org"
    })
    void isAboutThese(String pattern, String address) {
        assertThat(has(pattern, address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org, bob@example.org",
        "alice@example.org, alice@example.com",
        "example.org, alice@a.example.org",
        "*@example.org, example.org",
        "*@*, example.org",
        "*.example.org, alice@example.org",
        "*.example.org, alice@badexample.org",
        "a*@example.org, bob@example.org",
        "*a@example.org, ab@example.org",
        "a*b*c@example.org, acb@example.org",
        "ali@example.org, alice@example.org"
    })
    void isNotAboutThese(String pattern, String address) {
        assertThat(has(pattern, address)).isFalse();
    }

    @Test
    void isThePatternThatWasWritten() {
        AddressPattern pattern = AddressPattern.parse("*@Example.org");
        assertThat(pattern).hasToString("*@Example.org").isEqualTo(AddressPattern.parse("*@Example.org"));
        assertThat(pattern)
                .isNotEqualTo(AddressPattern.parse("*@example.org"))
                .hasSameHashCodeAs(AddressPattern.parse("*@Example.org"));
    }

    /** Stars that each could stand for much: it takes at most one length times the other. */
    @Test
    @Tag("D-103")
    void takesNoLongerForManyStars() {
        String pattern = "*a".repeat(200) + "b@example.org";
        assertThat(has(pattern, "a".repeat(1_000) + "@example.org")).isFalse();
    }
}
