package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import im.redoubt.protocol.Secret;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScramVerifierTest {
    private static final String SALT = CanonicalBase64.encode(Scram.SALT);
    private static final String KEY = CanonicalBase64.encode(Scram.filled(32, 1));
    private static final Secret SERVER = Secret.copyOf(Scram.filled(32, 5));

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("SRV-02")
    void readsWhatItWrites(ScramHash hash) {
        ScramVerifier verifier = Scram.verifier(hash);
        String text = verifier.encode();
        assertThat(text).matches("SCRAM-SHA-[0-9]+\\$4096:[^$:]+\\$[^$:]+:[^$:]+");
        assertThat(ScramVerifier.decode(text)).contains(verifier);
        assertThat(ScramVerifier.decode(text).map(ScramVerifier::encode)).contains(text);
    }

    static List<String> notVerifiers() {
        String right = "SCRAM-SHA-256$4096:" + SALT + "$" + KEY + ":" + KEY;
        assertThat(ScramVerifier.decode(right)).isPresent();
        return List.of(
                "",
                "pencil",
                "SCRAM-SHA-256",
                right + "\n",
                " " + right,
                right + ":",
                right + "$",
                right.replace("SHA-256", "SHA-255"),
                right.replace("SHA-256", "SHA-1"),
                right.replace("SHA-256", "SHA-512"),
                right.replace("SHA-256", "SHA-256-PLUS"),
                right.replace("SCRAM", "scram"),
                right.replace("4096", "4095"),
                right.replace("4096", "04096"),
                right.replace("4096", "+4096"),
                right.replace("4096", "1000001"),
                right.replace("4096", "99999999999"),
                right.replace("4096", ""),
                right.replace(SALT, ""),
                right.replace(SALT, CanonicalBase64.encode(new byte[7])),
                right.replace(SALT, CanonicalBase64.encode(new byte[65])),
                right.replace(SALT, SALT.replace("=", "")),
                right.replace(KEY, KEY.replace("=", "")),
                right.replace(KEY, CanonicalBase64.encode(new byte[31])),
                right.replace(KEY, CanonicalBase64.encode(new byte[33])),
                right.replace(":" + KEY, ""),
                right.replace(":" + KEY, ":"),
                right.replace("$" + KEY, "$"));
    }

    @ParameterizedTest
    @MethodSource("notVerifiers")
    void readsNothingElse(String text) {
        assertThat(ScramVerifier.decode(text)).isEmpty();
    }

    @Test
    void refusesPartsOutOfTheirBounds() {
        byte[] key = new byte[32];
        ScramHash hash = ScramHash.SHA_256;
        assertThatIllegalArgumentException().isThrownBy(() -> ScramVerifier.of(hash, 4095, Scram.SALT, key, key));
        assertThatIllegalArgumentException().isThrownBy(() -> ScramVerifier.of(hash, 1_000_001, Scram.SALT, key, key));
        assertThatIllegalArgumentException().isThrownBy(() -> ScramVerifier.of(hash, 4096, new byte[7], key, key));
        assertThatIllegalArgumentException().isThrownBy(() -> ScramVerifier.of(hash, 4096, new byte[65], key, key));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScramVerifier.of(hash, 4096, Scram.SALT, new byte[31], key));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScramVerifier.of(hash, 4096, Scram.SALT, key, new byte[33]));
    }

    @Test
    void keepsCopiesOfItsParts() {
        byte[] salt = Scram.SALT.clone();
        byte[] key = Scram.filled(32, 1);
        ScramVerifier verifier = ScramVerifier.of(ScramHash.SHA_256, 4096, salt, key, key);
        String before = verifier.encode();
        salt[0] = 99;
        key[0] = 99;
        verifier.salt()[0] = 99;
        assertThat(verifier.encode()).isEqualTo(before);
    }

    @Test
    @Tag("SRV-02")
    void showsNoKeyWhenPrinted() {
        assertThat(Scram.verifier(ScramHash.SHA_256)).hasToString("SCRAM-SHA-256 with 4096 iterations");
    }

    @Test
    void isEqualByAllItsParts() {
        byte[] one = Scram.filled(32, 1);
        byte[] two = Scram.filled(32, 2);
        ScramVerifier verifier = ScramVerifier.of(ScramHash.SHA_256, 4096, Scram.SALT, one, two);
        assertThat(verifier).isEqualTo(ScramVerifier.of(ScramHash.SHA_256, 4096, Scram.SALT, one, two));
        assertThat(verifier).hasSameHashCodeAs(ScramVerifier.of(ScramHash.SHA_256, 4096, Scram.SALT, one, two));
        assertThat(verifier).isNotEqualTo(ScramVerifier.of(ScramHash.SHA_256, 4097, Scram.SALT, one, two));
        assertThat(verifier).isNotEqualTo(ScramVerifier.of(ScramHash.SHA_256, 4096, new byte[16], one, two));
        assertThat(verifier).isNotEqualTo(ScramVerifier.of(ScramHash.SHA_256, 4096, Scram.SALT, two, two));
        assertThat(verifier).isNotEqualTo(ScramVerifier.of(ScramHash.SHA_256, 4096, Scram.SALT, one, one));
        assertThat((Object) verifier).isNotEqualTo("SCRAM");
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void matchesItsPasswordOnly(ScramHash hash) {
        assertThat(Scram.verifier(hash).matches(Scram.password())).isTrue();
        assertThat(Scram.verifier(hash).matches(Secret.utf8("Pencil".toCharArray())))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("A-53")
    void aDecoyIsTheSameEveryTimeAndAnotherForEveryNameHashAndServer(ScramHash hash) {
        byte[] salt = salt(hash, SERVER, "nobody@example.org");
        assertThat(salt).isEqualTo(salt(hash, Secret.copyOf(SERVER.reveal()), "nobody@example.org"));
        assertThat(salt).isNotEqualTo(salt(hash, SERVER, "nobodz@example.org"));
        assertThat(salt).isNotEqualTo(salt(hash, SERVER, "nobody@example.com"));
        assertThat(salt).isNotEqualTo(salt(hash, Secret.copyOf(Scram.filled(32, 6)), "nobody@example.org"));
        for (ScramHash other : ScramHash.values()) {
            assertThat(other == hash || !java.util.Arrays.equals(salt, salt(other, SERVER, "nobody@example.org")))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("A-53")
    void aDecoyHasTheShapeOfARealVerifier(ScramHash hash) {
        ScramVerifier decoy = ScramVerifier.decoy(List.of(VerifierShape.ours(hash, 10_000)), SERVER, "nobody");
        assertThat(decoy.salt()).hasSize(ScramVerifier.SALT_BYTES).hasSameSizeAs(Scram.SALT);
        assertThat(decoy.iterations()).isEqualTo(10_000);
        assertThat(decoy.hash()).isEqualTo(hash);
        assertThat(decoy).hasToString(hash.scheme() + " with 10000 iterations");
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("A-53")
    void anUnknownAccountIsRefusedJustLikeAWrongPassword(ScramHash hash) {
        SaslRefusal unknown =
                attempt(ScramVerifier.decoy(List.of(VerifierShape.ours(hash, 4096)), SERVER, "user"), hash);
        SaslRefusal wrong = attempt(ScramVerifier.derive(hash, Secret.copyOf(new byte[] {1}), Scram.SALT, 4096), hash);
        assertThat(unknown).isEqualTo(wrong);
        assertThat(unknown.condition()).isEqualTo(SaslCondition.NOT_AUTHORIZED);
    }

    @Test
    @Tag("A-53")
    void aDecoyNeverVerifiesEvenIfItsKeysAreRight() {
        try (Secret salted = ScramHash.SHA_256.saltedPassword(Scram.password(), Scram.SALT, 4096)) {
            ScramKeys keys = ScramKeys.of(ScramHash.SHA_256, salted);
            ScramVerifier decoy =
                    ScramVerifier.decoy(ScramHash.SHA_256, 4096, Scram.SALT, keys.storedKey(), keys.serverKey());
            assertThat(attempt(decoy, ScramHash.SHA_256).error()).contains(ScramError.INVALID_PROOF);
            assertThat(decoy.matches(Scram.password())).isFalse();
            assertThat(decoy).isNotEqualTo(Scram.verifier(ScramHash.SHA_256));
        }
    }

    @Test
    @Tag("A-53")
    void aDecoyCannotBeStored() {
        ScramVerifier decoy =
                ScramVerifier.decoy(List.of(VerifierShape.ours(ScramHash.SHA_256, 4096)), SERVER, "nobody");
        assertThatIllegalStateException().isThrownBy(decoy::encode);
    }

    @Test
    @Tag("A-53")
    void aDecoyWantsASecretOf32Bytes() {
        Secret small = Secret.copyOf(new byte[31]);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ScramVerifier.decoy(List.of(VerifierShape.ours(ScramHash.SHA_256, 4096)), small, "nobody"));
    }

    private static byte[] salt(ScramHash hash, Secret secret, String name) {
        return ScramVerifier.decoy(List.of(VerifierShape.ours(hash, 4096)), secret, name)
                .salt();
    }

    private static SaslRefusal attempt(ScramVerifier verifier, ScramHash hash) {
        Mechanism mechanism = Mechanism.named(hash.scheme()).orElseThrow();
        ScramClient client = Scram.client(mechanism, ClientBinding.unsupported());
        ScramChallenge challenge = Scram.accepted(
                        Scram.server(mechanism, Scram.OFFER).on(client.bytes()))
                .challenge(verifier);
        NeedsKey state = Scram.accepted(client.on(challenge.bytes()));
        try (Secret salted = Scram.salted(state)) {
            return Scram.refused(challenge.on(state.proceed(salted).bytes()));
        }
    }
}
