package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.stream.Pair.Deed;
import im.redoubt.protocol.stream.Pair.Fault;
import im.redoubt.protocol.stream.Pair.Side;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server offers everybody what this account lacks: the password is proved once more, by the next weaker hash (decision 23). */
class ClientWeakerHashTest {
    private static final ClientFailure REFUSED =
            new ClientFailure.Refused(Optional.of(SaslCondition.NOT_AUTHORIZED), Optional.empty());

    private static ClientContext insisting(ScramHash weakest) {
        return ClientContexts.wishing().with(ClientDemands.DEFAULT.with(new SelectionPolicy(weakest, false)));
    }

    private static List<ScramHash> tried(Pair pair) {
        return pair.derived.stream().map(KeyQuestion::hash).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("A-48")
    void whoseAccountLacksTheStrongestSignsInByTheNextTiedToTheConnectionAsBefore(boolean extensible) {
        Serves serves = Serves.decoys(ScramHash.SHA_512);
        Pair pair = Pair.run(extensible ? serves : serves.original(), ClientContexts.wishing());

        assertThat(tried(pair)).startsWith(ScramHash.SHA_512, ScramHash.SHA_256);
        assertThat(pair.signedIn).isTrue();
        assertThat(pair.session).hasValueSatisfying(session -> {
            assertThat(session.mechanism().wireName()).isEqualTo("SCRAM-SHA-256-PLUS");
            assertThat(session.demandsFromNowOn().policy()).isEqualTo(new SelectionPolicy(ScramHash.SHA_256, true));
        });
    }

    /** XEP-0480: what was lacking is made at once, and so the next sign-in is by the strongest. */
    @Test
    void whatWasLackingIsMade() {
        Pair pair = Pair.run(Serves.decoys(ScramHash.SHA_512), ClientContexts.wishing());

        assertThat(pair.made).hasSize(1);
        assertThat(pair.session.orElseThrow().knownFor()).isEmpty();
    }

    /** A failure at each sign-in would count against the account. */
    @Test
    void whatWasKnownIsBegunWithTheNextTime() {
        Serves serves = Serves.decoys(ScramHash.SHA_512).original();
        ScramHash known = Pair.run(serves, ClientContexts.wishing())
                .session
                .orElseThrow()
                .knownFor()
                .orElseThrow();
        Pair again = Pair.run(serves, ClientContexts.wishing().with(ClientMeans.PASSWORD.upTo(known)));

        assertThat(tried(again)).containsExactly(ScramHash.SHA_256);
        assertThat(again.session).isPresent();
    }

    @Test
    void whatWasKnownIsForgottenWhereItIsNotOffered() {
        Pair pair = Pair.run(
                Serves.lacking(ScramHash.SHA_256),
                ClientContexts.wishing().with(ClientMeans.PASSWORD.upTo(ScramHash.SHA_256)));

        assertThat(pair.session.orElseThrow().mechanism().wireName()).isEqualTo("SCRAM-SHA-512-PLUS");
    }

    /** Which hashes the account lacks, what the client insists on, and what it tries. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SHA_512 SHA_256       | SHA_256 | SHA_512 SHA_256
            SHA_512 SHA_256       | SHA_1   | SHA_512 SHA_256
            SHA_512               | SHA_512 | SHA_512
            """)
    @Tag("A-48")
    @Tag("LIB-07")
    void thereIsOneMoreAttemptAndNoneBelowThePolicy(String lacking, String weakest, String expected) {
        ScramHash[] hashes =
                Stream.of(lacking.split(" ")).map(ScramHash::valueOf).toArray(ScramHash[]::new);
        Pair pair = Pair.run(Serves.decoys(hashes), insisting(ScramHash.valueOf(weakest)));

        assertThat(tried(pair)).map(ScramHash::name).containsExactly(expected.split(" "));
        assertThat(pair.failure)
                .contains(new ClientFailure.Refused(
                        Optional.of(SaslCondition.NOT_AUTHORIZED), Optional.of("invalid-proof")));
        assertThat(pair.session).isEmpty();
    }

    /** Mechanisms without {@code SCRAM-}; types; what is tried first, and what behind a refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SHA-512 SHA-256                          | -            | SHA-512      | SHA-256
            SHA-512-PLUS SHA-256-PLUS SHA-256        | tls-exporter | SHA-512-PLUS | SHA-256-PLUS
            SHA-512-PLUS SHA-512 SHA-256             | tls-exporter | SHA-512-PLUS | -
            SHA-512-PLUS SHA-512 SHA-1-PLUS          | tls-exporter | SHA-512-PLUS | -
            SHA-512 SHA-1                            | -            | SHA-512      | -
            SHA-256 SHA-1                            | -            | SHA-256      | -
            SHA-512                                  | -            | SHA-512      | -
            """)
    @Tag("A-47")
    @Tag("A-48")
    @Tag("LIB-07")
    void theNextIsOfTheSameOfferAndAsTiedAsTheFirst(String offered, String types, String first, String second) {
        String[] names =
                Stream.of(offered.split(" ")).map(name -> "SCRAM-" + name).toArray(String[]::new);
        Element mechanisms = Words.mechanisms(names);
        ClientStep begun = types.equals("-")
                ? ClientWalk.mechanisms(Pair.BINDINGS, mechanisms)
                : ClientWalk.mechanisms(Pair.BINDINGS, mechanisms, Words.bindings(types));
        assertThat(ClientWalk.element(begun).attribute("mechanism")).contains("SCRAM-" + first);

        ClientStep next = begun.next().on(Words.received(Words.failure("not-authorized")));
        if (second.equals("-")) {
            assertThat(ClientWalk.failure(next)).isEqualTo(REFUSED);
        } else {
            assertThat(ClientWalk.element(next).attribute("mechanism")).contains("SCRAM-" + second);
            assertThat(ClientWalk.failure(next.next().on(Words.received(Words.failure("not-authorized")))))
                    .isEqualTo(REFUSED);
        }
    }

    /** The password itself is never what follows a proof that was refused, whatever was permitted. */
    @Test
    @Tag("A-46")
    @Tag("LIB-07")
    void aRefusalOfAProofDoesNotSendThePassword() {
        ClientStep begun = ClientWalk.mechanisms(
                ClientContexts.plain(), ChannelBindings.none(), Words.mechanisms("SCRAM-SHA-512", "PLAIN"));

        assertThat(ClientWalk.failure(begun.next().on(Words.received(Words.failure("not-authorized")))))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"temporary-auth-failure", "account-disabled", "credentials-expired", "aborted", "who-knows"})
    void whatIsSaidOfSomethingElseThanThePasswordIsFinal(String condition) {
        ClientStep begun = ClientWalk.mechanisms(Pair.BINDINGS, Words.mechanisms("SCRAM-SHA-512", "SCRAM-SHA-256"));

        assertThat(begun.next().on(Words.received(Words.failure(condition))).next())
                .isInstanceOf(Parted.class);
    }

