package im.redoubt.client.credential;

import static im.redoubt.client.credential.CredentialStoreContract.ALICE;
import static im.redoubt.client.credential.CredentialStoreContract.BOB;
import static im.redoubt.client.credential.CredentialStoreContract.password;
import static im.redoubt.client.credential.CredentialStoreContract.salted;
import static im.redoubt.client.credential.CredentialStoreContract.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CredentialFormatTest {
    private static byte[] written() {
        Map<BareJid, Credentials> accounts = new TreeMap<>();
        accounts.put(ALICE, token("one", 5).apply(Credentials.fresh(new SecureRandom())));
        accounts.put(
                BOB,
                Credentials.fresh(new SecureRandom())
                        .withPassword(password("password"))
                        .withSaltedPassword(salted(ScramHash.SHA_1))
                        .withSaltedPassword(salted(ScramHash.SHA_512)));
        return CredentialFormat.write(accounts);
    }

    @Test
    void whatIsWrittenIsReadAndWrittenAgainAsTheSameBytes() {
        byte[] bytes = written();
        assertThat(CredentialFormat.write(CredentialFormat.read(bytes))).isEqualTo(bytes);
        assertThat(CredentialFormat.read(CredentialFormat.write(Map.of()))).isEmpty();
    }

    @Test
    @Tag("APP-02")
    void whatIsCutOffOrHasMoreBehindItIsRefused() {
        byte[] bytes = written();
        for (int length = 0; length < bytes.length; length++) {
            assertProblem(Arrays.copyOf(bytes, length), Problem.DAMAGED);
        }
        assertProblem(Arrays.copyOf(bytes, bytes.length + 1), Problem.DAMAGED);
    }

    @Test
    void whatALaterVersionWroteIsSaidToBe() {
        byte[] bytes = written();
        bytes[0] = 2;
        assertProblem(bytes, Problem.TOO_NEW);
    }

    @Test
    @Tag("APP-02")
    void anyBytesAreReadOrRefused() {
        byte[] bytes = written();
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = bytes.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                changed[1 + random.nextInt(changed.length - 1)] = (byte) random.nextInt();
            }
            try {
                CredentialFormat.read(changed).values().forEach(Credentials::close);
            } catch (CredentialException refused) {
                assertThat(refused.problem()).isEqualTo(Problem.DAMAGED);
            }
        }
    }

    private static void assertProblem(byte[] bytes, Problem problem) {
        assertThatThrownBy(() -> CredentialFormat.read(bytes))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
