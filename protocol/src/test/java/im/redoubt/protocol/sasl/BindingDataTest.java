package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into the proof about the connection: the header to the byte, and the data of the binding to the bit. */
@Tag("LIB-07")
class BindingDataTest {
    @Test
    void headersAreThoseOfRfc5802() {
        assertThat(ClientBinding.unsupported()).hasToString("n,,");
        assertThat(ClientBinding.notOffered()).hasToString("y,,");
        assertThat(ClientBinding.used(ChannelBindingType.TLS_EXPORTER, Scram.BINDINGS))
                .hasToString("p=tls-exporter,,");
        assertThat(ClientBinding.used(ChannelBindingType.TLS_SERVER_END_POINT, Scram.BINDINGS))
                .hasToString("p=tls-server-end-point,,");
    }

    @Test
    void withoutBindingTheValueIsTheHeaderAlone() {
        assertThat(new ExpectedBinding(Optional.empty(), "n,,", new byte[0]).encoded())
                .isEqualTo("biws");
        assertThat(new ExpectedBinding(Optional.empty(), "y,,", new byte[0]).encoded())
                .isEqualTo("eSws");
        assertThat(new ExpectedBinding(Optional.empty(), "n,a=bob,", new byte[0]).encoded())
                .isEqualTo("bixhPWJvYiw=");
    }

    /** Every bit of the header and of the data, and every length but the right one. */
    @ParameterizedTest
    @EnumSource(ChannelBindingType.class)
    @Tag("A-46")
    void everyBitOfHeaderAndDataCounts(ChannelBindingType type) {
        ClientBinding binding = ClientBinding.used(type, Scram.BINDINGS);
        ExpectedBinding expected = new ExpectedBinding(binding.type(), binding.header(), binding.data());
        byte[] right = Bytes.concat(Scram.bytes(binding.header()), binding.data());
        assertThat(expected.matches(right)).isTrue();
        for (int bit = 0; bit < right.length * 8; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(expected.matches(wrong)).isFalse();
        }
        for (int length = 0; length < right.length; length++) {
            assertThat(expected.matches(Arrays.copyOf(right, length))).isFalse();
        }
        assertThat(expected.matches(Bytes.concat(right, new byte[1]))).isFalse();
        assertThat(expected.matches(binding.data())).isFalse();
    }

    /** Two types with equal data are still two: the header says which. */
    @Test
    @Tag("A-46")
    void theTypeIsPartOfTheValue() {
        ChannelBindings same = ChannelBindings.none()
                .with(ChannelBindingType.TLS_EXPORTER, Scram.filled(32, 1))
                .with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.filled(32, 1));
        List<String> values = new ArrayList<>();
        for (ChannelBindingType type : ChannelBindingType.values()) {
            ClientBinding binding = ClientBinding.used(type, same);
            values.add(new ExpectedBinding(binding.type(), binding.header(), binding.data()).encoded());
        }

        assertThat(values).doesNotHaveDuplicates();
    }

    @Test
    @Tag("LIB-08")
    void dataIsNeverPrinted() {
        ClientBinding binding = ClientBinding.used(ChannelBindingType.TLS_EXPORTER, Scram.BINDINGS);

        assertThat(binding.toString()).isEqualTo("p=tls-exporter,,");
        assertThat(Scram.BINDINGS.toString()).doesNotContain("7");
    }

    /** Each set of hashes with each set of bindings makes an offer that agrees with itself. */
    @TestFactory
    @Tag("A-46")
    Stream<DynamicTest> anOfferHasPlusExactlyWhereItHasABinding() {
        List<DynamicTest> tests = new ArrayList<>();
        List<ChannelBindings> bindings = List.of(
                ChannelBindings.none(),
                ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, Scram.EXPORTED),
                ChannelBindings.none().with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.END_POINT),
                Scram.BINDINGS);
        for (int subset = 0; subset < 8; subset++) {
            List<ScramHash> hashes = new ArrayList<>();
            for (ScramHash hash : ScramHash.values()) {
                if ((subset >> List.of(ScramHash.values()).indexOf(hash) & 1) == 1) {
                    hashes.add(hash);
                }
            }
            for (ChannelBindings each : bindings) {
                tests.add(DynamicTest.dynamicTest(hashes + " " + each, () -> {
                    Offer offer = Offer.of(hashes, each);
                    boolean plus = !hashes.isEmpty() && !each.isEmpty();
                    assertThat(offer.plusAdvertised()).isEqualTo(plus);
                    assertThat(offer.bindings().isEmpty()).isEqualTo(!plus);
                    assertThat(offer.mechanisms()).hasSize(hashes.size() * (plus ? 2 : 1));
                    assertThat(List.copyOf(offer.mechanisms())).isSorted();
                }));
            }
        }
        return tests.stream();
    }

    @Test
    @Tag("A-46")
    void anOfferThatContradictsItselfCannotBeMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Offer(Set.of(Mechanism.SCRAM_SHA_256_PLUS), ChannelBindings.none()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Offer(Set.of(Mechanism.SCRAM_SHA_256), Scram.BINDINGS));
        assertThatIllegalArgumentException().isThrownBy(() -> new Offer(Set.of(), Scram.BINDINGS));
        assertThat(new Offer(Set.of(), ChannelBindings.none()).mechanisms()).isEmpty();
    }
}
