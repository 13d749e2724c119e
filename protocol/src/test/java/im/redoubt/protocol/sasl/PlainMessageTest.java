package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import im.redoubt.protocol.Secret;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMessageTest {
    @Test
    void readsNameAndPassword() {
        try (PlainMessage message = parsed(Scram.bytes("\0usér\0pass,word=水"), AuthzidRule.NONE)) {
            assertThat(message.username()).isEqualTo("usér");
            assertThat(message.authzid()).isEmpty();
            assertThat(message.password()).isEqualTo(Secret.utf8("pass,word=水".toCharArray()));
        }
    }

    @Test
    void readsTheLongestParts() {
        String text = "\0" + "u".repeat(1023) + "\0" + "p".repeat(1023);
        try (PlainMessage message = parsed(Scram.bytes(text), AuthzidRule.NONE)) {
            assertThat(message.username()).hasSize(1023);
            assertThat(message.password().length()).isEqualTo(1023);
        }
    }

    static List<Arguments> malformed() {
        return List.of(
                Arguments.of("nothing", ""),
                Arguments.of("a NUL", "\0"),
                Arguments.of("two NULs", "\0\0"),
                Arguments.of("three NULs", "\0\0\0"),
                Arguments.of("no NUL", "userpencil"),
                Arguments.of("one NUL", "user\0pencil"),
                Arguments.of("an empty name", "\0\0pencil"),
                Arguments.of("an empty password", "\0user\0"),
                Arguments.of("an empty password and name", "user\0\0"),
                Arguments.of("a NUL at the end", "\0user\0pencil\0"),
                Arguments.of("a NUL in the password", "\0user\0pen\0cil"),
                Arguments.of("a NUL in the name", "\0us\0er\0pencil"),
                Arguments.of("a NUL in front", "\0\0user\0pencil"),
                Arguments.of("a name of 1024 bytes", "\0" + "u".repeat(1024) + "\0pencil"),
                Arguments.of("a password of 1024 bytes", "\0user\0" + "p".repeat(1024)),
                Arguments.of("an authzid of 3072 bytes", "a".repeat(3072) + "\0user\0pencil"),
                Arguments.of("64 KiB", "\0user\0" + "p".repeat(65536)),
                Arguments.of("64 KiB of NULs", "\0".repeat(65536)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    @Tag("A-51")
    void refusesWhatTheGrammarForbids(String name, String message) {
        SaslRefusal refusal = refused(Scram.bytes(message), (username, authzid) -> true);
        assertThat(refusal.condition()).as(name).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(refusal.error()).isEmpty();
        assertThat(refusal.reason()).doesNotContain("user", "pencil");
    }

    @Test
    @Tag("A-51")
    void refusesWhatIsNotUtf8InEveryPart() {
        byte[] good = Scram.bytes("a?\0u?\0p?");
        for (int place : new int[] {1, 4, 7}) {
            for (int bad : new int[] {0x80, 0xC0, 0xED, 0xF5, 0xFF}) {
                byte[] message = good.clone();
                message[place] = (byte) bad;
                assertThat(refused(message, (username, authzid) -> true).condition())
                        .isEqualTo(SaslCondition.MALFORMED_REQUEST);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "admin", "user@example.org", "user@example.org/x", "USER", "ｕｓｅｒ"})
    @Tag("A-50")
    void refusesEveryAuthorizationIdentityWithoutARule(String authzid) {
        SaslRefusal refusal = refused(Scram.bytes(authzid + "\0user\0pencil"), AuthzidRule.NONE);
        assertThat(refusal.condition()).isEqualTo(SaslCondition.INVALID_AUTHZID);
        assertThat(refusal.reason()).doesNotContain(authzid);
    }

    @Test
    @Tag("A-50")
    void asksTheRuleAboutWhatTheClientWrote() {
        AuthzidRule rule = (username, authzid) -> authzid.equals(username + "@example.org");
        try (PlainMessage message = parsed(Scram.bytes("user@example.org\0user\0pencil"), rule)) {
            assertThat(message.authzid()).contains("user@example.org");
        }
        assertThat(refused(Scram.bytes("admin@example.org\0user\0pencil"), rule).condition())
                .isEqualTo(SaslCondition.INVALID_AUTHZID);
    }

    @Test
    void erasesThePasswordWhenClosed() {
        PlainMessage message = parsed(Scram.bytes("\0user\0pencil"), AuthzidRule.NONE);
        message.close();
        assertThatIllegalStateException().isThrownBy(() -> message.password().reveal());
        assertThat(message.password()).hasToString("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pencil", "p", "pass word", "pässwörd", "\u00e9\ud83d\ude00"})
    void isComposedAsItIsParsed(String password) {
        try (Secret secret = Secret.utf8(password.toCharArray())) {
            PlainMessage message = parsed(PlainMessage.compose("user", secret), AuthzidRule.NONE);

            assertThat(message.username()).isEqualTo("user");
            assertThat(message.authzid()).isEmpty();
            assertThat(message.password()).isEqualTo(secret);
        }
    }

    @Test
    void composesNoMessageThatNobodyTakes() {
        byte[] long1024 = new byte[1024];
        Arrays.fill(long1024, (byte) 'x');
        for (byte[] password :
                List.of(new byte[0], new byte[] {'a', 0, 'b'}, new byte[] {0}, new byte[] {(byte) 0xff}, long1024)) {
            try (Secret secret = Secret.copyOf(password)) {
                assertThatIllegalArgumentException().isThrownBy(() -> PlainMessage.compose("user", secret));
            }
        }
        try (Secret secret = Secret.copyOf(Arrays.copyOf(long1024, 1023))) {
            assertThat(PlainMessage.compose("user", secret)).hasSize(1029);
            assertThat(secret.length()).as("still the caller's").isEqualTo(1023);
            for (String name : List.of("", "a\0b", "\ud800")) {
                assertThatIllegalArgumentException().isThrownBy(() -> PlainMessage.compose(name, secret));
            }
        }
    }

    private static PlainMessage parsed(byte[] bytes, AuthzidRule rule) {
        return PlainMessage.parse(bytes, rule).on(new PlainOutcome.Cases<PlainMessage>() {
            @Override
            public PlainMessage message(PlainMessage message) {
                return message;
            }

            @Override
            public PlainMessage refused(SaslRefusal refusal) {
                throw new AssertionError(refusal.toString());
            }
        });
    }

    private static SaslRefusal refused(byte[] bytes, AuthzidRule rule) {
        return PlainMessage.parse(bytes, rule).on(new PlainOutcome.Cases<SaslRefusal>() {
            @Override
            public SaslRefusal message(PlainMessage message) {
                throw new AssertionError("accepted " + message.username());
            }

            @Override
            public SaslRefusal refused(SaslRefusal refusal) {
                return refusal;
            }
        });
    }
}
