package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen of verifiers, and those that clients make (XEP-0480 section 3). */
class VerifierShapeTest {
    private static final Secret SERVER = Secret.copyOf(Scram.filled(32, 5));

    @Test
    void everyVerifierHasAShape() {
        ScramVerifier verifier = ScramVerifier.of(ScramHash.SHA_1, 4_096, new byte[36], new byte[20], new byte[20]);
        assertThat(VerifierShape.of(verifier)).isEqualTo(new VerifierShape(ScramHash.SHA_1, 4_096, 36));
        assertThat(VerifierShape.of(Scram.verifier(ScramHash.SHA_512)))
                .isEqualTo(VerifierShape.ours(
                        ScramHash.SHA_512, Scram.verifier(ScramHash.SHA_512).iterations()));
    }

    /** Changing what others look like changes nothing of a name's keys and salts where its shape stays. */
    @Test
    @Tag("A-53")
    void aNameWhoseShapeStaysKeepsItsSalt() {
        VerifierShape ours = VerifierShape.ours(ScramHash.SHA_256, 10_000);
        VerifierShape other = new VerifierShape(ScramHash.SHA_256, 4_096, 16);
        for (int i = 0; i < 50; i++) {
            ScramVerifier alone = ScramVerifier.decoy(List.of(ours), SERVER, "n" + i);
            ScramVerifier among = ScramVerifier.decoy(List.of(ours, other), SERVER, "n" + i);
            assertThat(among.salt()).isEqualTo(alone.salt());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 31, 32, 33, 64})
    @Tag("A-53")
    void aDecoyHasASaltOfAnyLengthThatAnAccountCanHave(int bytes) {
        VerifierShape shape = new VerifierShape(ScramHash.SHA_1, 4_096, bytes);
        ScramVerifier decoy = ScramVerifier.decoy(List.of(shape), SERVER, "nobody");
        assertThat(VerifierShape.of(decoy)).isEqualTo(shape);
        assertThat(decoy.salt()[bytes - 1] | decoy.salt()[bytes - 2] | decoy.salt()[bytes - 3])
                .isNotZero();
        assertThat(decoy.salt())
                .isNotEqualTo(
                        ScramVerifier.decoy(List.of(shape), SERVER, "nobodz").salt());
    }

    /** What a client computes makes the same verifier as its password does. */
    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("A-61")
    void aSaltedPasswordMakesTheVerifierOfThePassword(ScramHash hash) {
        try (Secret salted = hash.saltedPassword(Scram.password(), Scram.SALT, 4_096)) {
            assertThat(ScramVerifier.salted(hash, salted, Scram.SALT, 4_096))
                    .isEqualTo(ScramVerifier.derive(hash, Scram.password(), Scram.SALT, 4_096));
        }
    }

    /** The example of XEP-0480 section 3: what is stored verifies whoever has the key, and nobody else. */
    @Test
    @Tag("A-61")
    void theHashOfTheSpecificationMakesAVerifier() {
        byte[] salt = CanonicalBase64.decode("QV9TWENSWFE2c2VrOGJmX1o=").orElseThrow();
        byte[] hash = CanonicalBase64.decode("BzOnw3Pc5H4bOLlPZ/8JAy6wnTpH05aH21KW2+Xfpaw=")
                .orElseThrow();
        ScramVerifier made = ScramVerifier.salted(ScramHash.SHA_256, Secret.copyOf(hash), salt, 4_096);
        assertThat(VerifierShape.of(made)).hasToString("SCRAM-SHA-256 4096 17");
        assertThat(ScramVerifier.decode(made.encode())).contains(made);
        assertThat(made.encode()).doesNotContain(CanonicalBase64.encode(hash));
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("A-61")
    void aSaltedPasswordOfAnotherLengthMakesNone(ScramHash hash) {
        for (int bytes : new int[] {0, 1, hash.length() - 1, hash.length() + 1, 2 * hash.length()}) {
            Secret salted = Secret.copyOf(new byte[bytes]);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScramVerifier.salted(hash, salted, Scram.SALT, 4_096));
        }
    }
}
