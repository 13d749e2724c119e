package im.redoubt.server.routing;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqRequest.Action;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.IqHandler;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.feature.Route.Target;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request is answered exactly once, whatever a feature does (RFC 6120 section 8.2.3). */
class RequestRouterTest {
    private static final String NAMESPACE = "urn:example:thing";
    private static final Element THING = Element.named(NAMESPACE, "thing").build();

    private final Station station = new Station();
    private final List<Request> handled = new ArrayList<>();
    private final CompletableFuture<Boolean> verdict = new CompletableFuture<>();
    private final Client alice = station.client(ALICE, "phone");

    private RequestRouter router(Route... routes) {
        return new RequestRouter(new Router.Parts(
                Gate.OPEN,
                DOMAIN,
                station.sessions(),
                new NotingKeeper(),
                Dictation.NONE,
                new Carbons(station.sessions()),
                station.blocklists(),
                (session, presence) -> Router.DONE,
                (session, with) -> verdict,
                List.of(routes),
                station.questions()));
    }

    private IqHandler answering(IqAnswer answer) {
        return request -> {
            handled.add(request);
            return answer.now();
        };
    }

    private IqRequest request(Action action, String to) {
        return IqRequest.of(
                action,
                new StanzaHeader(
                        Optional.of("q"),
                        to.isEmpty() ? Optional.empty() : Jid.parse(to),
                        Optional.of(alice.session().address()),
                        Optional.empty()),
                THING);
    }

    private CompletableFuture<Void> asks(RequestRouter router, String to) {
        return router.request(alice.session(), request(Action.GET, to)).toCompletableFuture();
    }

    private Route get(Target target) {
        return Route.get(
                target,
                NAMESPACE,
                "thing",
                answering(
                        IqAnswer.of(Element.named("urn:example:" + target, "x").build())));
    }

    /** Own requests fall back to what any account answers; nothing else falls back to anything. */
    @ParameterizedTest
    @CsvSource({
        "SERVER,localhost,true",
        "SERVER,localhost/x,true",
        "SERVER,'',false",
        "SERVER,bob@localhost,false",
        "OWN_ACCOUNT,'',true",
        "OWN_ACCOUNT,alice@localhost,true",
        "OWN_ACCOUNT,bob@localhost,false",
        "OWN_ACCOUNT,localhost,false",
        "ANY_ACCOUNT,'',true",
        "ANY_ACCOUNT,alice@localhost,true",
        "ANY_ACCOUNT,bob@localhost,true",
        "ANY_ACCOUNT,localhost,false"
    })
    void aRouteAnswersForWhomItIs(Target target, String to, boolean answers) {
        assertThat(asks(router(get(target)), to)).isCompleted();
        assertThat(handled).hasSize(answers ? 1 : 0);
        assertThat(alice.received()).hasSize(1);
        assertThat(alice.words().getFirst()).startsWith(answers ? "result " : "service-unavailable ");
    }

    @Test
    void theOwnRouteGoesBeforeThatOfAnyAccount() {
        RequestRouter router = router(get(Target.ANY_ACCOUNT), get(Target.OWN_ACCOUNT));
        assertThat(asks(router, "")).isCompleted();
        assertThat(alice.received().getFirst().content().has("urn:example:OWN_ACCOUNT", "x"))
                .isTrue();
        assertThat(handled.getFirst().isOwn()).isTrue();
        assertThat(asks(router, "bob@localhost")).isCompleted();
        assertThat(alice.received().getLast().content().has("urn:example:ANY_ACCOUNT", "x"))
                .isTrue();
        assertThat(handled.getLast().isOwn()).isFalse();
        assertThat(handled.getLast().target()).isEqualTo(BOB);
    }

    @Test
    void aRouteForGetDoesNotAnswerSetNorAnotherName() {
        RequestRouter router = router(
                get(Target.SERVER),
                Route.get(Target.SERVER, NAMESPACE, "other", answering(IqAnswer.done())),
                Route.set(Target.SERVER, "urn:example:else", "thing", answering(IqAnswer.done())));
        router.request(alice.session(), request(Action.SET, "localhost"));
        assertThat(handled).isEmpty();
        assertThat(alice.words()).containsExactly("service-unavailable localhost > alice@localhost/phone");
    }

