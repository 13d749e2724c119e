package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client against our server. */
class ScramExchangeTest {
    static List<Arguments> combinations() {
        List<Arguments> combinations = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values()) {
            if (mechanism.plus()) {
                for (ChannelBindingType type : ChannelBindingType.values()) {
                    combinations.add(Arguments.of(mechanism, ClientBinding.used(type, Scram.BINDINGS), Scram.OFFER));
                }
            } else {
                combinations.add(Arguments.of(mechanism, ClientBinding.unsupported(), Scram.OFFER));
                combinations.add(Arguments.of(mechanism, ClientBinding.unsupported(), Scram.UNBOUND_OFFER));
                combinations.add(Arguments.of(mechanism, ClientBinding.notOffered(), Scram.UNBOUND_OFFER));
            }
        }
        return combinations;
    }

    @ParameterizedTest
    @MethodSource("combinations")
    @Tag("LIB-07")
    void bothSidesAgree(Mechanism mechanism, ClientBinding binding, Offer offer) {
        ScramClient client = Scram.client(mechanism, binding);
        ScramChallenge challenge = Scram.accepted(Scram.server(mechanism, offer).on(client.bytes()))
                .challenge(Scram.verifier(mechanism.hash()));
        ScramProof proof = prove(client, challenge);
        Verified verified = Scram.verified(challenge.on(proof.bytes()));
        ServerProven proven = Scram.proven(proof.on(verified.bytes()));

        assertThat(verified.username()).isEqualTo("user");
        assertThat(verified.boundBy()).isEqualTo(binding.type());
        assertThat(proven.boundBy()).isEqualTo(binding.type());
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void aWrongPasswordIsRefused(Mechanism mechanism, ClientBinding binding, Offer offer) {
        ScramClient client = Scram.client(mechanism, binding);
        ScramChallenge challenge = Scram.accepted(Scram.server(mechanism, offer).on(client.bytes()))
                .challenge(Scram.verifier(mechanism.hash()));
        NeedsKey state = Scram.accepted(client.on(challenge.bytes()));
        ScramProof proof;
        try (Secret wrong = Secret.utf8("Pencil".toCharArray());
                Secret salted = state.hash().saltedPassword(wrong, state.salt(), state.iterations())) {
            proof = state.proceed(salted);
        }
        SaslRefusal refusal = Scram.refused(challenge.on(proof.bytes()));
        assertThat(refusal.condition()).isEqualTo(SaslCondition.NOT_AUTHORIZED);
        assertThat(refusal.error()).contains(ScramError.INVALID_PROOF);
    }

    @Test
    void aKeptKeyServesTheNextSignIn() {
        Mechanism mechanism = Mechanism.SCRAM_SHA_256;
        try (Secret kept = ScramHash.SHA_256.saltedPassword(Scram.password(), Scram.SALT, IterationBounds.FLOOR)) {
            for (int i = 0; i < 3; i++) {
                ScramClient client = ScramClient.begin(
                        new MechanismChoice(mechanism, ClientBinding.unsupported(), Scram.SEEN),
                        "user",
                        IterationBounds.DEFAULT,
                        new SeededRandom(i));
                ScramServer server =
                        ScramServer.begin(mechanism, Scram.OFFER, AuthzidRule.NONE, new SeededRandom(100 + i));
                ScramChallenge challenge =
                        Scram.accepted(server.on(client.bytes())).challenge(Scram.verifier(ScramHash.SHA_256));
                ScramProof proof = Scram.accepted(client.on(challenge.bytes())).proceed(kept);
                Scram.verified(challenge.on(proof.bytes()));
            }
        }
    }

    @Test
    @Tag("A-41")
    void anAnswerToOneChallengeDoesNotAnswerAnother() {
        ScramClient client = Scram.client(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported());
        ScramChallenge first = challenge(client, 1);
        ScramChallenge second = challenge(client, 2);
        byte[] answer = prove(client, first).bytes();
        Scram.verified(first.on(answer));
        assertThat(Scram.refused(second.on(answer)).condition()).isEqualTo(SaslCondition.NOT_AUTHORIZED);
    }

    @Test
    void namesWithCommasEqualsAndOtherScriptsArriveAsTheyWere() {
        for (String name : List.of("a,b", "=2C", "=", ",", "=3D=", "Žofie", "水", "😀", "a b")) {
            ScramClient client = ScramClient.begin(
                    new MechanismChoice(Mechanism.SCRAM_SHA_512, ClientBinding.unsupported(), Scram.SEEN),
                    name,
                    IterationBounds.DEFAULT,
                    new SeededRandom(5));
            NeedsVerifier state = Scram.accepted(
                    Scram.server(Mechanism.SCRAM_SHA_512, Scram.OFFER).on(client.bytes()));
            assertThat(state.username()).isEqualTo(name);
        }
    }

    @Test
    @Tag("A-46")
    void aRelayWithAConnectionOfItsOwnIsFound() {
        ChannelBindings relayed = ChannelBindings.none()
                .with(ChannelBindingType.TLS_EXPORTER, Scram.filled(32, 8))
                .with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.filled(48, 8));
        for (ChannelBindingType type : ChannelBindingType.values()) {
            ScramClient client = Scram.client(Mechanism.SCRAM_SHA_256_PLUS, ClientBinding.used(type, relayed));
            ScramChallenge challenge = challenge(client, Mechanism.SCRAM_SHA_256_PLUS, 1);
            SaslRefusal refusal =
                    Scram.refused(challenge.on(prove(client, challenge).bytes()));
            assertThat(refusal.error()).isEqualTo(Optional.of(ScramError.CHANNEL_BINDINGS_DONT_MATCH));
            assertThat(refusal.condition()).isEqualTo(SaslCondition.NOT_AUTHORIZED);
        }
    }

    private static ScramChallenge challenge(ScramClient client, long seed) {
        return challenge(client, Mechanism.SCRAM_SHA_256, seed);
    }

    private static ScramChallenge challenge(ScramClient client, Mechanism mechanism, long seed) {
        ScramServer server = ScramServer.begin(mechanism, Scram.OFFER, AuthzidRule.NONE, new SeededRandom(seed));
        return Scram.accepted(server.on(client.bytes())).challenge(Scram.verifier(mechanism.hash()));
    }

    private static ScramProof prove(ScramClient client, ScramChallenge challenge) {
        NeedsKey state = Scram.accepted(client.on(challenge.bytes()));
        try (Secret salted = Scram.salted(state)) {
            return state.proceed(salted);
        }
    }
}
