package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.IterationBounds;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.ServerProven;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that a client is told: what they hold, and what they refuse to hold. */
class ClientWishesTest {
    @Test
    void eachWishIsAddedToTheOthers() {
        ClientResumption earlier = new ClientResumption("x", 3, Pair.SESSION);
        ClientWishes wishes = ClientContexts.wishing().wishes().after(earlier);

        assertThat(wishes)
                .isEqualTo(new ClientWishes(
                        ClientContexts.AGENT,
                        Optional.of("tag"),
                        CountingWish.RESUMABLE,
                        EnumSet.allOf(SessionFeature.class),
                        TokenWish.REQUEST,
                        Optional.of(earlier)));
        assertThat(wishes.anew()).isEqualTo(ClientContexts.wishing().wishes());
        assertThat(ClientWishes.NONE.features()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "a\nb", "\ud800", "\u2028"})
    void whatCannotBePartOfAnAddressIsNoTag(String tag) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientWishes.NONE.tagged(tag));
    }

    @Test
    @Tag("LIB-08")
    void aTagHasALimit() {
        assertThat(ClientWishes.NONE
                        .tagged("x".repeat(ClientWishes.LONGEST_TAG))
                        .tag())
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientWishes.NONE.tagged("x".repeat(ClientWishes.LONGEST_TAG + 1)));
    }

    /** XEP-0388 section 2.3: "The contents of the 'id' attribute MUST be a UUID v4." */
    @Test
    void theIdOfAnInstallationIsRandom() {
        for (UUID id : List.of(
                UUID.fromString("d4565fa7-4d72-1749-b3d3-740edbf87770"),
                UUID.nameUUIDFromBytes(new byte[] {1}),
                new UUID(0, 0))) {
            UserAgent agent = new UserAgent(Optional.of(id), Optional.empty(), Optional.empty());
            assertThatIllegalArgumentException().isThrownBy(() -> ClientWishes.NONE.as(agent));
        }
        UserAgent random = new UserAgent(Optional.of(UUID.randomUUID()), Optional.empty(), Optional.empty());
        assertThat(ClientWishes.NONE.as(random).agent()).isEqualTo(random);
    }

    @Test
    void whatAClientSaysOfItselfItsServerReads() {
        for (UserAgent agent : List.of(
                ClientContexts.AGENT,
                new UserAgent(Optional.empty(), Optional.of("<&>\"'"), Optional.empty()),
                new UserAgent(Optional.empty(), Optional.empty(), Optional.of("dévice")))) {
            assertThat(agent.element().flatMap(UserAgent::read)).contains(agent);
        }
        assertThat(UserAgent.UNKNOWN.element()).isEmpty();
    }

    @Test
    @Tag("A-58")
    void whatAClientSaysOfItsTokenItsServerReads() {
        for (FastUse use : List.of(
                new FastUse(OptionalLong.empty(), false),
                new FastUse(OptionalLong.of(1), false),
                new FastUse(OptionalLong.of(ClientToken.MOST_USES), true))) {
            assertThat(FastUse.read(use.element())).contains(use);
        }
    }

    @Test
    void whatAClientAsksOfAnEarlierSessionItsServerReads() {
        ClientResumption earlier = new ClientResumption("a'b<c", StreamManagement.MODULUS - 1, Pair.SESSION);

        assertThat(StreamManagement.Resumption.read(earlier.element().toParsed()))
                .contains(new StreamManagement.Resumption("a'b<c", StreamManagement.MODULUS - 1));
    }

    @Test
    void whatAClientAsksOfCountingItsServerReads() {
        assertThat(StreamManagement.wantsResumption(
                        StreamCounting.request(CountingWish.RESUMABLE).toParsed()))
                .isTrue();
        assertThat(StreamManagement.wantsResumption(
                        StreamCounting.request(CountingWish.ACKNOWLEDGED).toParsed()))
                .isFalse();
    }

    /** What is read of an attempt by our server is what our client wrote. */
    @Test
    void whatAClientAsksWithItsAttemptItsServerReads() {
        Element authenticate = ExtensibleWalk.begin(ClientContexts.returning(), ExtensibleWalk.ALL)
                .sent();
        ExtensibleSasl read = ExtensibleSasl.read(authenticate.toParsed()).orElseThrow();

        assertThat(read.agent()).isEqualTo(ClientContexts.AGENT);
        assertThat(read.upgrades()).containsExactly(ScramHash.SHA_512);
        assertThat(read.use()).isEmpty();
        assertThat(read.requests())
                .containsExactly(
                        new InlineToken(Optional.of(TokenMechanism.HT_SHA_256_EXPR)),
                        new InlineResumption(new StreamManagement.Resumption("earlier", 5)),
                        new InlineBinding(authenticate
                                .first(InlineBinding.NAMESPACE, "bind")
                                .orElseThrow()));
    }

    @Test
    void demandsAreAddedAndNeverTaken() {
        ClientDemands demands = ClientDemands.DEFAULT;
        for (ClientDemand demand : ClientDemand.values()) {
            assertThat(demands.insistOn(demand)).isFalse();
            demands = demands.with(demand);
            assertThat(demands.insistOn(demand)).isTrue();
        }
        SelectionPolicy strict = new SelectionPolicy(ScramHash.SHA_512, true);

        assertThat(demands.with(strict))
                .isEqualTo(new ClientDemands(strict, IterationBounds.DEFAULT, Set.of(ClientDemand.values())));
    }

    @Test
    void valuesCopyWhatTheyAreGiven() {
        Set<ClientDemand> demands = new HashSet<>();
        Set<ClientMeans.Kind> kinds = new HashSet<>();
        ClientDemands insisting = new ClientDemands(SelectionPolicy.DEFAULT, IterationBounds.DEFAULT, demands);
        ClientMeans means =
                new ClientMeans(kinds, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        demands.add(ClientDemand.BOUND_TOKEN);
        kinds.add(ClientMeans.Kind.PASSWORD);

        assertThat(insisting.more()).isEmpty();
        assertThat(means.kinds()).isEmpty();
        assertThatThrownBy(() -> insisting.more().add(ClientDemand.BOUND_TOKEN))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> means.kinds().add(ClientMeans.Kind.PASSWORD))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void meansAreAddedAndTheTokenTaken() {
        ClientToken token = ClientContexts.token(TokenMechanism.HT_SHA_256_EXPR, "t");
        ClientMeans all = ClientMeans.PASSWORD
                .with(ClientMeans.Kind.CERTIFICATE)
                .with(PlainPermission.theServerMayReadThePassword())
                .with(token);

        assertThat(all.token()).contains(token);
        assertThat(all.withoutToken().token()).isEmpty();
        assertThat(all.withoutToken().kinds()).containsExactly(ClientMeans.Kind.values());
        assertThat(all.withoutToken().plain()).isPresent();
        assertThat(all.plain()).hasToString("Optional[given]");
    }

    /** A context on its way to another host asks for the same, in one step less. */
    @Test
    @Tag("T-29")
    void aRedirectionChangesNothingElse() {
        ClientContext context = ClientContexts.returning().with(ClientDemands.DEFAULT.with(ClientDemand.BOUND_TOKEN));
        ClientContext next = context.redirected();

        assertThat(next.redirects()).isEqualTo(context.redirects() - 1);
        assertThat(next.means()).isEqualTo(context.means());
        assertThat(next.demands()).isEqualTo(context.demands());
        assertThat(next.wishes()).isEqualTo(context.wishes());
    }

    private static ClientAttempt attempt(ClientMechanism mechanism) {
        ServerFeatures features =
                ServerFeatures.read(Words.features().toParsed()).orElseThrow();
        return new ClientAttempt(SignIn.of(Pair.context(), Pair.BINDINGS, features), new OriginalClient(), mechanism);
    }

    /** Nobody is taken to be authenticated by a mechanism that has a proof without it, or by the proof of another. */
    @Test
    @Tag("A-43")
    @Tag("LIB-02")
    void aProofBelongsToItsAttempt() {
        ClientMechanism bound =
                new ClientMechanism.Scram(Mechanism.SCRAM_SHA_256_PLUS, Optional.of(ChannelBindingType.TLS_EXPORTER));
        ClientMechanism token = new ClientMechanism.Token(TokenMechanism.HT_SHA_256_NONE);

        for (ClientMechanism mechanism : List.of(bound, token)) {
            assertThatIllegalArgumentException().isThrownBy(() -> Authenticated.believed(attempt(mechanism)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authenticated.proved(attempt(bound), new ServerProven(Optional.empty())));
        assertThat(Authenticated.believed(attempt(new ClientMechanism.Plain()))).hasToString("PLAIN");
        assertThat(Authenticated.believed(attempt(new ClientMechanism.Certificate())))
                .hasToString("EXTERNAL");
    }

    @ParameterizedTest
    @EnumSource(SessionFeature.class)
    void whatASessionBeginsWithIsNamedByItsNamespace(SessionFeature feature) {
        assertThat(feature.element().name().namespace()).isEqualTo(feature.namespace());
    }
}
