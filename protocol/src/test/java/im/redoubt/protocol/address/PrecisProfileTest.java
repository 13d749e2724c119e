package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisProfileTest {
    private static final PrecisProfile USERNAME = PrecisProfile.USERNAME_CASE_MAPPED;
    private static final PrecisProfile OPAQUE = PrecisProfile.OPAQUE_STRING;
    private static final PrecisProfile NICKNAME = PrecisProfile.NICKNAME;

    /** The examples of RFC 8265 section 3.5, and more. */
    @ParameterizedTest
    @Tag("A-57")
    @CsvSource({
        "juliet@example.com, juliet@example.com",
        "fussball, fussball",
        "fu\u00DFball, fu\u00DFball",
        "\u03C0, \u03C0",
        "\u03A3, \u03C3",
        "\u03C3, \u03C3",
        "\u03C2, \u03C2",
        "\u039F\u0394\u039F\u03A3, \u03BF\u03B4\u03BF\u03C2",
        "\uFF2A\uFF35\uFF2C\uFF29\uFF25\uFF34, juliet",
        "\uFF76\uFF9E, \u30AC",
        "A\u0301, \u00E1",
        "\u0130, i\u0307",
        "L\u00B7L, l\u00B7l",
        "\u13A0, \uAB70",
        "\u05D0\u05D1, \u05D0\u05D1",
        "\u0915\u094D\u200D\u0937, \u0915\u094D\u200D\u0937",
        "\u0628\u200C\u0628, \u0628\u200C\u0628",
    })
    void acceptsUsernames(String text, String prepared) {
        assertThat(USERNAME.enforce(text)).contains(prepared);
        assertThat(USERNAME.comparisonKey(text)).contains(prepared);
    }

    @ParameterizedTest
    @Tag("R-75")
    @ValueSource(
            strings = {
                "",
                "foo bar",
                "\u265A",
                "henry\u2163",
                "\u221E",
                "a\u200Bb",
                "a\u200Cb",
                "a\u200Db",
                "a\u202Eb",
                "\u212A",
                "\u1100\u1161",
                "\u0640",
                "\uFB01",
                "\u017F\u0378",
                "a\u05D0",
                "\u05D01a",
                "\u0660\u06F0",
                "\u0660",
                "a\u00B7b",
                "\u30FB",
                "a\u30FBb",
                "\u05F3",
                "\u0375a",
                "\uE000",
                "\uFDD0",
                "\uD800",
                "a\uDC00",
                "\uFFFD",
                "\u0000",
                "\uD802\uDD40",
                "a\uFE0F",
                "\u3164",
                "\uFFA0"
            })
    void refusesUsernames(String text) {
        assertThat(USERNAME.enforce(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "correct horse battery staple, correct horse battery staple",
        "Correct Horse Battery Staple, Correct Horse Battery Staple",
        "\u03C0\u00DF\u00E5, \u03C0\u00DF\u00E5",
        "Jack of \u2666s, Jack of \u2666s",
        "foo\u1680bar, foo bar",
        "cafe\u0301, caf\u00E9",
        "\uFF21, \uFF21",
        "\u2163, \u2163",
        "\uD83E\uDD70, \uD83E\uDD70",
    })
    void acceptsOpaqueStrings(String text, String prepared) {
        assertThat(OPAQUE.enforce(text)).contains(prepared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my cat is a \u0009by",
                "a\u007F",
                "\u200B",
                "a\uFE0F",
                "\uE000",
                "\u00B7",
                "\uD800",
                "\u0378"
            })
    void refusesOpaqueStrings(String text) {
        assertThat(OPAQUE.enforce(text)).isEmpty();
    }

    /** The examples of RFC 8266 section 3, and more. */
    @ParameterizedTest
    @Tag("R-75")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Foo,Foo,foo",
                "foo,foo,foo",
                "Foo Bar,Foo Bar,foo bar",
                "foo bar,foo bar,foo bar",
                "  foo  \u00A0 bar ,foo bar,foo bar",
                "\u03A3,\u03A3,\u03C3",
                "\u03C3,\u03C3,\u03C3",
                "\u03C2,\u03C2,\u03C2",
                "\u265A,\u265A,\u265A",
                "Richard \u2163,Richard IV,richard iv",
                "\uFF21lice,Alice,alice",
                "\u212A,K,k",
                "\u00A8a,\u0308a,\u0308a",
            })
    void acceptsNicknames(String text, String kept, String key) {
        assertThat(NICKNAME.enforce(text)).contains(kept);
        assertThat(NICKNAME.comparisonKey(text)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0\u3000", "a\u200Bb", "a\u0000", "\u202Ea"})
    void refusesNicknames(String text) {
        assertThat(NICKNAME.enforce(text)).isEmpty();
        assertThat(NICKNAME.comparisonKey(text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PrecisProfile.class)
    @Tag("A-57")
    void preparesWhatIsPreparedToItself(PrecisProfile profile) {
        List<String> samples = new ArrayList<>(Samples.everyCodePoint());
        samples.addAll(Samples.random(7, 50_000));
        List<String> unstable = new ArrayList<>();
        for (String text : samples) {
            profile.enforce(text)
                    .filter(prepared ->
                            !profile.enforce(prepared).filter(prepared::equals).isPresent())
                    .ifPresent(prepared -> unstable.add(Samples.shown(text)));
            profile.comparisonKey(text)
                    .filter(key ->
                            !profile.comparisonKey(key).filter(key::equals).isPresent())
                    .ifPresent(key -> unstable.add(Samples.shown(text)));
        }
        assertThat(unstable).isEmpty();
    }

    @Test
    @Tag("R-75")
    void knowsWhichNicknamesAreTheSame() {
        assertThat(NICKNAME.comparisonKey("Alice")).isEqualTo(NICKNAME.comparisonKey(" \uFF21LICE "));
        assertThat(NICKNAME.comparisonKey("Alice")).isNotEqualTo(NICKNAME.comparisonKey("\u0410lice"));
    }
}
