package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client takes from a success of the extensible profile (XEP-0388 section 2.6.1), and what it does not. */
class ClientSuccessTest {
    private static final Element ENABLED = StreamManagement.enabled("sm-1", Duration.ofMinutes(5));
    private static final Element FAILED = StreamManagement.failed(StanzaCondition.ITEM_NOT_FOUND);
    private static final Element FULL = Words.identifier("alice@example.org/r");
    private static final Element BARE = Words.identifier("alice@example.org");

    /** A client that asked for everything and awaits its success. */
    private static ExtensibleWalk everything() {
        return ExtensibleWalk.begin(ClientContexts.returning(), ExtensibleWalk.ALL)
                .toSuccess();
    }

    /** A client that asked for a session with everything, and no earlier one. */
    private static ExtensibleWalk wishing() {
        return ExtensibleWalk.begin(ClientContexts.wishing(), ExtensibleWalk.ALL)
                .toSuccess();
    }

    /** A client that asked for nothing, since nothing was announced. */
    private static ExtensibleWalk nothing() {
        return ExtensibleWalk.begin(ClientContexts.returning()).toSuccess();
    }

    private static void refused(ExtensibleWalk walk) {
        assertThat(walk.step().next()).isInstanceOf(Parted.class);
        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
        assertThat(walk.failure().told().map(StreamError::condition)).contains(StreamCondition.INVALID_XML);
    }

    private static ClientSession session(ExtensibleWalk walk) {
        return ((Joined) walk.step().next()).session();
    }

    @Test
    void whatIsAskedForIsWhatIsAnnounced() {
        Element asked = ExtensibleWalk.begin(ClientContexts.returning(), ExtensibleWalk.ALL)
                .sent();

        assertThat(asked.attribute("mechanism")).contains("SCRAM-SHA-256-PLUS");
        assertThat(asked.children().stream().map(child -> child.name().local()))
                .containsExactly("initial-response", "user-agent", "upgrade", "request-token", "resume", "bind");
        assertThat(asked.first(StreamManagement.NAMESPACE, "resume")).hasValueSatisfying(resume -> {
            assertThat(resume.attribute("previd")).contains("earlier");
            assertThat(resume.attribute("h")).contains("5");
        });
        assertThat(asked.first(InlineBinding.NAMESPACE, "bind"))
                .hasToString("Optional[<bind xmlns='urn:xmpp:bind:0'><tag>tag</tag>"
                        + "<enable xmlns='urn:xmpp:sm:3' resume='true'/><enable xmlns='urn:xmpp:carbons:2'/>"
                        + "<inactive xmlns='urn:xmpp:csi:0'/></bind>]");
    }

    @Test
    @Tag("A-58")
    void whatIsNotAnnouncedIsNotAskedFor() {
        Element asked = ExtensibleWalk.begin(ClientContexts.returning()).sent();

        assertThat(asked.children().stream().map(child -> child.name().local()))
                .containsExactly("initial-response", "user-agent");
    }

    @Test
    void onlyTheFeaturesThatAreListedAreAskedForWithAResource() {
        Element asked = ExtensibleWalk.begin(ClientContexts.wishing(), Words.bind2("urn:xmpp:csi:0", "urn:x"))
                .sent();

        assertThat(asked.first(InlineBinding.NAMESPACE, "bind"))
                .hasToString("Optional[<bind xmlns='urn:xmpp:bind:0'><tag>tag</tag>"
                        + "<inactive xmlns='urn:xmpp:csi:0'/></bind>]");
    }

    @Test
    void whoSaysNothingOfItselfAsksForAResourceOnly() {
        Element asked = ExtensibleWalk.begin(Pair.context(), ExtensibleWalk.ALL).sent();

        assertThat(asked.children().stream().map(child -> child.name().local()))
                .containsExactly("initial-response", "upgrade", "bind");
        assertThat(asked.first(InlineBinding.NAMESPACE, "bind"))
                .hasToString("Optional[<bind xmlns='urn:xmpp:bind:0'/>]");
    }