    @Test
    void twoRoutesForTheSameRequestsAreAMistake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> router(get(Target.SERVER), get(Target.SERVER)))
                .withMessageContaining(NAMESPACE);
        router(get(Target.SERVER), get(Target.OWN_ACCOUNT));
    }

    /** A fault of a feature is the server's, and its request is answered all the same. */
    @Test
    @Tag("R-80")
    void whateverAFeatureDoesTheRequestIsAnswered() {
        List<IqHandler> faults = List.of(
                request -> {
                    throw new IllegalStateException("at once");
                },
                request -> {
                    throw new StackOverflowError("at once and bad");
                },
                request -> CompletableFuture.failedFuture(new IllegalStateException("later")));
        for (IqHandler fault : faults) {
            alice.forget();
            assertThat(asks(router(Route.get(Target.SERVER, NAMESPACE, "thing", fault)), "localhost"))
                    .isCompleted();
            assertThat(alice.words()).containsExactly("internal-server-error localhost > alice@localhost/phone");
        }
    }

    @Test
    void theNextStanzaWaitsForAnAnswerThatComesLater() {
        CompletableFuture<IqAnswer> later = new CompletableFuture<>();
        CompletableFuture<Void> done =
                asks(router(Route.get(Target.SERVER, NAMESPACE, "thing", request -> later)), "localhost");
        assertThat(done).isNotDone();
        assertThat(alice.received()).isEmpty();
        later.complete(IqAnswer.refuse(StanzaCondition.CONFLICT, "Words."));
        assertThat(done).isCompleted();
        assertThat(alice.words()).containsExactly("conflict localhost > alice@localhost/phone");
        assertThat(alice.received().getFirst().content().text()).isEmpty();
        assertThat(alice.received()
                        .getFirst()
                        .content()
                        .elements()
                        .getLast()
                        .children()
                        .getLast()
                        .text())
                .isEqualTo("Words.");
    }

    /** An empty result is empty, and carries the id back (section 8.2.3). */
    @Test
    void anEmptyResultIsEmpty() {
        assertThat(asks(router(Route.get(Target.OWN_ACCOUNT, NAMESPACE, "thing", answering(IqAnswer.done()))), ""))
                .isCompleted();
        Stanza answer = alice.received().getFirst();
        assertThat(answer.id()).contains("q");
        assertThat(answer.isError()).isFalse();
        assertThat(answer.content().elements()).isEmpty();
    }

    /** RFC 6121 section 8.5.3.1: a session that nobody may know of is no session; one that ended meanwhile neither. */
    @ParameterizedTest
    @CsvSource({"true,false,true", "false,false,false", "true,true,false"})
    @Tag("R-77")
    void aRequestReachesASessionThatShowsItself(boolean shares, boolean ends, boolean arrives) {
        Client bob = station.client(BOB, "home");
        CompletableFuture<Void> done = asks(router(get(Target.ANY_ACCOUNT)), "bob@localhost/home");
        assertThat(bob.received()).isEmpty();
        assertThat(alice.received()).isEmpty();
        assertThat(done).isNotDone();
        if (ends) {
            bob.session().markEnded();
        }
        verdict.complete(shares);
        assertThat(done).isCompleted();
        assertThat(bob.received()).hasSize(arrives ? 1 : 0);
        assertThat(alice.words())
                .isEqualTo(
                        arrives
                                ? List.of()
                                : List.of("service-unavailable bob@localhost/home > alice@localhost/phone"));
        assertThat(handled).isEmpty();
    }

    @Test
    void aRosterThatCannotBeReadIsTheServersFault() {
        Client bob = station.client(BOB, "home");
        CompletableFuture<Void> done = asks(router(), "bob@localhost/home");
        verdict.completeExceptionally(new IllegalStateException("no disk"));
        assertThat(done).isCompleted();
        assertThat(bob.received()).isEmpty();
        assertThat(alice.words()).containsExactly("internal-server-error bob@localhost/home > alice@localhost/phone");
    }

    /** One's own sessions need not be asked whether they show themselves. */
    @Test
    void onesOwnSessionsAreAlwaysReached() {
        Client desk = station.client(ALICE, "desk");
        assertThat(asks(router(), "alice@localhost/desk")).isCompleted();
        assertThat(desk.words()).containsExactly("get alice@localhost/phone > alice@localhost/desk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@localhost/gone", "alice@localhost/gone"})
    void aSessionThatIsNotThereIsAnsweredFor(String to) {
        assertThat(asks(router(get(Target.ANY_ACCOUNT)), to)).isCompleted();
        assertThat(alice.words()).containsExactly("service-unavailable " + to + " > alice@localhost/phone");
    }

    /** A request that comes back is refused to the session that asked, if that is still there; a bare asker has none. */
    @Test
    void whatComesBackIsRefusedToWhoAsked() {
        RequestRouter router = router();
        IqRequest request = request(Action.SET, "bob@localhost/home");
        router.returned(request);
        assertThat(alice.words()).containsExactly("service-unavailable bob@localhost/home > alice@localhost/phone");
        alice.forget();
        router.returned(request.withHeader(request.header().withFrom(ALICE)));
        router.returned(request.withHeader(request.header().withFrom(ALICE.withResource("gone"))));
        router.returned(request.withHeader(StanzaHeader.EMPTY.withId("push")));
        assertThat(alice.received()).isEmpty();
    }

    /** An answer of the server's on behalf of an account is a refusal for whom the account blocks, and says no more. */
    @ParameterizedTest
    @Tag("R-76")
    @Tag("R-79")
    @CsvSource({"true,service-unavailable", "false,result"})
    void anAccountAnswersNobodyWhomItBlocks(boolean blocked, String answer) {
        station.blocks().blocks(BOB, blocked ? "alice@localhost" : "eve@localhost");
        RequestRouter router = router(Route.get(Target.ANY_ACCOUNT, NAMESPACE, "thing", answering(IqAnswer.of(THING))));
        router.request(alice.session(), request(Action.GET, "bob@localhost"));
        assertThat(alice.words()).containsExactly(answer + " bob@localhost > alice@localhost/phone");
        assertThat(handled).hasSize(1);
    }

    /** What it refuses to anybody it refuses to him in the same words, and nothing is read to say so. */
    @Test
    @Tag("R-76")
    void aRefusalIsTheSameForEverybody() {
        station.blocks().blocks(BOB, "alice@localhost");
        RequestRouter router = router(Route.get(
                Target.ANY_ACCOUNT, NAMESPACE, "thing", answering(IqAnswer.refuse(StanzaCondition.FORBIDDEN))));
        router.request(alice.session(), request(Action.GET, "bob@localhost"));
        assertThat(alice.words()).containsExactly("forbidden bob@localhost > alice@localhost/phone");
        assertThat(station.blocks().reads()).doesNotContain("bob@localhost");
    }

    @ParameterizedTest
    @Tag("R-79")
    @CsvSource({"alice@localhost,bob@localhost", "bob@localhost,alice@localhost"})
    void anAnswerPassesNoBlock(String owner, String blocked) {
        Client bob = station.client(BOB, "home");
        station.blocks().blocks(im.redoubt.protocol.address.BareJid.of(owner), blocked);
        IqResponse response = request(Action.GET, "bob@localhost/home").result();
        StanzaHeader header = StanzaHeader.EMPTY
                .withId("q")
                .withTo(bob.session().address())
                .withFrom(alice.session().address());
        assertThat(router().response(alice.session(), response.withHeader(header))
                        .toCompletableFuture())
                .isCompleted();
        assertThat(bob.received()).isEmpty();
        assertThat(alice.received()).isEmpty();
    }

    @ParameterizedTest
    @Tag("R-79")
    @CsvSource({"bob@localhost", "bob@localhost/home", "bob@spam.example", "spam.example"})
    void nothingIsAskedOfWhomTheAskerBlocks(String to) {
        Client bob = station.client(BOB, "home");
        station.blocks().blocks(ALICE, "bob@localhost", "spam.example");
        RequestRouter router = router(Route.get(Target.ANY_ACCOUNT, NAMESPACE, "thing", answering(IqAnswer.of(THING))));
        router.request(alice.session(), request(Action.GET, to));
        assertThat(alice.words()).containsExactly("not-acceptable " + to + " > alice@localhost/phone");
        assertThat(handled).isEmpty();
        assertThat(bob.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bob@localhost/home,1", "bob@localhost,0", "bob@localhost/gone,0", "localhost,0", "'',0"})
    void anAnswerGoesToTheSessionThatAsked(String to, int times) {
        Client bob = station.client(BOB, "home");
        IqResponse response = request(Action.GET, to).result();
        StanzaHeader header = new StanzaHeader(
                Optional.of("q"),
                to.isEmpty() ? Optional.empty() : Jid.parse(to),
                Optional.of(ALICE),
                Optional.empty());
        assertThat(router().response(alice.session(), response.withHeader(header))
                        .toCompletableFuture())
                .isCompleted();
        assertThat(bob.received()).hasSize(times);
        assertThat(alice.received()).isEmpty();
    }
}
