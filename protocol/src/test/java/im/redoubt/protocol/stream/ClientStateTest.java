package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every cell of (negotiation state × input) of the client. */
class ClientStateTest {
    /**
     * A letter for each cell of a word and a state, which are in the order of {@link #states()}: {@code >} goes on; {@code I} no TLS; {@code B} the server broke a rule; {@code E} its stream
     * error; {@code R} redirected; {@code N} no mechanism; {@code U} server unproven; {@code F} credentials refused;
     * {@code T} token refused; {@code Z} certificate refused; {@code V} verifier refused; {@code M} more wanted than can be done;
     * {@code A} no account; {@code O} given up here; {@code C} closed; {@code .} ignored; {@code !} the driver's own fault. The words that belong
     * to one connection are of another here, so that the right ones are tried in {@link #theRightWordLeadsOn()}.
     */
    private static final String TABLE = """
            header           > B B ! > B B B B B B B B B B B B B B B B B B B > B B B B B B .
            foreign_header   B B B ! B B B B B B B B B B B B B B B B B B B B B B B B B B B .
            tls_features     B > I ! B N B B B B B B B B B B B B B B B B B B B B B B B > ! .
            mech_features    B I I ! B > B B B B B B B B B B B B B B B B B B B B B B B > ! .
            bind_features    B I I ! B N B B B B B B B B B B B B B B B B B B B > B B B > ! .
            no_features      B I I ! B N B B B B B B B B B B B B B B B B B B B B B B B > ! .
            proceed          B I > ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            tls_failure      B I I ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            challenge        B I I ! B B B B B B B U B B U B B B B B B B B B B B B B B B ! .
            success          B I I ! B B B B B B B U B B U B B B B B B B B B B B B B B B ! .
            bare_success     B I I ! B B B B B B B U B B U B > B B > B B B B B B B B B B ! .
            failure          B I I ! B B B B B B B > B B > B F B B F B B B B B B B B B B ! .
            mech2_features   B I I ! B > B B B B B B B B B B B B B B B B B B B B B B B > ! .
            challenge2       B I I ! B B B B B B B B U B B U B B B B B B B B B B B B B B ! .
            success2         B I I ! B B B B B B B B U B B U B B U B B B B > B B B B B B ! .
            bare_success2    B I I ! B B B B B B B B U B B U B > U B > B B > B B B B B B ! .
            foreign_success2 B I I ! B B B B B B B B U B B U B B U B B B B B B B B B B B ! .
            continue         B I I ! B B B B B B B B U B B U B M U B M B B M B B B B B B ! .
            salt             B I I ! B B B B B B B B B B B B B B B B B > B B B B B B B B ! .
            failure2         B I I ! B B B B B B B B > B B > B F > B F V B V B B B B B B ! .
            resumed          B I I ! B B B B B B B B B B B B B B B B B B B B B B > B B B ! .
            failed           B I I ! B B B B B B B B B B B B B B B B B B B B B B > B > B ! .
            enabled          B I I ! B B B B B B B B B B B B B B B B B B B B B B B B > B ! .
            bound            B I I ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            bind_error       B I I ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            stream_error     E E E ! E E E E E E E E E E E E E E E E E E E E E E E E E E E .
            elsewhere        E E E ! R R R R R R R R R R R R R R R R R R R R R R R R R R R .
            message          B I I ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            presence         B I I ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            request          B I I ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            nonsense         B I I ! B B B B B B B B B B B B B B B B B B B B B B B B B B ! .
            footer           C C C C C C C C C C C C C C C C C C C C C C C C C C C C C C C .
            lost             C C C C C C C C C C C C C C C C C C C C C C C C C C C C C C C .
            violation        O O O O O O O O O O O O O O O O O O O O O O O O O O O O O O O .
            deadline         O O O O O O O O O O O O O O O O O O O O O O O O O O O O O O O .
            secured          ! ! ! > ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! .
            key              ! ! ! ! ! ! ! ! ! ! ! ! ! > ! ! ! ! ! ! ! ! > ! ! ! ! ! ! ! ! .
            password         ! ! ! ! ! ! ! ! > ! > ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! .
            no_key           ! ! ! ! ! ! ! ! O ! O ! ! O ! ! ! ! ! ! ! ! O ! ! ! ! ! ! ! ! .
            """;

    private static final Pair UNDISTURBED = run(Serves.ORIGINAL, counting());

    /** Runs through other states, the first of which that comes to one is where it is taken from. */
    private static final Map<String, Pair> RUNS = runs();

    static ClientContext counting() {
        return Pair.context().with(ClientWishes.NONE.with(CountingWish.RESUMABLE));
    }

