package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting and resumption in the original profile (XEP-0198 sections 3 and 5): behind the features, each in its place. */
class ClientCountingTest {
    private static final Element SM = Words.named(StreamManagement.NAMESPACE, "sm");
    private static final Element BIND = Words.named(StreamNames.BIND, "bind");

    private static ClientContext wishing(CountingWish wish) {
        return Pair.context().with(ClientWishes.NONE.with(wish));
    }

    private static ClientContext returning() {
        return wishing(CountingWish.RESUMABLE)
                .with(ClientWishes.NONE
                        .with(CountingWish.RESUMABLE)
                        .after(new ClientResumption("earlier", 5, Pair.SESSION)));
    }

    /** A client that has proved itself, behind these features. */
    private static ClientWalk behind(ClientContext context, Element... features) {
        return ClientWalk.toChallenge(context).toBinding().says(Words.features(features));
    }

    private static ClientWalk bound(ClientContext context, Element... features) {
        ClientWalk walk = behind(context, features);
        String id = ClientWalk.element(walk.step()).attribute("id").orElseThrow();
        return walk.says(Words.bound(id, "alice@example.org/r"));
    }

    private static ClientSession session(ClientWalk walk) {
        return ((Joined) walk.step().next()).session();
    }

    private static Element enabled(String... attributes) {
        Element.Builder enabled = Element.named(StreamManagement.NAMESPACE, "enabled");
        for (int i = 0; i < attributes.length; i += 2) {
            enabled.attribute(attributes[i], attributes[i + 1]);
        }
        return enabled.build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ACKNOWLEDGED | <enable xmlns='urn:xmpp:sm:3'/>
            RESUMABLE    | <enable xmlns='urn:xmpp:sm:3' resume='true'/>
            """)
    @Tag("N-118")
    void countingIsAskedForBehindTheAddress(CountingWish wish, String expected) {
        ClientWalk walk = bound(wishing(wish), BIND, SM);

        assertThat(ClientWalk.element(walk.step())).hasToString(expected);
        assertThat(walk.step().next()).isInstanceOf(ExpectingCounting.class);
        assertThat(walk.step().effects()).hasSize(1);
    }

    @Test
    @Tag("N-118")
    void countingIsAskedForOnlyWhereItIsWishedAndOffered() {
        assertThat(bound(wishing(CountingWish.NONE), BIND, SM).step().next()).isInstanceOf(Joined.class);
        assertThat(bound(wishing(CountingWish.RESUMABLE), BIND).step().next()).isInstanceOf(Joined.class);
        assertThat(bound(wishing(CountingWish.RESUMABLE), BIND, Words.named("urn:xmpp:sm:2", "sm"))
                        .step()
                        .next())
                .isInstanceOf(Joined.class);
    }

    /** What the server says, how the stream can go on: its id, the seconds, the place; and {@code -} for not at all. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            resume true id a max 300                        | a 300 -
            resume 1 id a                                   | a - -
            resume true id a location [2001:db8::1]:9222    | a - 2001:db8::1
            resume true id a location b.example.org         | a - b.example.org
            resume true id a location b.example.org:0       | a - -
            resume true id a max -1                         | a - -
            resume true id a max 1e3                        | a - -
            resume true id a max 99999999999999999999       | a - -
            resume true id a max 0                          | a 0 -
            resume false id a                               | -
            id a max 300                                    | -
            resume yes id a                                 | -
            resume true                                     | refused
            resume true max 300                             | refused
            """)
    @Tag("N-118")
    @Tag("N-119")
    void whatTheServerSaysOfItsCountingIsRead(String attributes, String expected) {
        ClientWalk walk = bound(wishing(CountingWish.RESUMABLE), BIND, SM).says(enabled(attributes.split(" ")));
        if (expected.equals("refused")) {
            assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
            return;
        }
        StreamCounting counting = session(walk).counting().orElseThrow();

        assertThat(counting.resumability()
                        .map(how -> how.id() + " "
                                + how.max().map(max -> "" + max.toSeconds()).orElse("-") + " "
                                + how.location().map(SeeOtherHost::host).orElse("-"))
                        .orElse("-"))
                .isEqualTo(expected);
    }

    /** Section 3: "The ID MUST NOT be longer than 4000 bytes." */
    @ParameterizedTest
    @CsvSource({"1,true", "4000,true", "4001,false", "100000,false"})
    @Tag("N-119")
    @Tag("LIB-08")
    void anIdHasALimit(int length, boolean taken) {
        ClientWalk walk = bound(wishing(CountingWish.RESUMABLE), BIND, SM)
                .says(enabled("resume", "true", "id", "x".repeat(length)));
        ClientWalk wide = bound(wishing(CountingWish.RESUMABLE), BIND, SM)
                .says(enabled("resume", "true", "id", "é".repeat(2001)));

        assertThat(walk.step().next() instanceof Joined).isEqualTo(taken);
        assertThat(wide.step().next()).isInstanceOf(Parted.class);
    }

    /** Who did not ask for it does not get it: nothing would be kept for the stream to go on with. */
    @Test
    @Tag("N-119")
    void aStreamThatWasNotToGoOnDoesNot() {
        ClientWalk walk = bound(wishing(CountingWish.ACKNOWLEDGED), BIND, SM)
                .says(StreamManagement.enabled("a", Duration.ofSeconds(5)));

        assertThat(session(walk).counting()).contains(new StreamCounting(Optional.empty()));
    }

    @Test
    @Tag("N-118")
    void whereItFailsTheSessionBeginsWithout() {
        ClientWalk walk = bound(wishing(CountingWish.RESUMABLE), BIND, SM)
                .says(StreamManagement.failed(StanzaCondition.UNEXPECTED_REQUEST));

        assertThat(session(walk).counting()).isEmpty();
        assertThat(session(walk).features()).isPresent();
    }

