package im.redoubt.client.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
    @ParameterizedTest
    @CsvSource({"pencil,pencil", "I\u00ADX,IX", "\u00AA,a", "\u2168,IX", "a\u00A0b,'a b'", "ﬁ,fi", "' a ',' a '"})
    void isPreparedAsScramDemands(String typed, String prepared) {
        try (Password password = Password.of(typed.toCharArray())) {
            assertThat(password.reveal()).isEqualTo(CredentialStoreContract.secret(prepared));
        }
        try (Password password = Password.prepared(CredentialStoreContract.secret(prepared))) {
            assertThat(password.reveal()).isEqualTo(CredentialStoreContract.secret(prepared));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00AD", "a\u0007b", "\u06271", "\uE000", "\uD800", "a\n"})
    void whatNoPasswordMayHaveIsRefusedAndNotShown(String typed) {
        char[] characters = typed.toCharArray();
        assertThatThrownBy(() -> Password.of(characters))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("a\u0007b");
    }

    @Test
    @Tag("LIB-08")
    void isErased() {
        char[] characters = "swordfish".toCharArray();
        Password password = Password.of(characters);
        Arrays.fill(characters, '\0');
        assertThat(password.reveal()).as("a copy").isEqualTo(CredentialStoreContract.secret("swordfish"));
        password.close();
        assertThatThrownBy(password::reveal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isBounded() {
        char[] longest = new char[Password.MOST_CHARS];
        Arrays.fill(longest, 'a');
        assertThat(Password.of(longest).reveal().length()).isEqualTo(Password.MOST_CHARS);
        assertThatThrownBy(() -> Password.of(new char[Password.MOST_CHARS + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("APP-06")
    void isNotPrinted() {
        Password password = Password.of("swordfish".toCharArray());
        assertThat(password).hasToString("***");
    }

    /** A secret in a string does not compile: nothing here takes or gives one. */
    @Test
    @Tag("LIB-10")
    void noSecretIsAString() {
        for (Class<?> type :
                new Class<?>[] {Password.class, FastToken.class, SaltedPassword.class, Credentials.class}) {
            for (Method method : type.getMethods()) {
                boolean ours =
                        method.getDeclaringClass() == type && !method.getName().equals("toString");
                if (ours
                        && Modifier.isPublic(method.getModifiers())
                        && !method.getName().equals("ask")) {
                    assertThat(method.getReturnType()).as(method.toString()).isNotEqualTo(String.class);
                    assertThat(method.getParameterTypes()).as(method.toString()).doesNotContain(String.class);
                }
            }
        }
        assertThat(CredentialStoreContract.secret("a").reveal()).isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 4013 leaves it as it is, and it has 130 bits. */
    @Test
    void generatedPasswordsDiffer() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            try (Password password = Password.generated();
                    Secret secret = password.reveal()) {
                String text = new String(secret.reveal(), StandardCharsets.UTF_8);
                assertThat(text).matches("[a-km-np-z2-9]{26}");
                all.add(text);
            }
        }
        assertThat(all).hasSize(100);
        assertThat(String.join("", all).chars().distinct().count()).isEqualTo(32);
    }
}