    /** An identifier, and whether a success with it and a resource is taken; then the same without one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alice@example.org/r            | true  | false
            Alice@EXAMPLE.org/r            | true  | false
            alice@example.org              | false | true
            bob@example.org/r              | false | false
            bob@example.org                | false | false
            alice@example.net/r            | false | false
            alice@sub.example.org          | false | false
            example.org                    | false | false
            example.org/r                  | false | false
            alice@example.org/             | false | false
            @@                             | false | false
            ''                             | false | false
            """)
    @Tag("A-50")
    @Tag("A-58")
    @Tag("LIB-02")
    void onlyASuccessForThisAccountIsOne(String identifier, boolean withResource, boolean without) {
        Element who = Words.identifier(identifier);

        assertThat(
                        wishing()
                                        .succeeds(who, ExtensibleWalk.bound(ENABLED))
                                        .step()
                                        .next()
                                instanceof ExpectingSessionFeatures)
                .isEqualTo(withResource);
        assertThat(wishing().succeeds(who).step().next() instanceof ExpectingBinding)
                .isEqualTo(without);
        assertThat(nothing().succeeds(who).step().next() instanceof ExpectingBinding)
                .isEqualTo(without);
    }

    @Test
    @Tag("LIB-02")
    void aSuccessForNobodyIsNone() {
        refused(wishing().succeeds(ExtensibleWalk.bound(ENABLED)));
        refused(nothing().succeeds());
    }

    @Test
    @Tag("A-58")
    @Tag("LIB-02")
    void whatWasNotAskedForIsNotTaken() {
        refused(nothing().succeeds(FULL, ExtensibleWalk.bound()));
        refused(nothing().succeeds(BARE, ExtensibleWalk.bound()));
        refused(nothing().succeeds(BARE, StreamManagement.resumed("earlier", 5)));
        refused(nothing().succeeds(BARE, FAILED));
        refused(nothing().succeeds(BARE, ExtensibleWalk.goodToken()));
        refused(wishing().succeeds(FULL, StreamManagement.resumed("earlier", 5)));
        refused(wishing().succeeds(FULL, ExtensibleWalk.bound(ENABLED), FAILED));
    }

    @Test
    @Tag("LIB-02")
    void countingThatWasNotAskedForIsNotTaken() {
        ClientContext context = ClientContexts.wishing();
        ClientContext uncounted = context.with(context.wishes().with(CountingWish.NONE));

        refused(ExtensibleWalk.begin(uncounted, ExtensibleWalk.ALL)
                .toSuccess()
                .succeeds(FULL, ExtensibleWalk.bound(ENABLED)));
        refused(ExtensibleWalk.begin(uncounted, ExtensibleWalk.ALL)
                .toSuccess()
                .succeeds(FULL, ExtensibleWalk.bound(FAILED)));
        refused(ExtensibleWalk.begin(context, Words.bind2()).toSuccess().succeeds(FULL, ExtensibleWalk.bound(ENABLED)));
    }

    /** XEP-0386 section 3.2: the response contains the resulting enabled or failed, and so not both and not neither. */
    @Test
    @Tag("N-118")
    void toEachRequestThereIsOneAnswer() {
        refused(wishing().succeeds(FULL, ExtensibleWalk.bound()));
        refused(wishing().succeeds(FULL, ExtensibleWalk.bound(ENABLED, FAILED)));
        refused(wishing().succeeds(FULL, ExtensibleWalk.bound(ENABLED, ENABLED)));
        refused(wishing().succeeds(FULL, ExtensibleWalk.bound(FAILED, FAILED)));
        for (Element who : List.of(BARE, Words.identifier(Pair.SESSION.toString()))) {
            refused(everything().succeeds(who, StreamManagement.resumed("earlier", 5), FAILED));
            refused(everything().succeeds(who, StreamManagement.resumed("earlier", 5), ExtensibleWalk.bound(ENABLED)));
        }
    }

    @Test
    @Tag("LIB-02")
    void nothingIsSaidTwice() {
        List<Element> honest = List.of(FULL, BARE, ExtensibleWalk.bound(ENABLED), FAILED, ExtensibleWalk.goodToken());
        for (Element twice : honest) {
            List<Element> all = new ArrayList<>(List.of(FULL, ExtensibleWalk.bound(ENABLED), FAILED));
            all.add(twice);
            all.add(twice);
            refused(everything().succeeds(all.toArray(new Element[0])));
        }
        refused(everything()
                .succeeds(BARE, StreamManagement.resumed("earlier", 5), StreamManagement.resumed("earlier", 5)));
    }