    /** Section 5: before a resource is bound, and in its place. */
    @Test
    @Tag("N-119")
    void anEarlierSessionIsAskedForBeforeAResource() {
        ClientWalk walk = behind(returning(), BIND, SM);
        assertThat(ClientWalk.element(walk.step()))
                .hasToString("<resume xmlns='urn:xmpp:sm:3' previd='earlier' h='5'/>");
        walk.says(StreamManagement.resumed("earlier", 9));
        ClientSession session = session(walk);

        assertThat(session.resumed()).hasValue(9);
        assertThat(session.address()).isEqualTo(Pair.SESSION);
        assertThat(session.features())
                .hasValueSatisfying(features -> assertThat(features.counts()).isTrue());
        assertThat(walk.step().effects()).containsExactly(new ClientEffect.Established(session));
    }

    @Test
    @Tag("N-119")
    void evenWhereNoResourceCouldBeBoundAnEarlierSessionGoesOn() {
        ClientWalk walk = behind(returning(), SM).says(StreamManagement.resumed("earlier", 9));
        assertThat(walk.step().next()).isInstanceOf(Joined.class);

        ClientWalk gone = behind(returning(), SM).says(StreamManagement.gone(Optional.empty()));
        assertThat(gone.failure())
                .isEqualTo(new ClientFailure.Broken(
                        StreamError.of(StreamCondition.UNSUPPORTED_FEATURE, "resource binding is needed")));
    }

    @Test
    @Tag("N-119")
    void aServerThatDoesNotCountIsNotAskedForAnEarlierSession() {
        ClientWalk walk = bound(returning(), BIND);

        assertThat(session(walk).resumption()).isEqualTo(new ResumptionOutcome.None());
    }

    /** The count in the refusal, and what the session knows of it. */
    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "4294967295,4294967295", "4294967296,none", "-1,none", "x,none", "'',none"})
    @Tag("N-118")
    @Tag("N-119")
    void aRefusalSaysWhatHadArrived(String handled, String expected) {
        Element failed = Element.named(StreamManagement.NAMESPACE, "failed")
                .attribute("h", handled)
                .build();
        ClientWalk walk = behind(returning(), BIND, SM).says(failed);
        String id = ClientWalk.element(walk.step()).attribute("id").orElseThrow();
        walk.says(Words.bound(id, "alice@example.org/new")).says(enabled("resume", "true", "id", "b"));
        ResumptionOutcome.Gone gone = (ResumptionOutcome.Gone) session(walk).resumption();

        assertThat(gone.handled().map(String::valueOf).orElse("none")).isEqualTo(expected);
        assertThat(session(walk).address()).hasToString("alice@example.org/new");
    }

    /** Section 5: the previd is repeated. Another one is another session, or nobody's. */
    @ParameterizedTest
    @ValueSource(strings = {"another", "", "EARLIER", "earlier "})
    @Tag("N-119")
    @Tag("LIB-02")
    void anotherSessionIsNotTaken(String previd) {
        ClientWalk walk = behind(returning(), BIND, SM).says(StreamManagement.resumed(previd, 9));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @Test
    @Tag("N-119")
    @Tag("LIB-02")
    void aSessionThatNobodyAskedForIsNotTaken() {
        for (ClientWalk walk : List.of(
                ClientWalk.toChallenge(returning()).toBinding(),
                behind(wishing(CountingWish.RESUMABLE), BIND, SM),
                bound(returning(), BIND))) {
            if (!(walk.step().next() instanceof Joined)) {
                walk.says(StreamManagement.resumed("earlier", 9));
                assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
            }
        }
    }

    @Test
    @Tag("S-14")
    void noStanzaComesBetweenTheAddressAndTheCounting() {
        Element message = Element.named("jabber:client", "message")
                .attribute("from", "bob@example.org")
                .build();

        assertThat(bound(wishing(CountingWish.RESUMABLE), BIND, SM)
                        .says(message)
                        .failure())
                .isInstanceOf(ClientFailure.Broken.class);
        assertThat(behind(returning(), BIND, SM).says(message).failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @Test
    @Tag("N-119")
    void onlyASessionOfTheAccountIsAskedFor() {
        FullJid other = FullJid.parse("bob@example.org/r").orElseThrow();
        ClientWishes wishes = ClientWishes.NONE.after(new ClientResumption("x", 0, other));

        assertThatIllegalArgumentException().isThrownBy(() -> Pair.context().with(wishes));
    }

    @ParameterizedTest
    @CsvSource({"'',0", "x,-1", "x,4294967296"})
    @Tag("N-118")
    void whatCannotBeAnEarlierSessionIsNotOne(String id, long handled) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientResumption(id, handled, Pair.SESSION));
    }

    @Test
    @Tag("LIB-08")
    void theIdByWhichASessionIsTakenOverIsNotPrinted() {
        ClientWalk walk = bound(wishing(CountingWish.RESUMABLE), BIND, SM)
                .says(StreamManagement.enabled("s3cr3t-id", Duration.ofMinutes(5)));
        ClientContext next =
                Pair.context().with(ClientWishes.NONE.after(new ClientResumption("s3cr3t-id", 5, Pair.SESSION)));

        assertThat(session(walk).counting().toString()).doesNotContain("s3cr3t");
        assertThat(walk.step().toString()).doesNotContain("s3cr3t");
        assertThat(next.toString()).doesNotContain("s3cr3t");
        assertThat(next.directTls().toString()).doesNotContain("s3cr3t");
    }
}
