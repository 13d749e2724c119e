package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every cell of (negotiation state × input) of the client. */
class ClientStateTest {
    /**
     * A letter for each cell: {@code >} goes on; {@code I} no TLS; {@code B} the server broke a rule; {@code E} its stream
     * error; {@code R} redirected; {@code N} no mechanism; {@code U} server unproven; {@code F} credentials refused;
     * {@code O} given up here; {@code C} closed; {@code .} ignored; {@code !} the driver's own fault. The words that belong
     * to one connection are of another here, so that the right ones are tried in {@link #theRightWordLeadsOn()}.
     */
    private static final String TABLE = """
            header         > B B ! > B B B B B > B B B .
            foreign_header B B B ! B B B B B B B B B B .
            tls_features   B > I ! B N B B B B B B B ! .
            mech_features  B I I ! B > B B B B B B B ! .
            bind_features  B I I ! B N B B B B B > B ! .
            no_features    B I I ! B N B B B B B B B ! .
            proceed        B I > ! B B B B B B B B B ! .
            tls_failure    B I I ! B B B B B B B B B ! .
            challenge      B I I ! B B U B U B B B B ! .
            success        B I I ! B B U B U B B B B ! .
            bare_success   B I I ! B B U B U > B B B ! .
            failure        B I I ! B B F B F F B B B ! .
            bound          B I I ! B B B B B B B B B ! .
            bind_error     B I I ! B B B B B B B B B ! .
            stream_error   E E E ! E E E E E E E E E E .
            elsewhere      E E E ! R R R R R R R R R R .
            message        B I I ! B B B B B B B B B ! .
            presence       B I I ! B B B B B B B B B ! .
            request        B I I ! B B B B B B B B B ! .
            nonsense       B I I ! B B B B B B B B B ! .
            footer         C C C C C C C C C C C C C C .
            lost           C C C C C C C C C C C C C C .
            violation      O O O O O O O O O O O O O O .
            deadline       O O O O O O O O O O O O O O .
            secured        ! ! ! > ! ! ! ! ! ! ! ! ! ! .
            key            ! ! ! ! ! ! ! > ! ! ! ! ! ! .
            no_key         ! ! ! ! ! ! ! O ! ! ! ! ! ! .
            """;

    private static final Pair UNDISTURBED = Pair.run();

    /** All states in the order of the negotiation, each as an undisturbed negotiation reached it. */
    static Map<String, ClientState> states() {
        Map<String, ClientState> states = new LinkedHashMap<>();
        for (Class<?> type : ClientState.class.getPermittedSubclasses()) {
            String name = type.getSimpleName();
            states.put(
                    name,
                    switch (name) {
                        case "ExpectingConfirmation" -> confirming();
                        case "Parted" -> new Parted(Pair.context());
                        default -> known(UNDISTURBED.clientStates, name);
                    });
        }
        return states;
    }

    /** The server's proof came in a challenge: the same data under another name. */
    private static ClientState confirming() {
        ClientInput.Received success = (ClientInput.Received) known(UNDISTURBED.taken, "ExpectingSuccess");
        return known(UNDISTURBED.clientStates, "ExpectingSuccess")
                .on(Words.received(Element.named(StreamNames.SASL, "challenge")
                        .text(success.element().content().text())
                        .build()))
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
        assertThat(new TreeSet<>(states().keySet())).hasSize(ClientState.class.getPermittedSubclasses().length);
    }

    @Test
    @Tag("LIB-02")
    void theRightWordLeadsOn() {
        assertThat(UNDISTURBED.session).isPresent();
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
                        "ExpectingAddress");
    }

    @TestFactory
    @Tag("S-14")
    @Tag("LIB-02")
    Stream<DynamicTest> theRightWordAtTheWrongMomentEndsInNoSession() {
        List<DynamicTest> cells = new ArrayList<>();
        states().forEach((name, state) -> UNDISTURBED.taken.forEach((moment, input) -> {
            if (!name.equals(moment)) {
                cells.add(DynamicTest.dynamicTest(
                        name + " × what " + moment + " takes",
                        () -> assertThat(isSession(state, input)).isFalse()));
            }
        }));
        return cells.stream();
    }

    /** Only the last step makes a session, so any other state that reaches one has skipped something. */
    private static boolean isSession(ClientState state, ClientInput input) {
        if (state instanceof Joined) {
            return false;
        }
        try {
            return state.on(input).next() instanceof Joined;
        } catch (IllegalStateException fault) {
            return false;
        }
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
        assertThat(step.effects()).hasSize(2);
        ClientFailure why = ((ClientEffect.Over) step.effects().get(1)).why();
        boolean silent = state instanceof ExpectingTls || input instanceof ClientInput.Lost;
        assertThat(step.effects().get(0))
                .isEqualTo(silent ? new ClientEffect.Drop() : new ClientEffect.Close(why.told()));
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