    /** RFC 5802 section 7: these say that somebody is in between, and not that a verifier is lacking. */
    @ParameterizedTest
    @CsvSource({
        "invalid-proof, true",
        "The user is not known here., true",
        "channel-bindings-dont-match, false",
        "server-does-support-channel-binding, false"
    })
    @Tag("A-48")
    void aRefusalThatSpeaksOfChannelBindingIsFinal(String text, boolean again) {
        Element failure = Element.named(StreamNames.SASL, "failure")
                .child(Words.named(StreamNames.SASL, "not-authorized"))
                .child(StreamNames.SASL, "text", text)
                .build();
        ClientStep begun = ClientWalk.mechanisms(Pair.BINDINGS, Words.mechanisms("SCRAM-SHA-512", "SCRAM-SHA-256"));

        assertThat(begun.next().on(Words.received(failure)).next() instanceof ExpectingChallenge)
                .isEqualTo(again);
    }

    /**
     * XEP-0474: somebody who takes the strongest out of the offer is found out; and who refuses it in the server's name gets a
     * proof by the weaker one, which he gets by refusing nothing.
     */
    @Test
    @Tag("A-48")
    void anEditedOfferIsNoReasonForAnotherAttempt() {
        Pair honest = Pair.run(Serves.decoys(ScramHash.SHA_512), ClientContexts.wishing());
        int at = 0;
        while (!(honest.toClientLog.get(at) instanceof ClientInput.Received received
                && received.element().name().is(StreamNames.STREAMS, "features"))) {
            at++;
        }
        Element edited = Words.authentication(
                List.of("SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"), ExtensibleWalk.ALL);
        Fault fault = new Fault(
                Side.CLIENT, at, Deed.REPLACE, Words.received(Words.features(edited, Words.bindings("tls-exporter"))));
        Pair pair = Pair.run(Serves.decoys(ScramHash.SHA_512), ClientContexts.wishing(), true, Optional.of(fault));

        assertThat(pair.failure.orElseThrow()).isInstanceOf(ClientFailure.Unproven.class);
        assertThat(pair.derived).isEmpty();
    }

    /** What ends the second attempt is told as the refusal that the first one got: it would not be tried for ever. */
    @TestFactory
    @Tag("A-50")
    Stream<DynamicTest> whateverEndsTheSecondAttemptThePasswordWasRefused() {
        ClientStep begun = ClientWalk.mechanisms(Pair.BINDINGS, Words.mechanisms("SCRAM-SHA-512", "SCRAM-SHA-256"));
        ClientState second =
                begun.next().on(Words.received(Words.failure("not-authorized"))).next();
        return Stream.of(
                        new ClientInput.Footer(),
                        new ClientInput.Lost(),
                        new ClientInput.Failed(StreamError.of(StreamCondition.CONNECTION_TIMEOUT)),
                        Words.received(
                                StreamError.of(StreamCondition.POLICY_VIOLATION).toElement()),
                        Words.received(Words.failure("temporary-auth-failure")))
                .map(input -> DynamicTest.dynamicTest(
                        input.toString(),
                        () -> assertThat(ClientWalk.failure(second.on(input))).isEqualTo(REFUSED)));
    }

    @Test
    @Tag("A-43")
    void whoProvesNothingInTheSecondAttemptIsToldSo() {
        ClientStep begun = ClientWalk.mechanisms(Pair.BINDINGS, Words.mechanisms("SCRAM-SHA-512", "SCRAM-SHA-256"));
        ClientState second =
                begun.next().on(Words.received(Words.failure("not-authorized"))).next();

        assertThat(ClientWalk.failure(second.on(Words.received(Words.named(StreamNames.SASL, "success")))))
                .isInstanceOf(ClientFailure.Unproven.class);
    }
}
