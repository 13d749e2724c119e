package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources that nobody chooses (RFC 6120 section 7.7). */
class ResourcesTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");

    private final Resources resources = new Resources(new SecureRandom());

    private String next(String wish) {
        return resources.next(ALICE, Optional.of(wish)).resource();
    }

    @Test
    @Tag("R-78")
    @Tag("IOT-03")
    void haveNinetySixRandomBits() {
        Set<FullJid> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            FullJid address = resources.next(ALICE, Optional.empty());
            assertThat(address.bare()).isEqualTo(ALICE);
            assertThat(address.resource()).matches("[A-Za-z0-9_-]{16}");
            assertThat(seen.add(address)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "Desk top", "a/b", "\u4f60\u597d", "x@y", "a.b"})
    @Tag("R-78")
    @Tag("IOT-03")
    void beginWithTheWishAndEndWithWhatNobodyGuesses(String wish) {
        assertThat(next(wish)).startsWith(wish + ".").hasSize(wish.length() + 17);
        assertThat(next(wish)).isNotEqualTo(next(wish));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "a\u0007b", "\ud800", "\u200b"})
    @Tag("R-78")
    void passOverAWishThatIsNoResource(String wish) {
        assertThat(next(wish)).matches("(\\.)?[A-Za-z0-9_-]{16}");
    }

    @Test
    void passOverAWishThatIsTooLong() {
        assertThat(next("x".repeat(64))).startsWith("xxx");
        assertThat(next("x".repeat(65))).hasSize(16);
    }
}
