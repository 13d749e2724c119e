package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.stream.Pair.Deed;
import im.redoubt.protocol.stream.Pair.Fault;
import im.redoubt.protocol.stream.Pair.Side;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against our server, and somebody between them who says anything in the place of anything. */
class PairTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("LIB-02")
    void theTwoRolesAgreeOnASession(boolean direct) {
        Pair pair = Pair.run(Pair.context(), direct, Optional.empty());

        assertThat(pair.session).map(ClientSession::address).contains(Pair.SESSION);
        assertThat(pair.established).contains(Pair.SESSION);
        assertThat(pair.session).map(session -> session.mechanism().wireName()).contains("SCRAM-SHA-512-PLUS");
        assertThat(pair.failure).isEmpty();
    }

    @Test
    @Tag("T-21")
    @Tag("LIB-04")
    void inClearTheClientNamesTheDomainAndAsksForTls() {
        assertThat(Pair.run().inClear)
                .containsExactly(
                        "header [XmlAttribute[name=to, value=example.org], XmlAttribute[name=version, value=1.0]]",
                        "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        assertThat(Pair.run(Pair.context(), true, Optional.empty()).inClear).isEmpty();
    }

    /**
     * A way through a negotiation that somebody in between is set upon.
     *
     * @param name how it is shown
     * @param serves what the server has
     * @param context the client
     */
    private record Run(String name, Serves serves, ClientContext context) {
        static final Run ORIGINAL = new Run("original", Serves.ORIGINAL, ClientStateTest.counting());
        static final Run EXTENSIBLE = new Run("extensible", Serves.ALL, ClientContexts.wishing());
        static final List<Run> ALL = List.of(
                ORIGINAL,
                EXTENSIBLE,
                new Run("gone", Serves.ALL, ClientContexts.returning()),
                new Run("token", Serves.ALL, ClientContexts.withToken()),
                new Run("certificate", Serves.CERTIFICATES, ClientContexts.certified()),
                new Run("sent", Serves.PLAIN, ClientContexts.plain()),
                new Run("upgrade", Serves.lacking(ScramHash.SHA_512), ClientContexts.wishing()));

        Pair with(Optional<Fault> fault) {
            return Pair.run(serves, context, false, fault);
        }
    }

    @TestFactory
    @Tag("T-21")
    @Tag("T-24")
    @Tag("A-43")
    @Tag("A-56")
    @Tag("A-58")
    @Tag("LIB-02")
    @Tag("LIB-04")
    Stream<DynamicTest> noFaultOnTheWayToTheClientMakesASessionThatIsNone() {
        return Run.ALL.stream().flatMap(run -> {
            Pair undisturbed = run.with(Optional.empty());
            Map<String, ClientInput> words = new LinkedHashMap<>();
            Words.all().forEach((name, input) -> {
                if (!(input instanceof ClientInput.Answered)) {
                    words.put(name, input);
                }
            });
            for (int i = 0; i < undisturbed.toClientLog.size(); i++) {
                words.put("earlier input " + i, undisturbed.toClientLog.get(i));
            }
            return faults(run, Side.CLIENT, undisturbed.toClientLog.size(), words);
        });
    }

    @TestFactory
    @Tag("T-23")
    @Tag("A-56")
    @Tag("LIB-02")
    Stream<DynamicTest> noFaultOnTheWayToTheServerMakesASessionThatIsNone() {
        return Run.ALL.stream().flatMap(run -> {
            Pair undisturbed = run.with(Optional.empty());
            Map<String, ServerInput> words = new LinkedHashMap<>();
            ServerStateTest.inputs().forEach((name, input) -> {
                if (!(input instanceof ServerInput.Answered)) {
                    words.put(name, input);
                }
            });
            for (int i = 0; i < undisturbed.toServerLog.size(); i++) {
                words.put("earlier input " + i, undisturbed.toServerLog.get(i));
            }
            return faults(run, Side.SERVER, undisturbed.toServerLog.size(), words);
        });
    }

    /** The same for the extensible profile: every subset of its mechanisms, with and without the types, and one not in it. */
    @TestFactory
    @Tag("A-48")
    @Tag("LIB-07")
    Stream<DynamicTest> noExtensibleOfferThatWasEditedLeadsToASession() {
        String[] offered = {"SCRAM-SHA-512-PLUS", "SCRAM-SHA-512", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN"};
        List<DynamicTest> tests = new ArrayList<>();
        for (int left = 0; left < 1 << offered.length; left++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < offered.length; i++) {
                if ((left >> i & 1) == 1) {
                    names.add(offered[i]);
                }
            }
            for (boolean bindings : new boolean[] {false, true}) {
                Element offer = Words.authentication(names, ExtensibleWalk.ALL);
                ClientInput edited = Words.received(
                        bindings ? Words.features(offer, Words.bindings("tls-exporter")) : Words.features(offer));
                tests.add(DynamicTest.dynamicTest(names + " " + bindings, () -> {
                    Fault fault = new Fault(Side.CLIENT, offerAt(Run.EXTENSIBLE), Deed.REPLACE, edited);
                    Pair pair = Run.EXTENSIBLE.with(Optional.of(fault));
                    assertThat(pair.session).isEmpty();
                    assertThat(pair.signedIn).isFalse();
                    assertThat(pair.failure).isPresent();
                }));
            }
        }
        return tests.stream();
    }

    private static int offerAt(Run run) {
        List<ClientInput> log = run.with(Optional.empty()).toClientLog;
        int at = 0;
        while (!(log.get(at) instanceof ClientInput.Received features
                && features.element()
                        .content()
                        .first(StreamNames.SASL2, "authentication")
                        .isPresent())) {
            at++;
        }
        return at;
    }

    /** What is not covered by a signature: without the list of what can be asked for, less is asked for, and no more is given. */
    @Test
    @Tag("A-58")
    void whoTakesTheInlineFeaturesAwayTakesNothingElse() {
        Element bare = Words.authentication(List.of(
                "SCRAM-SHA-512-PLUS",
                "SCRAM-SHA-512",
                "SCRAM-SHA-256-PLUS",
                "SCRAM-SHA-256",
                "SCRAM-SHA-1-PLUS",
                "SCRAM-SHA-1"));
        ClientInput edited = Words.received(Words.features(bare, Words.bindings("tls-exporter")));
        Pair pair =
                Run.EXTENSIBLE.with(Optional.of(new Fault(Side.CLIENT, offerAt(Run.EXTENSIBLE), Deed.REPLACE, edited)));

        assertThat(pair.session).hasValueSatisfying(session -> {
            assertThat(session.mechanism().wireName()).isEqualTo("SCRAM-SHA-512-PLUS");
            assertThat(session.token()).isEmpty();
            assertThat(session.counting()).isPresent();
            assertThat(session.begunWith()).isEmpty();
        });
    }

    /** XEP-0474: somebody takes out of the offer what he likes, and nobody's password is used on what is left. */
    @TestFactory
    @Tag("A-48")
    @Tag("LIB-07")
    Stream<DynamicTest> noOfferThatWasEditedLeadsToASession() {
        Pair undisturbed = Run.ORIGINAL.with(Optional.empty());
        int at = 0;
        while (!(undisturbed.toClientLog.get(at) instanceof ClientInput.Received features
                && features.element()
                        .content()
                        .first(StreamNames.SASL, "mechanisms")
                        .isPresent())) {
            at++;
        }
        String[] offered = {"SCRAM-SHA-512-PLUS", "SCRAM-SHA-512", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN"};
        List<DynamicTest> tests = new ArrayList<>();
        for (int left = 0; left < 1 << offered.length; left++) {
            int subset = left;
            String[] names = IntStream.range(0, offered.length)
                    .filter(i -> (subset >> i & 1) == 1)
                    .mapToObj(i -> offered[i])
                    .toArray(String[]::new);
            for (boolean bindings : new boolean[] {false, true}) {
                ClientInput edited = bindings
                        ? Words.received(Words.features(Words.mechanisms(names), Words.bindings("tls-exporter")))
                        : Words.received(Words.features(Words.mechanisms(names)));
                Fault fault = new Fault(Side.CLIENT, at, Deed.REPLACE, edited);
                tests.add(DynamicTest.dynamicTest(List.of(names) + " " + bindings, () -> {
                    Pair pair = Run.ORIGINAL.with(Optional.of(fault));
                    assertThat(pair.session).isEmpty();
                    assertThat(pair.signedIn).isFalse();
                    assertThat(pair.failure).isPresent();
                }));
            }
        }
        return tests.stream();
    }

    private static Stream<DynamicTest> faults(Run run, Side side, int inputs, Map<String, ?> words) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int at = 0; at < inputs; at++) {
            for (Deed deed : List.of(Deed.REPLACE, Deed.INSERT)) {
                for (Map.Entry<String, ?> word : words.entrySet()) {
                    tests.add(test(run, new Fault(side, at, deed, word.getValue()), word.getKey()));
                }
            }
            tests.add(test(run, new Fault(side, at, Deed.DROP, "nothing"), "nothing"));
        }
        return tests.stream();
    }

    private static DynamicTest test(Run run, Fault fault, String word) {
        return DynamicTest.dynamicTest(
                run.name() + ": " + fault.side() + " input " + fault.at() + ": " + fault.deed() + " " + word,
                () -> check(run, fault));
    }

    /** Nothing but the domain and STARTTLS goes out in clear, and who has a session has gone the whole way to it. */
    private static void check(Run run, Fault fault) {
        Pair pair = run.with(Optional.of(fault));

        assertThat(pair.inClear)
                .allSatisfy(written -> assertThat(written)
                        .doesNotContain("alice")
                        .matches(
                                text -> text.startsWith("header ")
                                        || text.startsWith("<starttls ")
                                        || text.startsWith("<error xmlns='" + StreamNames.STREAMS + "'"),
                                "a header, starttls or an error"));
        if (pair.session.isPresent()) {
            assertThat(pair.clientSecured).isTrue();
            assertThat(pair.signedIn).isTrue();
            assertThat(pair.established).contains(pair.session.get().address());
        }
        if (pair.established.isPresent()) {
            assertThat(pair.signedIn).isTrue();
            assertThat(pair.clientSecured).isTrue();
        }
    }
}
