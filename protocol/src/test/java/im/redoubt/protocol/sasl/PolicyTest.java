package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import im.redoubt.protocol.Secret;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each side insists on, in every combination; and accounts that do not exist, or whose row is damaged. */
class PolicyTest {
    private static final String SALT = CanonicalBase64.encode(Scram.SALT);
    private static final Secret SECRET = Secret.copyOf(Scram.filled(32, 3));

    /** Bounds of the client × number of the server. */
    @TestFactory
    @Tag("A-44")
    @Tag("LIB-07")
    Stream<DynamicTest> aNumberOfIterationsIsTakenExactlyWithinTheBounds() {
        List<IterationBounds> bounds = List.of(
                IterationBounds.DEFAULT,
                new IterationBounds(4096, 4096),
                new IterationBounds(10_000, 10_000),
                new IterationBounds(10_000, 100_000),
                new IterationBounds(4096, 10_000_000));
        int[] numbers = {
            1,
            4095,
            4096,
            4097,
            9_999,
            10_000,
            10_001,
            99_999,
            100_000,
            100_001,
            1_000_000,
            1_000_001,
            9_999_999,
            10_000_000,
            10_000_001,
            999_999_999
        };
        List<DynamicTest> tests = new ArrayList<>();
        for (IterationBounds each : bounds) {
            for (int number : numbers) {
                boolean taken = number >= each.least() && number <= each.most();
                tests.add(DynamicTest.dynamicTest(
                        each.least() + " to " + each.most() + ": " + number + (taken ? " is taken" : " is refused"),
                        () -> assertThat(first(each, number)).isEqualTo(taken)));
            }
        }
        return tests.stream();
    }

    private static boolean first(IterationBounds bounds, int iterations) {
        ScramClient client = ScramClient.begin(
                new MechanismChoice(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported(), Scram.SEEN),
                "user",
                bounds,
                Scram.CLIENT_NONCE);
        return client.on(Scram.bytes("r=" + Scram.NONCE + ",s=" + SALT + ",i=" + iterations))
                .on(new ScramClientFirst.Cases<Boolean>() {
                    @Override
                    public Boolean needsKey(NeedsKey state) {
                        assertThat(state.iterations()).isEqualTo(iterations);
                        return true;
                    }

                    @Override
                    public Boolean aborted(ScramAbort abort) {
                        assertThat(abort.cause()).isEqualTo(ScramAbort.Cause.ITERATIONS);
                        return false;
                    }
                });
    }

    /** Policy of the client × what the server offers × whether both have a binding. */
    @TestFactory
    @Tag("A-47")
    @Tag("A-48")
    @Tag("LIB-07")
    Stream<DynamicTest> aClientTakesTheStrongestThatItsPolicyAllowsAndNothingBelow() {
        List<DynamicTest> tests = new ArrayList<>();
        for (ScramHash weakest : ScramHash.values()) {
            for (boolean required : new boolean[] {false, true}) {
                for (int subset = 0; subset < 8; subset++) {
                    for (boolean bound : new boolean[] {false, true}) {
                        Set<ScramHash> offered = EnumSet.noneOf(ScramHash.class);
                        for (ScramHash hash : ScramHash.values()) {
                            if ((subset >> List.of(ScramHash.values()).indexOf(hash) & 1) == 1) {
                                offered.add(hash);
                            }
                        }
                        tests.add(DynamicTest.dynamicTest(
                                weakest + (required ? " and binding" : "") + " of " + offered
                                        + (bound ? " bound" : " unbound"),
                                () -> check(new SelectionPolicy(weakest, required), offered, bound)));
                    }
                }
            }
        }
        return tests.stream();
    }

    private static void check(SelectionPolicy policy, Set<ScramHash> offered, boolean bound) {
        ChannelBindings bindings = bound ? Scram.BINDINGS : ChannelBindings.none();
        Offer offer = Offer.of(offered, bindings);
        Optional<List<String>> types = offer.bindings().isEmpty()
                ? Optional.empty()
                : Optional.of(offer.bindings().types().stream()
                        .map(ChannelBindingType::wireName)
                        .toList());
        Optional<ScramHash> best = offered.stream()
                .filter(hash -> hash.compareTo(policy.weakest()) >= 0)
                .max(Enum::compareTo);
        BindingOutcome outcome = new ChannelBindingSelection(ChannelBindingSelection.Profile.SASL, bindings, policy)
                .choose(offer.names(), types);
        boolean possible = best.isPresent() && (bound || !policy.bindingRequired());

        assertThat(outcome instanceof MechanismChoice).isEqualTo(possible);
        if (outcome instanceof MechanismChoice choice) {
            assertThat(choice.mechanism().hash()).isEqualTo(best.get());
            assertThat(choice.mechanism().plus()).isEqualTo(bound);
        }
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("A-53")
    @Tag("SRV-12")
    void theSaltsOfAccountsThatDoNotExistAreAllDifferentAndStay(ScramHash hash) {
        Set<String> salts = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            ScramVerifier decoy = ScramVerifier.decoy(List.of(VerifierShape.ours(hash, 10_000)), SECRET, "user" + i);
            assertThat(decoy.iterations()).isEqualTo(10_000);
            assertThat(decoy.salt())
                    .hasSize(ScramVerifier.SALT_BYTES)
                    .isEqualTo(ScramVerifier.decoy(List.of(VerifierShape.ours(hash, 10_000)), SECRET, "user" + i)
                            .salt());
            salts.add(CanonicalBase64.encode(decoy.salt()));
        }

        assertThat(salts).hasSize(2_000);
    }