    @Test
    void aSessionWithEverythingBeginsBehindItsFeatures() {
        ExtensibleWalk walk = wishing().succeeds(FULL, ExtensibleWalk.goodToken(), ExtensibleWalk.bound(ENABLED));
        assertThat(walk.step().effects()).isEmpty();
        walk.says(Words.features(Words.named("urn:xmpp:features:rosterver", "ver")));
        ClientSession session = session(walk);

        assertThat(walk.step().effects()).containsExactly(new ClientEffect.Established(session));
        assertThat(session.address()).hasToString("alice@example.org/r");
        assertThat(session.begunWith()).containsExactly(SessionFeature.CARBONS, SessionFeature.INACTIVE);
        assertThat(session.counting().flatMap(StreamCounting::resumability))
                .contains(new Resumability("sm-1", Optional.of(Duration.ofMinutes(5)), Optional.empty()));
        assertThat(session.features())
                .hasValueSatisfying(features -> assertThat(features.has("urn:xmpp:features:rosterver", "ver"))
                        .isTrue());
        assertThat(session.token()).isPresent();
    }

    @Test
    void whereCountingFailedTheSessionBeginsWithout() {
        ClientSession session =
                session(wishing().succeeds(FULL, ExtensibleWalk.bound(FAILED)).says(Words.features()));

        assertThat(session.counting()).isEmpty();
        assertThat(session.resumption()).isEqualTo(new ResumptionOutcome.None());
    }

    @Test
    @Tag("N-119")
    void aSessionThatGoesOnKeepsItsAddress() {
        for (Element who : List.of(BARE, Words.identifier(Pair.SESSION.toString()))) {
            ClientSession session = session(everything().succeeds(who, StreamManagement.resumed("earlier", 7)));

            assertThat(session.address()).isEqualTo(Pair.SESSION);
            assertThat(session.resumed()).hasValue(7);
            assertThat(session.begunWith()).isEmpty();
        }
    }

    @Test
    @Tag("N-119")
    @Tag("LIB-02")
    void anotherAddressIsNotTheSessionThatWasToGoOn() {
        refused(everything()
                .succeeds(Words.identifier("alice@example.org/other"), StreamManagement.resumed("earlier", 7)));
    }

    /** The id that is named, the count, and whether the session goes on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            earlier  | 0           | true
            earlier  | 4294967295  | true
            earlier  | 4294967296  | false
            earlier  | -1          | false
            earlier  | ''          | false
            earlier  | 1e3         | false
            earlier  | 99999999999 | false
            Earlier  | 0           | false
            another  | 0           | false
            ''       | 0           | false
            """)
    @Tag("N-118")
    @Tag("N-119")
    void onlyTheSessionThatWasNamedGoesOnAndOnlyWithACount(String id, String handled, boolean taken) {
        Element resumed = Element.named(StreamManagement.NAMESPACE, "resumed")
                .attribute("previd", id)
                .attribute("h", handled)
                .build();
        ExtensibleWalk inline = everything().succeeds(BARE, resumed);
        ExtensibleWalk later = nothing()
                .succeeds(BARE)
                .says(Words.features(
                        Words.named(StreamNames.BIND, "bind"), Words.named(StreamManagement.NAMESPACE, "sm")))
                .says(resumed);

        for (ExtensibleWalk walk : List.of(inline, later)) {
            assertThat(walk.step().next() instanceof Joined).isEqualTo(taken);
            assertThat(walk.step().effects().get(0) instanceof ClientEffect.Established)
                    .isEqualTo(taken);
        }
    }

    @Test
    @Tag("N-119")
    void aResumptionWithoutIdOrCountIsNone() {
        refused(everything().succeeds(BARE, Words.named(StreamManagement.NAMESPACE, "resumed")));
    }

    @Test
    @Tag("N-119")
    void whereTheEarlierSessionIsGoneTheNewOneKnowsWhatHadArrived() {
        Element gone = StreamManagement.gone(Optional.of(12L));
        ExtensibleWalk walk =
                everything().succeeds(FULL, gone, ExtensibleWalk.bound(ENABLED)).says(Words.features());

        assertThat(session(walk).resumption()).isEqualTo(new ResumptionOutcome.Gone(Optional.of(12L)));
        assertThat(session(walk).address()).hasToString("alice@example.org/r");
    }

    @Test
    @Tag("N-119")
    void aServerThatSaysNothingOfTheEarlierSessionHasLostIt() {
        ExtensibleWalk walk =
                everything().succeeds(FULL, ExtensibleWalk.bound(ENABLED)).says(Words.features());

        assertThat(session(walk).resumption()).isEqualTo(new ResumptionOutcome.Gone(Optional.empty()));
    }

    /** It was asked for with the attempt, and is not asked for again. */
    @Test
    @Tag("N-119")
    void whatIsGoneIsNotAskedForTwice() {
        ExtensibleWalk walk = everything()
                .succeeds(BARE, FAILED)
                .says(Words.features(
                        Words.named(StreamNames.BIND, "bind"), Words.named(StreamManagement.NAMESPACE, "sm")));

        assertThat(walk.sent().name().local()).isEqualTo("iq");
        assertThat(walk.step().next()).isInstanceOf(ExpectingAddress.class);
    }

