package im.redoubt.server.stream;

import static im.redoubt.server.fixture.SignInBench.ADDRESS;
import static im.redoubt.server.fixture.SignInBench.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.server.guard.CryptoPool;
import im.redoubt.server.settings.AccountSettings;
import im.redoubt.server.settings.ScramSettings;
import im.redoubt.server.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a password: verifiers, one for each hash, or a comparison; and that both refuse when there is no room. */
class EnrollerTest {
    private final CryptoPool pool = new CryptoPool(1, 4);

    @AfterEach
    void close() {
        pool.close();
    }

    private Enroller enroller(boolean oldClients) {
        return new Enroller(
                pool,
                new AccountSettings(oldClients, false, 10_000, Duration.ofDays(1), ScramSettings.DEFAULT),
                new SecureRandom());
    }

    private Optional<List<ScramVerifier>> verifiers(boolean oldClients, String password) {
        return Store.await(enroller(oldClients).verifiers(ADDRESS, secret(password)));
    }

    private boolean matches(String password, ScramVerifier verifier) {
        return Store.await(enroller(false).matches(ADDRESS, secret(password), verifier));
    }

    /** SHA-1 only where the operator says so. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("SRV-02")
    void anAccountHasAVerifierForEachHashThatItMayUse(boolean oldClients) {
        List<ScramVerifier> made = verifiers(oldClients, "open sesame").orElseThrow();
        assertThat(made.stream().map(ScramVerifier::hash))
                .containsExactlyElementsOf(
                        oldClients ? List.of(ScramHash.values()) : List.of(ScramHash.SHA_256, ScramHash.SHA_512));
        assertThat(made)
                .allSatisfy(verifier -> assertThat(verifier.iterations()).isEqualTo(10_000))
                .allSatisfy(
                        verifier -> assertThat(matches("open sesame", verifier)).isTrue())
                .allSatisfy(
                        verifier -> assertThat(matches("Open sesame", verifier)).isFalse());
        assertThat(made.stream()
                        .map(verifier -> List.of(bytes(verifier.salt())))
                        .distinct())
                .hasSize(made.size());
    }

    private static Byte[] bytes(byte[] salt) {
        Byte[] boxed = new Byte[salt.length];
        for (int index = 0; index < salt.length; index++) {
            boxed[index] = salt[index];
        }
        return boxed;
    }

    @Test
    void noTwoAccountsShareASalt() {
        byte[] one = verifiers(false, "sesame").orElseThrow().getFirst().salt();
        byte[] other = verifiers(false, "sesame").orElseThrow().getFirst().salt();
        assertThat(one).hasSize(ScramVerifier.SALT_BYTES).isNotEqualTo(other);
    }

    /** SASLprep (RFC 4013): what is the same after preparation is the same password. */
    @ParameterizedTest
    @CsvSource({"I\u00ADX,IX", "\u2168,IX", "\u00AA,a", "a\u00A0b,a b"})
    @Tag("A-57")
    void spellingsOfAPasswordAreOne(String written, String prepared) {
        ScramVerifier verifier = verifiers(false, written).orElseThrow().getFirst();
        assertThat(matches(prepared, verifier)).isTrue();
        assertThat(matches(written, verifier)).isTrue();
    }

    /** What SASLprep prohibits or leaves nothing of is no password, and matches nothing either. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\u00AD", "\u0007", "\u06271", "\u0221"})
    void whatCannotBeAPasswordIsNone(String password) {
        assertThat(verifiers(false, password)).isEmpty();
        assertThat(matches(password, verifiers(false, "sesame").orElseThrow().getFirst()))
                .isFalse();
    }

    /** The caller's password is the caller's to erase. */
    @Test
    void thePasswordGivenStaysUsable() {
        try (Secret password = secret("sesame")) {
            ScramVerifier verifier = Store.await(enroller(false).verifiers(ADDRESS, password))
                    .orElseThrow()
                    .getFirst();
            assertThat(Store.await(enroller(false).matches(ADDRESS, password, verifier)))
                    .isTrue();
            assertThat(password.length()).isEqualTo(6);
        }
    }

    @Test
    @Tag("D-104")
    void withoutRoomNothingIsDerived() {
        Enroller enroller = enroller(false);
        ScramVerifier verifier = verifiers(false, "sesame").orElseThrow().getFirst();
        pool.close();
        assertThatThrownBy(() -> Store.await(enroller.verifiers(ADDRESS, secret("sesame"))))
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> Store.await(enroller.matches(ADDRESS, secret("sesame"), verifier)))
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }
}