    private static Pair run(Serves serves, ClientContext context) {
        return Pair.run(serves, context, false, Optional.empty());
    }

    private static Map<String, Pair> runs() {
        Map<String, Pair> runs = new LinkedHashMap<>();
        runs.put("", UNDISTURBED);
        runs.put("earlier", run(Serves.ORIGINAL, ClientContexts.returning()));
        runs.put("extensible", run(Serves.ALL, ClientContexts.returning()));
        runs.put("token", run(Serves.ALL, ClientContexts.withToken()));
        runs.put("plain", run(Serves.PLAIN.original(), ClientContexts.plain()));
        runs.put("plain2", run(Serves.PLAIN, ClientContexts.plain()));
        runs.put("invited", run(Serves.INVITATIONS, ClientContexts.invited()));
        runs.put("upgrade", run(Serves.lacking(ScramHash.SHA_512), Pair.context()));
        return runs;
    }

    /** Returns the leaves of the sealed types of states, in the order of the negotiation. */
    static List<Class<?>> types() {
        return leaves(ClientState.class);
    }

    private static List<Class<?>> leaves(Class<?> type) {
        return type.isInterface()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(sub -> leaves(sub).stream())
                        .toList()
                : List.of(type);
    }

    /** All states in the order of the negotiation, each as an undisturbed negotiation reached it; those of SASL in both profiles. */
    static Map<String, ClientState> states() {
        Map<String, ClientState> states = new LinkedHashMap<>();
        for (Class<?> type : types()) {
            String name = type.getSimpleName();
            switch (name) {
                case "Parted" -> states.put(name, new Parted(Pair.context()));
                case "ExpectingConfirmation" -> {
                    states.put(name, confirming(UNDISTURBED, StreamNames.SASL));
                    states.put(name + " 2", confirming(run("extensible"), StreamNames.SASL2));
                }
                case "ExpectingChallenge", "ExpectingSuccess" -> {
                    states.put(name, known(UNDISTURBED.clientStates, name));
                    states.put(name + " 2", known(run("extensible").clientStates, name));
                }
                case "ExpectingBareSuccess" -> {
                    states.put(name, known(run("plain").clientStates, name));
                    states.put(name + " 2", known(run("plain2").clientStates, name));
                }
                default -> states.put(name, first(name));
            }
        }
        return states;
    }

    private static Pair run(String name) {
        return Optional.ofNullable(RUNS.get(name)).orElseThrow();
    }

