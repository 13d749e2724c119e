package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that go any way through the tasks of XEP-0480, most of them wrong ones. However they do it, nobody is signed in by what
 * was not stored, nothing is stored that was not asked for, and what failed is over.
 */
@Tag("A-61")
class UpgradeWalkTest {
    private static final int STEPS = 12;
    private static final List<String> TASKS =
            List.of("UPGR-SCRAM-SHA-256", "UPGR-SCRAM-SHA-512", "UPGR-SCRAM-SHA-1", "SCRAM-SHA-512");
    private static final Map<ScramHash, String> NAMES =
            Map.of(ScramHash.SHA_256, TASKS.get(0), ScramHash.SHA_512, TASKS.get(1));

    private final Negotiator negotiator = new Negotiator();

    static Stream<Integer> seeds() {
        return IntStream.range(0, 400).boxed();
    }

    /** One client's way. */
    private final class Walk {
        private final Random random;
        private final List<ScramHash> lacking;
        private final List<ScramHash> stored = new ArrayList<>();
        private final List<ScramHash> named = new ArrayList<>();
        private ServerState state = negotiator.proved(TASKS.get(0), TASKS.get(1));
        private boolean signedIn;
        private boolean failed;

        Walk(long seed) {
            random = new Random(seed);
            lacking = new ArrayList<>(List.of(ScramHash.SHA_256, ScramHash.SHA_512));
            lacking.removeIf(hash -> random.nextInt(3) == 0);
        }

        private ServerInput next() {
            if (state instanceof AwaitingLacking) {
                return new ServerInput.Answered(new ServerAnswer.Lacking(lacking, 10_000));
            }
            if (state instanceof AwaitingUpgrade) {
                return new ServerInput.Answered(
                        switch (random.nextInt(6)) {
                            case 0 -> new ServerAnswer.NotUpgraded();
                            case 1 -> new ServerAnswer.Unavailable();
                            default -> new ServerAnswer.Upgraded();
                        });
            }
            return Negotiator.received(says());
        }

        private Element says() {
            int wrong = random.nextInt(20);
            if (wrong == 0) {
                return Element.named(StreamNames.SASL2, "abort").build();
            }
            if (wrong == 1) {
                return Negotiator.authenticate("SCRAM-SHA-256", Negotiator.FIRST);
            }
            boolean inTurn = wrong > 3;
            if (state instanceof AwaitingTask == inTurn) {
                return Negotiator.task(
                        inTurn && wrong > 5
                                ? NAMES.getOrDefault(
                                        ((AwaitingTask) state).tasks().hash(), "")
                                : TASKS.get(random.nextInt(TASKS.size())));
            }
            int right = state instanceof AwaitingSaltedPassword salted
                    ? salted.tasks().hash().length()
                    : 64;
            return Negotiator.saltedPassword(new byte[wrong > 5 ? right : random.nextInt(80)]);
        }

        void step() {
            ServerState before = state;
            ServerInput input = next();
            ServerStep step = state.on(input);
            state = step.next();
            if (input instanceof ServerInput.Answered answered
                    && answered.answer() instanceof ServerAnswer.Upgraded
                    && before instanceof AwaitingUpgrade done) {
                stored.add(done.tasks().hash());
            }
            for (ServerEffect effect : step.effects()) {
                if (effect instanceof ServerEffect.Upgrade wish) {
                    assertThat(before).isInstanceOf(AwaitingSaltedPassword.class);
                    ScramVerifier made = wish.made();
                    assertThat(made.hash())
                            .isEqualTo(((AwaitingSaltedPassword) before).tasks().hash());
                    assertThat(made.iterations()).isEqualTo(10_000);
                    assertThat(wish.proved()).isEqualTo(Negotiator.VERIFIER);
                    named.add(made.hash());
                }
                signedIn |= effect instanceof ServerEffect.SignedIn;
                failed |= effect instanceof ServerEffect.Penalise || effect instanceof ServerEffect.Close;
            }
        }

        boolean over() {
            return state instanceof Ended || state instanceof AwaitingBind;
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverClientsDoOnlyWhatIsStoredSignsThemIn(int seed) {
        Walk walk = new Walk(seed);
        for (int i = 0; i < STEPS && !walk.over(); i++) {
            walk.step();
        }
        assertThat(walk.over()).isTrue();
        assertThat(walk.signedIn).isEqualTo(walk.state instanceof AwaitingBind);
        assertThat(walk.failed).isEqualTo(walk.state instanceof Ended);
        assertThat(walk.lacking).containsAll(walk.named);
        assertThat(walk.named).containsAll(walk.stored).doesNotHaveDuplicates();
        if (walk.signedIn) {
            assertThat(walk.stored).containsExactlyElementsOf(walk.lacking);
        }
    }
}
