package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our server against the client of com.ongres.scram. It leaves extensions of the challenge out of what it signs, against RFC
 * 5802 section 3, so it gets a challenge without any.
 */
class ForeignClientTest {
    static List<Arguments> mechanisms() {
        List<Arguments> mechanisms = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values()) {
            for (ChannelBindingType type : ChannelBindingType.values()) {
                mechanisms.add(Arguments.of(mechanism, type));
            }
        }
        return mechanisms;
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    @Tag("LIB-07")
    void signsInToOurServer(Mechanism mechanism, ChannelBindingType type) throws Exception {
        com.ongres.scram.client.ScramClient foreign = foreign(mechanism, type, "pencil");
        ScramServer server = Scram.server(mechanism, Scram.OFFER);
        NeedsVerifier state = Scram.accepted(
                server.on(Scram.bytes(foreign.clientFirstMessage().toString())));
        ScramChallenge challenge = state.challenge(Scram.verifier(mechanism.hash()));
        foreign.serverFirstMessage(Scram.text(challenge.bytes()));
        Verified verified = Scram.verified(
                challenge.on(Scram.bytes(foreign.clientFinalMessage().toString())));
        foreign.serverFinalMessage(Scram.text(verified.bytes()));
        assertThat(verified.boundBy().isPresent()).isEqualTo(mechanism.plus());
        assertThat(state.username()).isEqualTo("us=er,");
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void isRefusedWithAnotherPassword(Mechanism mechanism) throws Exception {
        com.ongres.scram.client.ScramClient foreign = foreign(mechanism, ChannelBindingType.TLS_EXPORTER, "pencils");
        ScramServer server = Scram.server(mechanism, Scram.OFFER);
        ScramChallenge challenge = Scram.accepted(
                        server.on(Scram.bytes(foreign.clientFirstMessage().toString())))
                .challenge(Scram.verifier(mechanism.hash()));
        foreign.serverFirstMessage(Scram.text(challenge.bytes()));
        SaslRefusal refusal = Scram.refused(
                challenge.on(Scram.bytes(foreign.clientFinalMessage().toString())));
        assertThat(refusal.error()).contains(ScramError.INVALID_PROOF);
    }

    private static com.ongres.scram.client.ScramClient foreign(
            Mechanism mechanism, ChannelBindingType type, String password) {
        var builder = com.ongres.scram.client.ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism.wireName()))
                .username("us=er,")
                .password(password.toCharArray());
        if (mechanism.plus()) {
            byte[] data = Scram.BINDINGS.data(type).orElseThrow();
            builder = builder.channelBinding(type.wireName(), data);
        }
        var client = builder.build();
        assertThat(client.getScramMechanism().getName()).isEqualTo(mechanism.wireName());
        return client;
    }
}
