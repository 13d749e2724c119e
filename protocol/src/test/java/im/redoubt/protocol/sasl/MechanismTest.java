package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MechanismTest {
    @Test
    @Tag("LIB-07")
    void theStrongestComesFirst() {
        assertThat(Arrays.stream(Mechanism.values()).map(Mechanism::wireName))
                .containsExactly(
                        "SCRAM-SHA-512-PLUS",
                        "SCRAM-SHA-512",
                        "SCRAM-SHA-256-PLUS",
                        "SCRAM-SHA-256",
                        "SCRAM-SHA-1-PLUS",
                        "SCRAM-SHA-1");
    }

    @Test
    void everyNameFindsItsMechanism() {
        for (Mechanism mechanism : Mechanism.values()) {
            assertThat(Mechanism.named(mechanism.wireName())).contains(mechanism);
            assertThat(mechanism.plus()).isEqualTo(mechanism.wireName().endsWith("-PLUS"));
            assertThat(mechanism.wireName()).startsWith(mechanism.hash().scheme());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PLAIN",
                "ANONYMOUS",
                "EXTERNAL",
                "DIGEST-MD5",
                "CRAM-MD5",
                "GSSAPI",
                "OAUTHBEARER",
                "X-OAUTH2",
                "LOGIN",
                "SCRAM-SHA-512-PLUS-PLUS",
                "scram-sha-256",
                "Scram-Sha-256",
                "SCRAM-SHA-256 ",
                " SCRAM-SHA-256",
                "SCRAM-SHA-256\n",
                "SCRAM-SHA-256\0",
                "SCRAM-SHA-256-plus",
                "SCRAM-SHA-25",
                "SCRAM-SHA-2566",
                "SCRAM_SHA_256",
                "SCRAM-SHA-224",
                "SCRAM-SHA3-512",
                "SCRAM-SHA-384",
                "SCRAM‐SHA‐256",
                "SCRAM-SHA-２５６"
            })
    @Tag("A-49")
    @Tag("LIB-07")
    @Tag("SRV-02")
    void noOtherNameFindsAny(String name) {
        assertThat(Mechanism.named(name)).isEmpty();
        assertThat(Scram.OFFER.select(name)).isEmpty();
    }

    @Test
    @Tag("A-49")
    void onlyWhatWasOfferedCanBeSelected() {
        Offer offer = Offer.of(EnumSet.of(ScramHash.SHA_256, ScramHash.SHA_512), ChannelBindings.none());
        assertThat(offer.select("SCRAM-SHA-256")).contains(Mechanism.SCRAM_SHA_256);
        assertThat(offer.select("SCRAM-SHA-256-PLUS")).isEmpty();
        assertThat(offer.select("SCRAM-SHA-1")).isEmpty();
        assertThat(offer.plusAdvertised()).isFalse();
    }

    @Test
    void anOfferHasThePlusFormsIfThereIsABinding() {
        assertThat(Scram.OFFER.mechanisms()).containsExactly(Mechanism.values());
        assertThat(Scram.OFFER.plusAdvertised()).isTrue();
        assertThat(Offer.of(EnumSet.of(ScramHash.SHA_256), Scram.BINDINGS).mechanisms())
                .containsExactly(Mechanism.SCRAM_SHA_256_PLUS, Mechanism.SCRAM_SHA_256);
        assertThat(Offer.of(List.of(), Scram.BINDINGS).mechanisms()).isEmpty();
    }

    @Test
    @Tag("A-46")
    void anOfferCannotHavePlusWithoutBindingOrABindingWithoutPlus() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Offer(Set.of(Mechanism.SCRAM_SHA_256_PLUS), ChannelBindings.none()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Offer(Set.of(Mechanism.SCRAM_SHA_256), Scram.BINDINGS));
    }
}
