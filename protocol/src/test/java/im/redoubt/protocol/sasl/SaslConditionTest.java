package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SaslConditionTest {
    @Test
    void theConditionsAreThoseOfTheRfc() {
        assertThat(Arrays.stream(SaslCondition.values()).map(SaslCondition::element))
                .containsExactly(
                        "aborted",
                        "account-disabled",
                        "credentials-expired",
                        "encryption-required",
                        "incorrect-encoding",
                        "invalid-authzid",
                        "invalid-mechanism",
                        "malformed-request",
                        "mechanism-too-weak",
                        "not-authorized",
                        "temporary-auth-failure");
    }

    @Test
    void theErrorsAreThoseOfTheRfc() {
        assertThat(Arrays.stream(ScramError.values()).map(ScramError::value))
                .containsExactlyInAnyOrder(
                        "invalid-encoding",
                        "extensions-not-supported",
                        "invalid-proof",
                        "channel-bindings-dont-match",
                        "server-does-support-channel-binding",
                        "channel-binding-not-supported",
                        "unsupported-channel-binding-type",
                        "unknown-user",
                        "invalid-username-encoding",
                        "no-resources",
                        "other-error");
    }
}
