package im.redoubt.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void preparesWhatClientsWouldPrepare() {
        try (Secret prepared = Passwords.prepare("I\u00adX".toCharArray())) {
            assertThat(new String(prepared.reveal(), StandardCharsets.UTF_8)).isEqualTo("IX");
        }
    }

    @Test
    void refusesEmptyOverlongAndForbiddenOnesWithoutTellingThem() {
        for (String bad : new String[] {"", "\u00ad", "secret\u0007", "x".repeat(1_024)}) {
            assertThatThrownBy(() -> Passwords.prepare(bad.toCharArray()))
                    .isInstanceOf(AdministrationException.class)
                    .hasMessageNotContaining("secret");
        }
    }
}
