package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Somebody edits the lists of mechanisms and bindings on their way to the client (XEP-0440), in every way there is: where an
 * honest list leads to channel binding, no edited one leads to signing in without.
 */
class DowngradeTest {
    private static final String[] NAMES = {
        "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-512-PLUS"
    };
    private static final List<Optional<List<String>>> ANNOUNCEMENTS = List.of(
            Optional.empty(),
            Optional.of(List.of()),
            Optional.of(List.of("tls-exporter")),
            Optional.of(List.of("tls-server-end-point")),
            Optional.of(List.of("tls-exporter", "tls-server-end-point")),
            Optional.of(List.of("tls-unique")));
    private static final Map<ScramHash, Secret> KEYS = keys();

    private static Map<ScramHash, Secret> keys() {
        Map<ScramHash, Secret> keys = new EnumMap<>(ScramHash.class);
        for (ScramHash hash : ScramHash.values()) {
            keys.put(hash, hash.saltedPassword(Scram.password(), Scram.SALT, IterationBounds.FLOOR));
        }
        return keys;
    }

    private static Secret key(ScramHash hash) {
        return Optional.ofNullable(KEYS.get(hash)).orElseThrow();
    }

    @TestFactory
    @Tag("A-46")
    @Tag("A-48")
    @Tag("LIB-07")
    Stream<DynamicTest> noEditOfTheListsLeadsToSigningInUnbound() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int subset = 0; subset < 1 << NAMES.length; subset++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < NAMES.length; i++) {
                if ((subset >> i & 1) == 1) {
                    names.add(NAMES[i]);
                }
            }
            for (Optional<List<String>> types : ANNOUNCEMENTS) {
                tests.add(DynamicTest.dynamicTest(names + " " + types, () -> check(names, types)));
            }
        }
        return tests.stream();
    }

    /** The server offers everything; the client has both bindings, and takes even SHA-1. */
    private static void check(List<String> names, Optional<List<String>> types) {
        BindingOutcome outcome = new ChannelBindingSelection(
                        ChannelBindingSelection.Profile.SASL,
                        Scram.BINDINGS,
                        new SelectionPolicy(ScramHash.SHA_1, false))
                .choose(names, types);
        outcome.on(new BindingOutcome.Cases<Void>() {
            @Override
            public Void choice(MechanismChoice choice) {
                assertThat(choice.binding().toString().equals("n,,"))
                        .isEqualTo(choice.binding().hashRequired());
                assertThat(signsIn(choice, Scram.OFFER))
                        .isEqualTo(choice.mechanism().plus());
                return null;
            }

            @Override
            public Void aborted(BindingAbort abort) {
                return null;
            }
        });
    }

    /** A server without any binding is no reason to refuse a client that has one and says so. */
    @TestFactory
    @Tag("A-46")
    Stream<DynamicTest> whereTheServerHasNoBindingTheClientSaysSoAndSignsIn() {
        return EnumSet.of(Mechanism.SCRAM_SHA_1, Mechanism.SCRAM_SHA_256, Mechanism.SCRAM_SHA_512).stream()
                .map(mechanism -> DynamicTest.dynamicTest(mechanism.wireName(), () -> {
                    MechanismChoice choice = new MechanismChoice(mechanism, ClientBinding.notOffered(), Scram.SEEN);
                    assertThat(signsIn(choice, Scram.UNBOUND_OFFER)).isTrue();
                    assertThat(signsIn(choice, Scram.OFFER)).isFalse();
                }));
    }

    /** Two connections with somebody between them who has a right certificate on neither: the bindings differ. */
    @TestFactory
    @Tag("A-46")
    @Tag("T-30")
    Stream<DynamicTest> aRelayIsFoundByEveryPlusMechanismWithEveryBinding() {
        ChannelBindings relayed = ChannelBindings.none()
                .with(ChannelBindingType.TLS_EXPORTER, Scram.filled(32, 1))
                .with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.filled(48, 1));
        List<DynamicTest> tests = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values()) {
            for (ChannelBindingType type : ChannelBindingType.values()) {
                if (mechanism.plus()) {
                    tests.add(DynamicTest.dynamicTest(mechanism + " " + type, () -> {
                        assertThat(signsIn(
                                        new MechanismChoice(mechanism, ClientBinding.used(type, relayed), Scram.SEEN),
                                        Scram.OFFER))
                                .isFalse();
                        assertThat(signsIn(
                                        new MechanismChoice(
                                                mechanism, ClientBinding.used(type, Scram.BINDINGS), Scram.SEEN),
                                        Scram.OFFER))
                                .isTrue();
                    }));
                }
            }
        }
        return tests.stream();
    }

    /** XEP-0474 section 7: without a common type the client goes on if the server says that those are the types, and not else. */
    @Test
    @Tag("A-46")
    @Tag("A-48")
    @Tag("LIB-07")
    void withoutACommonTypeTheServerHasToSayWhatItOffered() {
        ChannelBindings ours = ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, Scram.EXPORTED);
        Offer end = Offer.of(
                EnumSet.allOf(ScramHash.class),
                ChannelBindings.none().with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.END_POINT));
        List<String> types = List.of("tls-server-end-point");
        MechanismChoice honest = chosen(ours, end.names(), types);
        assertThat(honest.mechanism()).isEqualTo(Mechanism.SCRAM_SHA_512);

        assertThat(signsIn(honest, Optional.of(end.advertisement()), end)).isTrue();
        assertThat(signsIn(honest, Optional.empty(), end)).isFalse();
        // Somebody has put the type of another server in place of the exporter, or taken mechanisms out.
        assertThat(signsIn(honest, Optional.of(Scram.OFFER.advertisement()), Scram.OFFER))
                .isFalse();
        MechanismChoice fewer = chosen(ours, List.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"), types);
        assertThat(signsIn(fewer, Optional.of(end.advertisement()), end)).isFalse();
    }

    private static MechanismChoice chosen(ChannelBindings ours, List<String> names, List<String> types) {
        return new ChannelBindingSelection(ChannelBindingSelection.Profile.SASL2, ours, SelectionPolicy.DEFAULT)
                .choose(names, Optional.of(types))
                .on(new BindingOutcome.Cases<MechanismChoice>() {
                    @Override
                    public MechanismChoice choice(MechanismChoice choice) {
                        return choice;
                    }

                    @Override
                    public MechanismChoice aborted(BindingAbort abort) {
                        throw new AssertionError(abort);
                    }
                });
    }

    private static boolean signsIn(MechanismChoice choice, Offer offer) {
        return signsIn(choice, Optional.empty(), offer);
    }

    private static boolean signsIn(MechanismChoice choice, Optional<Advertisement> told, Offer offer) {
        ScramClient client = ScramClient.begin(choice, "user", IterationBounds.DEFAULT, Scram.CLIENT_NONCE);
        ScramServer server = ScramServer.begin(choice.mechanism(), offer, AuthzidRule.NONE, Scram.SERVER_NONCE, told);
        return server.on(client.bytes()).on(new ScramServerFirst.Cases<Boolean>() {
            @Override
            public Boolean needsVerifier(NeedsVerifier state) {
                ScramChallenge challenge =
                        state.challenge(Scram.verifier(choice.mechanism().hash()));
                return client.on(challenge.bytes()).on(new ScramClientFirst.Cases<Boolean>() {
                    @Override
                    public Boolean needsKey(NeedsKey needed) {
                        ScramProof proof = needed.proceed(key(choice.mechanism().hash()));
                        return verified(challenge.on(proof.bytes()));
                    }

                    @Override
                    public Boolean aborted(ScramAbort abort) {
                        return false;
                    }
                });
            }

            @Override
            public Boolean refused(SaslRefusal refusal) {
                return false;
            }
        });
    }

    private static boolean verified(ScramServerFinal outcome) {
        return outcome.on(new ScramServerFinal.Cases<Boolean>() {
            @Override
            public Boolean verified(Verified verified) {
                return true;
            }

            @Override
            public Boolean refused(SaslRefusal refusal) {
                return false;
            }
        });
    }
}
