package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.BindingAbort;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.TokenMechanism;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our client with each of its means, against our server. */
class ClientMeansTest {
    private static ClientSession session(Pair pair) {
        assertThat(pair.failure).isEmpty();
        return pair.session.orElseThrow();
    }

    @Test
    @Tag("LIB-02")
    @Tag("LIB-07")
    void everythingThatIsWishedComesWithTheSuccess() {
        Pair pair = Pair.run(Serves.ALL, ClientContexts.wishing());
        ClientSession session = session(pair);

        assertThat(session.address()).isEqualTo(Pair.SESSION);
        assertThat(session.mechanism().wireName()).isEqualTo("SCRAM-SHA-512-PLUS");
        assertThat(session.binding()).contains(ChannelBindingType.TLS_EXPORTER);
        assertThat(session.begunWith()).containsExactly(SessionFeature.CARBONS);
        assertThat(session.counting().flatMap(StreamCounting::resumability))
                .contains(new Resumability("id-1", Optional.of(Duration.ofMinutes(5)), Optional.empty()));
        assertThat(session.resumption()).isEqualTo(new ResumptionOutcome.None());
        assertThat(session.token())
                .contains(new IssuedToken(
                        TokenMechanism.HT_SHA_256_EXPR, Secret.utf8("another".toCharArray()), Pair.EXPIRY));
        assertThat(session.features())
                .hasValueSatisfying(features -> assertThat(features.counts()).isFalse());
        assertThat(pair.toServerLog).as("header, authenticate, response").hasSize(3);
    }

    @Test
    @Tag("LIB-02")
    void withoutTheExtensibleProfileTheSameSessionBegins() {
        Pair pair = Pair.run(Serves.ORIGINAL, ClientContexts.wishing());
        ClientSession session = session(pair);

        assertThat(pair.toServerLog)
                .as("header, auth, response, header, iq, enable")
                .hasSize(6);
        assertThat(session.address()).isEqualTo(Pair.SESSION);
        assertThat(session.mechanism().wireName()).isEqualTo("SCRAM-SHA-512-PLUS");
        assertThat(session.begunWith()).isEmpty();
        assertThat(session.token()).isEmpty();
        assertThat(session.counting().flatMap(StreamCounting::resumability).map(Resumability::id))
                .contains("id-2");
        assertThat(session.features())
                .hasValueSatisfying(features -> assertThat(features.counts()).isTrue());
    }

    @Test
    void whoWishesNothingGetsASessionAndNothing() {
        for (Serves serves : new Serves[] {Serves.ALL, Serves.ORIGINAL}) {
            ClientSession session = session(Pair.run(serves, Pair.context()));

            assertThat(session.begunWith()).isEmpty();
            assertThat(session.token()).isEmpty();
            assertThat(session.counting()).isEmpty();
        }
    }

    /** XEP-0484 sections 3.4 and 3.5: one round trip, and the server replaces a token that is due. */
    @Test
    @Tag("A-58")
    @Tag("LIB-07")
    void aTokenIsUsedBeforeAnythingElseAndReplacedWhenItIsDue() {
        Pair pair = Pair.run(Serves.ALL, ClientContexts.withToken());
        ClientSession session = session(pair);

        assertThat(session.mechanism()).isEqualTo(new ClientMechanism.Token(TokenMechanism.HT_SHA_256_EXPR));
        assertThat(session.binding()).contains(ChannelBindingType.TLS_EXPORTER);
        assertThat(session.token().map(IssuedToken::mechanism)).contains(TokenMechanism.HT_SHA_256_EXPR);
        assertThat(pair.uses).containsExactly(new FastUse(OptionalLong.of(4), false));
        assertThat(pair.derived).isEmpty();
        assertThat(pair.dropped).isZero();
        assertThat(pair.toServerLog).as("header, authenticate").hasSize(2);
    }

    /** XEP-0484 section 3.6. */
    @Test
    @Tag("A-58")
    void aTokenThatIsGivenUpIsUsedOnceMoreAndNotReplaced() {
        ClientContext context = ClientContexts.withToken();
        Pair pair = Pair.run(Serves.ALL, context.with(context.wishes().with(TokenWish.INVALIDATE)));

        assertThat(session(pair).token()).isEmpty();
        assertThat(pair.uses).containsExactly(new FastUse(OptionalLong.of(4), true));
    }

