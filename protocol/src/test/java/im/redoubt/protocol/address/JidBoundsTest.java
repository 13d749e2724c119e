package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-74")
class JidBoundsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 1022, 1023})
    void acceptsPartsUpToTheBound(int bytes) {
        assertThat(Jid.parse(local(bytes) + "@b/c")).isPresent();
        assertThat(Jid.parse("a@b/" + local(bytes))).isPresent();
        assertThat(Jid.parse("a@" + domain(bytes))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024, 1025, 3069, 3070, 1_000_000})
    void refusesPartsOutsideTheBounds(int bytes) {
        assertThat(Jid.parse(local(bytes) + "@b/c")).isEmpty();
        assertThat(Jid.parse("a@b/" + local(bytes))).isEmpty();
        assertThat(Jid.parse("a@" + domain(bytes))).isEmpty();
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(Jid.parse("\u03C0".repeat(511) + "x@b")).isPresent();
        assertThat(Jid.parse("\u03C0".repeat(512) + "@b")).isEmpty();
        assertThat(Jid.parse("a@b/" + "\u265A".repeat(341))).isPresent();
        assertThat(Jid.parse("a@b/" + "\u265A".repeat(341) + "x")).isEmpty();
        assertThat(Jid.parse("a@b/" + "\uD83E\uDD70".repeat(255) + "xyz")).isPresent();
        assertThat(Jid.parse("a@b/" + "\uD83E\uDD70".repeat(256))).isEmpty();
    }

    @Test
    void countsAfterPreparation() {
        assertThat(Jid.parse("\uFF41".repeat(1023) + "@b")).isPresent();
        assertThat(Jid.parse("\uFF41".repeat(1024) + "@b")).isEmpty();
        assertThat(Jid.parse("U\u0308\u0304".repeat(511) + "@b")).isPresent();
        assertThat(Jid.parse("U\u0308\u0304".repeat(512) + "@b")).isEmpty();
        // U+023A takes two bytes, its lower case U+2C65 three.
        assertThat(Jid.parse("\u023A".repeat(341) + "@b")).isPresent();
        assertThat(Jid.parse("\u023A".repeat(342) + "@b")).isEmpty();
        assertThat(Jid.parse("a@" + domain(1023) + ".")).isPresent();
        assertThat(Jid.parse("a@" + "xn--tda.".repeat(341) + "x")).isEmpty();
        assertThat(Jid.parse("a@" + "xn--tda.".repeat(340) + "xn--tda")).isPresent();
    }

    private static String local(int bytes) {
        return "x".repeat(bytes);
    }

    /** Labels of at most 63 characters, {@code bytes} in all. */
    private static String domain(int bytes) {
        StringBuilder name = new StringBuilder();
        while (name.length() < bytes) {
            name.append(name.length() % 64 == 63 && name.length() < bytes - 1 ? '.' : 'd');
        }
        return name.toString();
    }
}