    /** Where no resource could be had with the success, the features offer it as of old, which says why. */
    @Test
    void withoutAResourceInTheSuccessItIsAskedForAsOfOld() {
        ExtensibleWalk walk = wishing()
                .succeeds(BARE, ExtensibleWalk.goodToken())
                .says(Words.features(
                        Words.named(StreamNames.BIND, "bind"), Words.named(StreamManagement.NAMESPACE, "sm")));
        String id = walk.sent().attribute("id").orElseThrow();
        walk.says(Words.bound(id, "alice@example.org/late"));
        assertThat(walk.sent()).isEqualTo(StreamCounting.request(CountingWish.RESUMABLE));
        walk.says(ENABLED);

        assertThat(session(walk).address()).hasToString("alice@example.org/late");
        assertThat(session(walk).begunWith()).isEmpty();
        assertThat(session(walk).token()).isPresent();
        assertThat(session(walk).counting()).isPresent();
    }

    @Test
    void noStreamBeginsAnewBehindASuccess() {
        ExtensibleWalk walk = nothing().succeeds(BARE);

        assertThat(walk.step().effects()).isEmpty();
        assertThat(walk.step()
                        .next()
                        .on(new ClientInput.Opened(Pair.serverHeader("example.org")))
                        .next())
                .isInstanceOf(Parted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "continue", "challenge", "failure"})
    @Tag("A-43")
    @Tag("LIB-02")
    void nothingOfTheExchangeComesBehindASuccess(String local) {
        for (ExtensibleWalk walk : List.of(
                nothing().succeeds(BARE),
                wishing().succeeds(FULL, ExtensibleWalk.bound(ENABLED)),
                everything().succeeds(BARE, FAILED))) {
            walk.says(Words.with(local, Optional.empty(), FULL));

            assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
        }
    }

    /** XEP-0388: a future protocol may put something in. */
    @Test
    void whatIsNotKnownIsPassedOver() {
        Element unknown = Words.named("urn:example:future", "thing");
        Element metadata = Words.named("urn:xmpp:mam:2", "metadata");
        ExtensibleWalk walk = wishing()
                .succeeds(unknown, FULL, unknown, ExtensibleWalk.bound(metadata, ENABLED, unknown))
                .says(Words.features());

        assertThat(session(walk).counting()).isPresent();
    }

    /** What stands in the place of the proof, and why it is none. */
    @ParameterizedTest
    @CsvSource({"v=,MALFORMED", "v=AAAA,SIGNATURE", "e=other-error,SERVER_ERROR", "'',MALFORMED", "x=1,MALFORMED"})
    @Tag("A-43")
    @Tag("LIB-02")
    void aSuccessWithoutTheServersProofIsAFailure(String data, ScramAbort.Cause expected) {
        ExtensibleWalk walk =
                wishing().says(Words.with("success", Optional.of(data), FULL, ExtensibleWalk.bound(ENABLED)));

        assertThat(((ClientFailure.Unproven) walk.failure()).why().cause()).isEqualTo(expected);
    }

