package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last steps of a client: the stream is opened again, and the server binds an address of the account. */
class ClientBindTest {
    @Test
    @Tag("R-78")
    void noResourceIsAskedFor() {
        ClientWalk walk = ClientWalk.toChallenge();
        String id = walk.toAddress();

        assertThat(ClientWalk.element(walk.step()).toString())
                .isEqualTo("<iq xmlns='jabber:client' type='set' id='" + id
                        + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    }

    @Test
    @Tag("R-64")
    void noTwoRequestsHaveOneIdentifier() {
        assertThat(ClientWalk.toChallenge().toAddress())
                .hasSize(22)
                .isNotEqualTo(ClientWalk.toChallenge().toAddress());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alice@example.org/r                  | true
            Alice@EXAMPLE.org/r                  | true
            alice@example.org                    | false
            bob@example.org/r                    | false
            alice@example.net/r                  | false
            example.org/r                        | false
            alice@example.org/                   | false
            @@/r                                 | false
            ''                                   | false
            """)
    @Tag("A-50")
    @Tag("LIB-02")
    void onlyAnAddressOfTheAccountMakesASession(String jid, boolean taken) {
        ClientWalk walk = ClientWalk.toChallenge();
        String id = walk.toAddress();
        walk.says(Words.bound(id, jid));

        assertThat(walk.step().next() instanceof Joined).isEqualTo(taken);
        assertThat(walk.step().effects().get(0) instanceof ClientEffect.Established)
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org,true",
        "alice@example.org/r,true",
        "example.org,true",
        "bob@example.org,false",
        "evil.example,false",
        "alice@evil.example,false",
        "example.org.evil.example,false"
    })
    @Tag("R-64")
    @Tag("LIB-03")
    void onlyTheServerAnswersTheRequest(String from, boolean taken) {
        ClientWalk walk = ClientWalk.toChallenge();
        String id = walk.toAddress();
        walk.says(Element.named("jabber:client", "iq")
                .attribute("type", "result")
                .attribute("id", id)
                .attribute("from", from)
                .child(Words.bound(id, "alice@example.org/r").children().get(0))
                .build());

        assertThat(walk.step().next() instanceof Joined).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "set", "error", "", "Result"})
    @Tag("R-64")
    void onlyAResultIsAnAddress(String type) {
        ClientWalk walk = ClientWalk.toChallenge();
        String id = walk.toAddress();
        walk.says(Element.named("jabber:client", "iq")
                .attribute("type", type)
                .attribute("id", id)
                .child(Words.bound(id, "alice@example.org/r").children().get(0))
                .build());

        assertThat(walk.step().next()).isInstanceOf(Parted.class);
    }

    @Test
    void aRefusalToBindIsTold() {
        ClientWalk walk = ClientWalk.toChallenge();
        String id = walk.toAddress();
        walk.says(Words.bindError(id));

        assertThat(walk.failure()).isEqualTo(new ClientFailure.Unbound(StanzaCondition.RESOURCE_CONSTRAINT));
    }

    @Test
    void withoutBindingThereIsNoSession() {
        ClientWalk walk = ClientWalk.toChallenge().toBinding().says(Words.features());

        assertThat(walk.failure())
                .isEqualTo(new ClientFailure.Broken(
                        StreamError.of(StreamCondition.UNSUPPORTED_FEATURE, "resource binding is needed")));
    }

    @Test
    @Tag("S-13")
    void theStreamIsOpenedAgainForTheSameDomainAndAccount() {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess();
        walk.says(Words.sasl("success", walk.last()));

        assertThat(walk.step().effects())
                .containsExactly(new ClientEffect.Open(Pair.context().domain(), Optional.of(Pair.ALICE)));
    }

    @ParameterizedTest
    @CsvSource({
        "example.net,alice@example.org,false",
        "example.org,bob@example.org,false",
        "example.org,example.org,false",
        "example.org,alice@example.org/r,true",
        "example.org,alice@example.org,true",
        "alice@example.org,alice@example.org,false",
        "sub.example.org,alice@example.org,false"
    })
    @Tag("S-13")
    void neitherDomainNorAccountChangesBehindTheSuccess(String from, String to, boolean taken) {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess();
        walk.says(Words.sasl("success", walk.last()));
        ClientStep step = walk.step().next().on(new ClientInput.Opened(Pair.serverHeader(from, "to", to)));

        assertThat(step.next() instanceof ExpectingBinding).isEqualTo(taken);
    }

    @Test
    @Tag("S-15")
    void theSessionKnowsWhatTheServerOffersAndItsLimits() {
        ClientWalk walk = ClientWalk.toChallenge();
        Element limits = Element.named(StreamNames.LIMITS, "limits")
                .child(StreamNames.LIMITS, "max-bytes", "262144")
                .child(StreamNames.LIMITS, "idle-seconds", "600")
                .build();
        String id = walk.toAddress(Words.named("urn:xmpp:features:rosterver", "ver"), limits);
        walk.says(Words.bound(id, "alice@example.org/r"));
        ClientSession session = ((Joined) walk.step().next()).session();

        assertThat(session.features().orElseThrow().has("urn:xmpp:features:rosterver", "ver"))
                .isTrue();
        assertThat(session.features().orElseThrow().limits().maxBytes()).contains(262_144);
        assertThat(session.features().orElseThrow().limits().idle())
                .hasValueSatisfying(idle -> assertThat(idle).hasSeconds(600));
        assertThat(session).hasToString("alice@example.org/r");
    }

    /** How a session ends, seen from the negotiation: it is over once, and nothing is written after it. */
    @ParameterizedTest
    @ValueSource(strings = {"footer", "lost", "deadline", "stream error", "elsewhere", "header"})
    void aSessionEndsOnce(String word) {
        ClientWalk walk = ClientWalk.toChallenge();
        String id = walk.toAddress();
        walk.says(Words.bound(id, "alice@example.org/r"));
        ClientInput input = Optional.ofNullable(Words.all().get(word)).orElseThrow();
        ClientStep over = walk.step().next().on(input);

        assertThat(over.next()).isInstanceOf(Parted.class);
        assertThat(over.effects()).hasSize(2).last().isInstanceOf(ClientEffect.Over.class);
        assertThat(over.next().on(input).effects()).isEmpty();
        assertThat(over.next().on(new ClientInput.Lost()).effects()).isEmpty();
    }

    @Test
    @Tag("R-64")
    void theAnswerToAnotherRequestIsNoAddress() {
        String other = ClientWalk.toChallenge().toAddress();
        ClientWalk walk = ClientWalk.toChallenge();
        walk.toAddress();
        walk.says(Words.bound(other, "alice@example.org/r"));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @Test
    @Tag("LIB-02")
    void whoHasASessionCanAskTheNegotiationForNothingMore() {
        ClientWalk walk = ClientWalk.toChallenge();
        String id = walk.toAddress();
        walk.says(Words.bound(id, "alice@example.org/r"));
        ClientState joined = walk.step().next();

        assertThatThrownBy(() -> joined.on(new ClientInput.Answered(new ClientAnswer.NoKey())))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> joined.on(Words.received(Words.named("jabber:client", "message"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
