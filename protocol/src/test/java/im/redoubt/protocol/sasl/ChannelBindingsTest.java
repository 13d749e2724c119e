package im.redoubt.protocol.sasl;

import static im.redoubt.protocol.sasl.ChannelBindingType.TLS_EXPORTER;
import static im.redoubt.protocol.sasl.ChannelBindingType.TLS_SERVER_END_POINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ChannelBindingsTest {
    @Test
    void hasTheStrongestTypeFirst() {
        ChannelBindings bindings = ChannelBindings.none()
                .with(TLS_SERVER_END_POINT, Scram.END_POINT)
                .with(TLS_EXPORTER, Scram.EXPORTED);
        assertThat(bindings.types()).containsExactly(TLS_EXPORTER, TLS_SERVER_END_POINT);
        assertThat(bindings.isEmpty()).isFalse();
        assertThat(ChannelBindings.none().types()).isEmpty();
        assertThat(ChannelBindings.none().isEmpty()).isTrue();
    }

    @Test
    void copiesDataInAndOut() {
        byte[] data = Scram.filled(32, 1);
        ChannelBindings bindings = ChannelBindings.none().with(TLS_EXPORTER, data);
        data[0] = 9;
        bindings.data(TLS_EXPORTER).orElseThrow()[1] = 9;
        assertThat(bindings.data(TLS_EXPORTER))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(Scram.filled(32, 1)));
        assertThat(bindings.data(TLS_SERVER_END_POINT)).isEmpty();
    }

    @Test
    void isNotChangedByWhatIsMadeFromIt() {
        ChannelBindings one = ChannelBindings.none().with(TLS_EXPORTER, Scram.EXPORTED);
        ChannelBindings two = one.with(TLS_SERVER_END_POINT, Scram.END_POINT).with(TLS_EXPORTER, Scram.filled(32, 8));
        assertThat(one.types()).containsExactly(TLS_EXPORTER);
        assertThat(ChannelBindings.none().isEmpty()).isTrue();
        assertThat(two.data(TLS_EXPORTER).orElseThrow()).isEqualTo(Scram.filled(32, 8));
    }

    @Test
    @Tag("A-47")
    void refusesDataThatCannotBeRight() {
        ChannelBindings none = ChannelBindings.none();
        for (int length : new int[] {0, 1, 31, 33, 64}) {
            assertThatIllegalArgumentException().isThrownBy(() -> none.with(TLS_EXPORTER, new byte[length]));
        }
        for (int length : new int[] {0, 20, 27, 65}) {
            assertThatIllegalArgumentException().isThrownBy(() -> none.with(TLS_SERVER_END_POINT, new byte[length]));
        }
    }

    @Test
    void printsTypesOnly() {
        assertThat(Scram.BINDINGS).hasToString("ChannelBindings[TLS_EXPORTER, TLS_SERVER_END_POINT]");
        assertThat(ClientBinding.used(TLS_EXPORTER, Scram.BINDINGS)).hasToString("p=tls-exporter,,");
    }

    @Test
    void namesAreExact() {
        for (ChannelBindingType type : ChannelBindingType.values()) {
            assertThat(ChannelBindingType.named(type.wireName())).contains(type);
        }
        for (String name : new String[] {"", "tls-unique", "TLS-EXPORTER", "tls-exporter ", "tls_exporter"}) {
            assertThat(ChannelBindingType.named(name)).isEmpty();
        }
    }
}