    @Test
    @Tag("A-43")
    @Tag("LIB-02")
    void theProofIsThereOnceAndInItsPlace() {
        Element bound = ExtensibleWalk.bound(ENABLED);
        List<Function<String, Element>> wrong = List.of(
                last -> Words.with("success", Optional.empty(), FULL, bound),
                last -> Words.with("success", Optional.of(last), Words.sasl2("additional-data", last), FULL, bound),
                last -> Words.with("success", Optional.empty(), Words.with("additional-data", Optional.of(last)), FULL),
                last -> Words.with("success", Optional.empty(), Words.sasl("additional-data", last), FULL, bound),
                last -> Words.with("success", Optional.of(last + ","), FULL, bound),
                last -> Words.with("success", Optional.of(last + ",v=AAAA"), FULL, bound),
                last -> Words.sasl2("success", last));
        for (Function<String, Element> success : wrong) {
            ExtensibleWalk walk = wishing();
            walk.says(success.apply(walk.last()));

            assertThat(walk.failure()).isInstanceOf(ClientFailure.Unproven.class);
        }
        ExtensibleWalk right = wishing();
        right.says(Words.with("success", Optional.of(right.last()), FULL, bound));
        assertThat(right.step().next()).isInstanceOf(ExpectingSessionFeatures.class);
    }

    @Test
    @Tag("A-43")
    void everyBitOfTheServersSignatureCounts() {
        ExtensibleWalk walk = wishing();
        byte[] signature = CanonicalBase64.decode(walk.last().substring(2)).orElseThrow();
        ClientState before = walk.step().next();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] wrong = signature.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            String data = "v=" + CanonicalBase64.encode(wrong);
            Element success = Words.with("success", Optional.of(data), FULL, ExtensibleWalk.bound(ENABLED));

            assertThat(ClientWalk.failure(before.on(Words.received(success))))
                    .isInstanceOf(ClientFailure.Unproven.class);
        }
    }

    @Test
    @Tag("A-43")
    void theProofMayComeInAChallengeAndThenNotAgain() {
        ExtensibleWalk honest = wishing();
        String last = honest.last();
        honest.says(Words.sasl2("challenge", last));
        assertThat(honest.sent()).isEqualTo(Words.named(StreamNames.SASL2, "response"));
        honest.says(Words.with("success", Optional.empty(), FULL, ExtensibleWalk.bound(ENABLED)));
        assertThat(honest.step().next()).isInstanceOf(ExpectingSessionFeatures.class);

        ExtensibleWalk twice = wishing();
        String proof = twice.last();
        twice.says(Words.sasl2("challenge", proof)).says(Words.with("success", Optional.of(proof), FULL));
        assertThat(twice.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "continue"})
    @Tag("A-43")
    @Tag("LIB-02")
    void aSuccessBeforeTheChallengeProvesNothing(String local) {
        ExtensibleWalk walk = ExtensibleWalk.begin(ClientContexts.wishing(), ExtensibleWalk.ALL)
                .says(Words.with(local, Optional.of("v=AAAA"), FULL, Words.tasks("UPGR-SCRAM-SHA-512")));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Unproven.class);
        assertThat(walk.step().effects()).hasSize(2);
    }

    /** The words of the other profile mean nothing in this one. */
    @Test
    @Tag("LIB-02")
    void theProfilesDoNotMix() {
        ExtensibleWalk walk = wishing();
        String last = walk.last();
        ClientState before = walk.step().next();

        for (Element foreign :
                List.of(Words.sasl("success", last), Words.sasl("challenge", last), Words.failure("not-authorized"))) {
            assertThat(ClientWalk.failure(before.on(Words.received(foreign)))).isInstanceOf(ClientFailure.Broken.class);
        }
        ClientWalk original = ClientWalk.toChallenge().toSuccess();
        original.says(Words.with("success", Optional.of(original.last()), BARE));
        assertThat(original.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @Test
    @Tag("LIB-08")
    void noStateAndNoSessionPrintsTheToken() {
        ExtensibleWalk walk = wishing()
                .succeeds(
                        FULL,
                        ExtensibleWalk.token("token", "s3cr3t-token", "expiry", "2030-01-01T00:00:00Z"),
                        ExtensibleWalk.bound(ENABLED));
        assertThat(walk.step().toString()).doesNotContain("s3cr3t");
        walk.says(Words.features());

        assertThat(walk.step().toString()).doesNotContain("s3cr3t").doesNotContain("sm-1");
        assertThat(session(walk).token().map(Object::toString))
                .hasValueSatisfying(text -> assertThat(text).contains("***").doesNotContain("s3cr3t"));
    }
}