    /** XEP-0484 section 4: "discard the token and automatically fall back to alternative authentication mechanisms". */
    @Test
    @Tag("A-58")
    @Tag("LIB-07")
    void aTokenThatIsRefusedIsDroppedAndThePasswordProvedOnTheSameStream() {
        Pair pair = Pair.run(Serves.ALL, ClientContexts.withWrongToken(ClientMeans.PASSWORD));
        ClientSession session = session(pair);

        assertThat(pair.dropped).isOne();
        assertThat(session.mechanism().wireName()).isEqualTo("SCRAM-SHA-512-PLUS");
        assertThat(session.token().map(IssuedToken::mechanism)).contains(TokenMechanism.HT_SHA_256_EXPR);
        assertThat(pair.uses).hasSize(1);
    }

    @Test
    @Tag("A-58")
    void aTokenThatIsRefusedAndNothingElseIsAFailureOfItsOwn() {
        Pair pair = Pair.run(Serves.ALL, ClientContexts.withWrongToken(ClientMeans.NONE));

        assertThat(pair.session).isEmpty();
        assertThat(pair.dropped).isOne();
        assertThat(pair.failure)
                .contains(new ClientFailure.TokenRefused(Optional.of(SaslCondition.NOT_AUTHORIZED), Optional.empty()));
    }

    /** Without the profile that tokens belong to the password is proved, and the token is kept. */
    @Test
    void aTokenThatCannotBeUsedIsKept() {
        Pair pair = Pair.run(Serves.ORIGINAL, ClientContexts.withToken());

        assertThat(session(pair).mechanism().wireName()).isEqualTo("SCRAM-SHA-512-PLUS");
        assertThat(pair.dropped).isZero();
        assertThat(pair.uses).isEmpty();
    }

    @Test
    @Tag("A-53")
    void aCertificateSignsInInBothProfiles() {
        for (Serves serves : new Serves[] {Serves.CERTIFICATES, Serves.CERTIFICATES.original()}) {
            Pair pair = Pair.run(serves, ClientContexts.certified());

            assertThat(session(pair).mechanism()).isEqualTo(new ClientMechanism.Certificate());
            assertThat(session(pair).binding()).isEmpty();
        }
    }

    @Test
    void aCertificateThatTheServerDoesNotKnowIsNotTried() {
        Pair pair = Pair.run(Serves.ALL, ClientContexts.certified());

        assertThat(pair.failure).contains(new ClientFailure.NoMechanism(BindingAbort.NO_MECHANISM));
        assertThat(pair.signedIn).isFalse();
    }

    @Test
    @Tag("LIB-07")
    void thePasswordIsSentToAServerThatKnowsNothingElseAndOnlyWherePermitted() {
        for (Serves serves : new Serves[] {Serves.PLAIN, Serves.PLAIN.original()}) {
            assertThat(session(Pair.run(serves, ClientContexts.plain())).mechanism())
                    .isEqualTo(new ClientMechanism.Plain());
            assertThat(Pair.run(serves, ClientContexts.wishing()).failure)
                    .contains(new ClientFailure.NoMechanism(BindingAbort.NO_MECHANISM));
        }
    }

    @Test
    @Tag("A-48")
    @Tag("LIB-07")
    void whoMaySendThePasswordProvesItWhereThatCanBe() {
        assertThat(session(Pair.run(Serves.ALL, ClientContexts.plain()))
                        .mechanism()
                        .wireName())
                .isEqualTo("SCRAM-SHA-512-PLUS");
    }

    /** XEP-0480 section 3. */
    @Test
    @Tag("LIB-07")
    void aVerifierForAStrongerHashIsMadeOnTheWay() {
        Pair pair = Pair.run(Serves.lacking(ScramHash.SHA_512), ClientContexts.wishing());
        ClientSession session = session(pair);

        assertThat(session.mechanism().wireName()).isEqualTo("SCRAM-SHA-256-PLUS");
        assertThat(pair.derived).extracting(KeyQuestion::hash).containsExactly(ScramHash.SHA_256, ScramHash.SHA_512);
        assertThat(pair.made)
                .singleElement()
                .satisfies(made -> assertThat(made.hash()).isEqualTo(ScramHash.SHA_512));
        assertThat(session.counting()).isPresent();
        assertThat(session.token()).isPresent();
    }

    @Test
    void twoVerifiersAreMadeOneAfterTheOther() {
        ClientContext weak =
                Pair.context().with(ClientDemands.DEFAULT.with(new SelectionPolicy(ScramHash.SHA_1, false)));
        Pair pair = Pair.run(Serves.old(), weak);

        assertThat(session(pair).mechanism().wireName()).isEqualTo("SCRAM-SHA-1-PLUS");
        assertThat(pair.made).extracting(made -> made.hash()).containsExactly(ScramHash.SHA_256, ScramHash.SHA_512);
    }