    private static ClientState first(String name) {
        return RUNS.values().stream()
                .flatMap(run -> Optional.ofNullable(run.clientStates.get(name)).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no run came to " + name));
    }

    /** The server's proof came in a challenge: the same data under another name. */
    private static ClientState confirming(Pair run, String namespace) {
        ClientInput.Received success = (ClientInput.Received) known(run.taken, "ExpectingSuccess");
        String data = success.element()
                .content()
                .first(StreamNames.SASL2, "additional-data")
                .map(Element::text)
                .orElse(success.element().content().text());
        return known(run.clientStates, "ExpectingSuccess")
                .on(Words.received(
                        Element.named(namespace, "challenge").text(data).build()))
                .next();
    }

    private static <T> T known(Map<String, T> map, String name) {
        return Optional.ofNullable(map.get(name)).orElseThrow();
    }

    @TestFactory
    @Tag("S-6")
    @Tag("S-14")
    @Tag("T-21")
    @Tag("T-29")
    @Tag("A-43")
    @Tag("A-56")
    @Tag("LIB-02")
    Stream<DynamicTest> everyCellIsDecided() {
        List<ClientState> states = List.copyOf(states().values());
        Map<String, ClientInput> words = Words.all();
        List<DynamicTest> cells = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] row = line.trim().split(" +", -1);
            ClientInput input =
                    Optional.ofNullable(words.remove(row[0].replace('_', ' '))).orElseThrow();
            assertThat(row).as("a verdict for each state: " + line).hasSize(states.size() + 1);
            for (int i = 0; i < states.size(); i++) {
                ClientState state = states.get(i);
                String expected = row[i + 1];
                cells.add(DynamicTest.dynamicTest(
                        state.getClass().getSimpleName() + " × " + row[0],
                        () -> assertThat(verdict(state, input)).isEqualTo(expected)));
            }
        }
        assertThat(words).as("inputs without a row").isEmpty();
        return cells.stream();
    }

    @Test
    void everyStateHasAColumn() {
        assertThat(states().values().stream().map(Object::getClass).distinct()).containsExactlyElementsOf(types());
    }

    @Test
    @Tag("LIB-02")
    void theRightWordLeadsOn() {
        RUNS.forEach((name, run) -> assertThat(run.session).as(name).isPresent());
        assertThat(UNDISTURBED.taken.keySet())
                .containsExactly(
                        "ExpectingHeader",
                        "ExpectingStartTls",
                        "ExpectingProceed",
                        "ExpectingTls",
                        "ExpectingSecureHeader",
                        "ExpectingMechanisms",
                        "ExpectingChallenge",
                        "ExpectingKey",
                        "ExpectingSuccess",
                        "ExpectingAuthenticatedHeader",
                        "ExpectingBinding",
                        "ExpectingAddress",
                        "ExpectingCounting");
    }

    @TestFactory
    @Tag("S-14")
    @Tag("LIB-02")
    Stream<DynamicTest> theRightWordAtTheWrongMomentEndsInNoSession() {
        List<DynamicTest> cells = new ArrayList<>();
        RUNS.forEach((run, pair) -> states().forEach((name, state) -> pair.taken.forEach((moment, input) -> {
            if (!state.equals(pair.clientStates.get(moment))) {
                cells.add(DynamicTest.dynamicTest(
                        run + ": " + name + " × what " + moment + " takes",
                        () -> assertThat(isSession(state, input)).isFalse()));
            }
        })));
        return cells.stream();
    }

    /** Only the last step makes a session, so any other state that reaches one has skipped something. */
    private static boolean isSession(ClientState state, ClientInput input) {
        if (state instanceof Joined || isLast(state, input)) {
            return false;
        }
        try {
            return state.on(input).next() instanceof Joined;
        } catch (IllegalStateException | IllegalArgumentException fault) {
            return false;
        }
    }

    /** Behind a session that is bound come features, and a word about counting: these two belong to no one connection. */
    private static boolean isLast(ClientState state, ClientInput input) {
        return input instanceof ClientInput.Received received
                && (state instanceof ExpectingSessionFeatures
                        ? received.element().name().is(StreamNames.STREAMS, "features")
                        : state instanceof ExpectingCounting && StreamManagement.isOne(received.element()));
    }

    private static String verdict(ClientState state, ClientInput input) {
        ClientStep step;
        try {
            step = state.on(input);
        } catch (IllegalStateException fault) {
            return "!";
        }
        if (state instanceof Parted) {
            assertThat(step).isEqualTo(ClientStep.to(state));
            return ".";
        }
        if (!(step.next() instanceof Parted)) {
            return ">";
        }
        return ending(state, input, step);
    }

    /** An end is a close or a drop, then the reason, and nothing else. */
    private static String ending(ClientState state, ClientInput input, ClientStep step) {
        List<ClientEffect> effects = new ArrayList<>(step.effects());
        assertThat(effects.remove(new ClientEffect.DropToken()))
                .isEqualTo(step.effects().size() == 3);
        assertThat(effects).hasSize(2);
        ClientFailure why = ((ClientEffect.Over) effects.get(1)).why();
        boolean silent = state instanceof ExpectingTls || input instanceof ClientInput.Lost;
        assertThat(effects.get(0)).isEqualTo(silent ? new ClientEffect.Drop() : new ClientEffect.Close(why.told()));
        return why.on(new Letters());
    }

    /** One letter for each failure. */
    static final class Letters implements ClientFailure.Cases<String> {
        @Override
        public String insecure(ClientFailure.Insecure failure) {
            return "I";
        }

        @Override
        public String broken(ClientFailure.Broken failure) {
            return "B";
        }

        @Override
        public String ended(ClientFailure.Ended failure) {
            return "E";
        }

        @Override
        public String redirected(ClientFailure.Redirected failure) {
            return "R";
        }

        @Override
        public String unregistered(ClientFailure.Unregistered failure) {
            return "A";
        }

        @Override
        public String noMechanism(ClientFailure.NoMechanism failure) {
            return "N";
        }

        @Override
        public String unproven(ClientFailure.Unproven failure) {
            return "U";
        }

        @Override
        public String refused(ClientFailure.Refused failure) {
            return "F";
        }

        @Override
        public String tokenRefused(ClientFailure.TokenRefused failure) {
            return "T";
        }

        @Override
        public String certificateRefused(ClientFailure.CertificateRefused failure) {
            return "Z";
        }

        @Override
        public String upgradeRefused(ClientFailure.UpgradeRefused failure) {
            return "V";
        }

        @Override
        public String furtherTask(ClientFailure.FurtherTask failure) {
            return "M";
        }

        @Override
        public String unbound(ClientFailure.Unbound failure) {
            return "X";
        }

        @Override
        public String stopped(ClientFailure.Stopped failure) {
            return "O";
        }

        @Override
        public String closed(ClientFailure.Closed failure) {
            return "C";
        }
    }
}