    /** Names that a careless joining of fields would confuse. */
    @Test
    @Tag("A-53")
    void namesThatLookLikeFieldsMakeSaltsOfTheirOwn() {
        Set<String> salts = new HashSet<>();
        List<String> names = List.of("", "a", "a\0", "\0a", "salt", "\0salt\0", "SCRAM-SHA-256\0salt\0a", "A", "ａ");
        for (String name : names) {
            for (ScramHash hash : ScramHash.values()) {
                salts.add(CanonicalBase64.encode(
                        ScramVerifier.decoy(List.of(VerifierShape.ours(hash, 10_000)), SECRET, name)
                                .salt()));
            }
        }

        assertThat(salts).hasSize(names.size() * ScramHash.values().length);
    }

    /** Where accounts came from another server, those that do not exist look like hers as often as like ours, and stay so. */
    @Test
    @Tag("A-53")
    void decoysHaveTheShapesThatAccountsHave() {
        List<VerifierShape> shapes = List.of(
                VerifierShape.ours(ScramHash.SHA_1, 10_000),
                new VerifierShape(ScramHash.SHA_1, 4_096, 36),
                new VerifierShape(ScramHash.SHA_1, 4_096, 16));
        Map<VerifierShape, Integer> seen = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            ScramVerifier decoy = ScramVerifier.decoy(shapes, SECRET, "n" + i);
            assertThat(decoy).isEqualTo(ScramVerifier.decoy(shapes, SECRET, "n" + i));
            seen.merge(VerifierShape.of(decoy), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys(shapes);
        assertThat(seen.values()).allSatisfy(times -> assertThat(times).isBetween(900, 1_100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SCRAM-SHA-1",
                "SCRAM-SHA-1 4096",
                "SCRAM-SHA-1 4095 16",
                "SCRAM-SHA-1 1000001 16",
                "SCRAM-SHA-1 4096 7",
                "SCRAM-SHA-1 4096 65",
                "SCRAM-SHA-1  4096 16",
                "SCRAM-SHA-1 4096 16 ",
                "SCRAM-SHA-1-PLUS 4096 16",
                "SHA-1 4096 16",
                "SCRAM-SHA-1 -4096 16"
            })
    void whatIsNoShapeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> VerifierShape.parse(text));
        VerifierShape shape = new VerifierShape(ScramHash.SHA_512, 1_000_000, 64);
        assertThat(VerifierShape.parse(shape.toString())).isEqualTo(shape);
    }

    /** The bits of many salts are as many ones as zeros: nobody tells a decoy from a salt by looking. */
    @Test
    @Tag("A-53")
    void decoysAreEvenlyMixed() {
        int ones = 0;
        int bits = 0;
        for (int i = 0; i < 2_000; i++) {
            for (byte b : ScramVerifier.decoy(List.of(VerifierShape.ours(ScramHash.SHA_256, 10_000)), SECRET, "n" + i)
                    .salt()) {
                ones += Integer.bitCount(b & 0xFF);
                bits += 8;
            }
        }

        assertThat((double) ones / bits).isBetween(0.49, 0.51);
    }

    /** A row whose keys are damaged refuses the right password, rather than taking any. */
    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Tag("A-61")
    @Tag("SRV-02")
    void aDamagedVerifierFailsClosed(ScramHash hash) {
        ScramVerifier right = Scram.verifier(hash);
        String text = right.encode();
        int stored = text.indexOf('$', text.indexOf('$') + 1) + 1;
        for (int at = stored; at < text.indexOf(':', stored) - 2; at += 5) {
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            Optional<ScramVerifier> damaged =
                    ScramVerifier.decode(text.substring(0, at) + other + text.substring(at + 1));

            assertThat(damaged).isPresent();
            assertThat(damaged.get().matches(Scram.password())).isFalse();
        }
        assertThat(right.matches(Scram.password())).isTrue();
    }

    /** States are values: what was refused, or taken, can be tried again with the same outcome and no other. */
    @Test
    @Tag("A-56")
    void aStateGivesTheSameAnswerEveryTime() {
        ScramClient client = Scram.client(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported());
        ScramServer server = Scram.server(Mechanism.SCRAM_SHA_256, Scram.UNBOUND_OFFER);
        ScramChallenge challenge =
                Scram.accepted(server.on(client.bytes())).challenge(Scram.verifier(ScramHash.SHA_256));
        NeedsKey needs = Scram.accepted(client.on(challenge.bytes()));
        try (Secret key = Scram.salted(needs)) {
            byte[] proof = needs.proceed(key).bytes();
            for (int i = 0; i < 3; i++) {
                assertThat(needs.proceed(key).bytes()).isEqualTo(proof);
                assertThat(Scram.refused(challenge.on(Scram.bytes("nonsense"))).condition())
                        .isEqualTo(SaslCondition.MALFORMED_REQUEST);
                assertThat(Scram.verified(challenge.on(proof)).username()).isEqualTo("user");
            }
        }
    }

    /** An erased key cannot be used by mistake. */
    @Test
    @Tag("LIB-08")
    void anErasedKeyProvesNothing() {
        ScramClient client = Scram.client(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported());
        NeedsKey needs = Scram.accepted(client.on(Scram.bytes("r=" + Scram.NONCE + ",s=" + SALT + ",i=4096")));
        Secret key = Scram.salted(needs);
        key.close();

        assertThatIllegalStateException().isThrownBy(() -> needs.proceed(key));
    }
}