    @Test
    @Tag("N-119")
    void anEarlierSessionGoesOnWithTheSuccess() {
        Pair pair = Pair.run(Serves.SESSIONS, ClientContexts.returning());
        ClientSession session = session(pair);

        assertThat(session.resumed()).hasValue(7);
        assertThat(session.resumption()).isEqualTo(new ResumptionOutcome.Resumed(7));
        assertThat(session.address()).isEqualTo(Pair.SESSION);
        assertThat(session.counting().flatMap(StreamCounting::resumability).map(Resumability::id))
                .contains("earlier");
        assertThat(session.features()).isEmpty();
        assertThat(pair.resumptions).containsExactly(new StreamManagement.Resumption("earlier", 5));
        assertThat(pair.begun).isEmpty();
    }

    @Test
    @Tag("N-119")
    void anEarlierSessionGoesOnBeforeBindingInTheOriginalProfile() {
        Pair pair = Pair.run(Serves.SESSIONS.original(), ClientContexts.returning());

        assertThat(session(pair).resumed()).hasValue(7);
        assertThat(session(pair).features()).isPresent();
    }

    @Test
    @Tag("N-119")
    void whereItIsGoneAnotherBeginsThatKnowsWhatHadArrived() {
        for (Serves serves : new Serves[] {Serves.ALL, Serves.ORIGINAL}) {
            Pair pair = Pair.run(serves, ClientContexts.returning());
            ClientSession session = session(pair);

            assertThat(session.resumption()).isEqualTo(new ResumptionOutcome.Gone(Optional.of(3L)));
            assertThat(session.resumed()).isEmpty();
            assertThat(session.counting().flatMap(StreamCounting::resumability))
                    .hasValueSatisfying(next -> assertThat(next.id()).startsWith("id-"));
            assertThat(pair.resumptions).as("asked for once").hasSize(1);
        }
    }

    @Test
    @Tag("A-48")
    void aSessionSaysWhatToInsistOn() {
        assertThat(session(Pair.run(Serves.ALL, ClientContexts.wishing())).demandsFromNowOn())
                .isEqualTo(new ClientDemands(
                        new SelectionPolicy(ScramHash.SHA_512, true),
                        ClientDemands.DEFAULT.iterations(),
                        Set.of(ClientDemand.values())));
        assertThat(session(Pair.run(Serves.PLAIN, ClientContexts.plain()))
                        .demandsFromNowOn()
                        .more())
                .containsExactly(ClientDemand.EXTENSIBLE_PROFILE);
        assertThat(session(Pair.run(Serves.CERTIFICATES.original(), ClientContexts.certified()))
                        .demandsFromNowOn())
                .isEqualTo(ClientDemands.DEFAULT);
        assertThat(session(Pair.run(Serves.ALL, ClientContexts.withToken()))
                        .demandsFromNowOn()
                        .more())
                .containsExactly(ClientDemand.EXTENSIBLE_PROFILE, ClientDemand.BOUND_TOKEN);
    }

    @Test
    @Tag("A-48")
    @Tag("LIB-07")
    void aServerThatHadTheExtensibleProfileHasItStill() {
        ClientContext context = Pair.context().with(ClientDemands.DEFAULT.with(ClientDemand.EXTENSIBLE_PROFILE));
        Pair stripped = Pair.run(Serves.ORIGINAL, context);

        assertThat(stripped.failure).contains(new ClientFailure.NoMechanism(BindingAbort.PROFILE_REQUIRED));
        assertThat(stripped.toServerLog).as("the header and the end").hasSize(2);
        assertThat(Pair.run(Serves.ALL, context).session).isPresent();
    }

    @Test
    @Tag("A-48")
    @Tag("LIB-07")
    void aPasswordThatWasProvedOnceIsNeverSent() {
        ClientContext context = ClientContexts.plain().with(ClientDemands.DEFAULT.with(ClientDemand.PROVED_PASSWORD));

        assertThat(Pair.run(Serves.PLAIN, context).failure)
                .contains(new ClientFailure.NoMechanism(BindingAbort.NO_MECHANISM));
    }

    @Test
    void meansThatCannotBeAreRefused() {
        PlainPermission given = PlainPermission.theServerMayReadThePassword();

        assertThatIllegalArgumentException().isThrownBy(() -> ClientMeans.NONE.with(given));
        assertThat(ClientMeans.PASSWORD.with(given).plain()).contains(given);
        for (long count : new long[] {0, -1, ClientToken.MOST_USES + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new ClientToken(TokenMechanism.HT_SHA_256_NONE, Secret.utf8(new char[] {'x'}), count));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientToken(TokenMechanism.HT_SHA_256_NONE, Secret.utf8(new char[0]), 1));
    }
}
