package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IterationBoundsTest {
    @Test
    @Tag("A-44")
    @Tag("LIB-07")
    void theDefaultIsFrom4096ToAMillion() {
        assertThat(IterationBounds.DEFAULT).isEqualTo(new IterationBounds(4096, 1_000_000));
        assertThat(IterationBounds.DEFAULT.admits(4095)).isFalse();
        assertThat(IterationBounds.DEFAULT.admits(4096)).isTrue();
        assertThat(IterationBounds.DEFAULT.admits(1_000_000)).isTrue();
        assertThat(IterationBounds.DEFAULT.admits(1_000_001)).isFalse();
        assertThat(IterationBounds.DEFAULT.admits(-1)).isFalse();
    }

    @Test
    @Tag("A-44")
    void noPolicyCanLeaveFloorAndCeiling() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IterationBounds(4095, 10_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new IterationBounds(4096, 10_000_001));
        assertThatIllegalArgumentException().isThrownBy(() -> new IterationBounds(10_001, 10_000));
    }

    @Test
    @Tag("A-44")
    void theDerivationHasTheSameLimits() {
        Secret password = Scram.password();
        for (int iterations : new int[] {Integer.MIN_VALUE, -1, 0, 1, 4095, 10_000_001, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScramHash.SHA_256.saltedPassword(password, Scram.SALT, iterations));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScramHash.SHA_256.saltedPassword(password, new byte[0], 4096));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScramHash.SHA_256.saltedPassword(Secret.copyOf(new byte[0]), Scram.SALT, 4096));
    }
}
