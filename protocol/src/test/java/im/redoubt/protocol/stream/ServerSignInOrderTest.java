package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.xml.Element;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of a sign-in that come too early, too late or once more, and how often they may. */
class ServerSignInOrderTest {
    private final Negotiator negotiator = new Negotiator();

    @Test
    @Tag("A-56")
    void aResponseBeforeAChallengeIsMalformedAndUsesATry() {
        ServerStep step = Negotiator.says(negotiator.awaitingAuth(), "response", "YQ==");

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(((AwaitingAuth) step.next()).authentication().attempts())
                .isEqualTo(negotiator.context().attempts() - 1);
    }

    @Test
    @Tag("A-56")
    void afterAnAbortNothingOfTheAttemptIsLeft() {
        ServerStep aborted = Negotiator.says(negotiator.challenged(), "abort", "");

        assertThat(Negotiator.condition(aborted)).isEqualTo(SaslCondition.ABORTED);
        assertThat(aborted.next().toString()).doesNotContain("ScramChallenge");
        assertThat(Negotiator.condition(Negotiator.says(aborted.next(), "response", "YQ==")))
                .isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(Negotiator.begun(aborted.next(), "SCRAM-SHA-256", Negotiator.FIRST)
                        .next())
                .isInstanceOf(AwaitingVerifier.class);
    }

    @Test
    @Tag("A-56")
    void aSecondAuthEndsTheFirst() {
        ServerStep second = Negotiator.begun(negotiator.challenged(), "SCRAM-SHA-256", Negotiator.FIRST);

        assertThat(Negotiator.condition(second)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(second.next()).isInstanceOf(AwaitingAuth.class);
    }

    @Test
    @Tag("A-56")
    void anAuthWithoutDataIsMalformed() {
        for (String text : List.of("", "=")) {
            Element auth = Element.named(StreamNames.SASL, "auth")
                    .attribute("mechanism", "SCRAM-SHA-256")
                    .text(text)
                    .build();
            assertThat(Negotiator.condition(negotiator.awaitingAuth().on(Negotiator.received(auth))))
                    .isEqualTo(SaslCondition.MALFORMED_REQUEST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "response", "abort"})
    @Tag("A-56")
    void afterSuccessNobodySignsInAgain(String local) {
        Element element = Element.named(StreamNames.SASL, local)
                .attribute("mechanism", "SCRAM-SHA-256")
                .text("YQ==")
                .build();
        ServerState header = negotiator.authenticated();
        ServerState features = header.on(new ServerInput.Opened(Negotiator.header("example.org")))
                .next();

        for (ServerState state : List.of(header, features)) {
            ServerStep step = state.on(Negotiator.received(element));
            assertThat(step.next()).isInstanceOf(Ended.class);
            assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.NOT_AUTHORIZED);
        }
    }

    @Test
    @Tag("A-54")
    @Tag("A-56")
    void noWayOfFailingGetsAroundTheNumberOfTries() {
        List<Element> failures = List.of(
                Element.named(StreamNames.SASL, "abort").build(),
                Element.named(StreamNames.SASL, "response").text("YQ==").build(),
                Negotiator.auth("NONSENSE", "x"),
                Negotiator.auth("SCRAM-SHA-256", "x"),
                Negotiator.iq(
                        "get", Element.named("jabber:iq:register", "query").build()));
        for (Element first : failures) {
            for (Element then : failures) {
                ServerStep step = negotiator.awaitingAuth().on(Negotiator.received(first));
                int tries = 1;
                while (!(step.next() instanceof Ended)) {
                    step = step.next().on(Negotiator.received(then));
                    tries++;
                }
                assertThat(tries).isEqualTo(negotiator.context().attempts());
                assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.POLICY_VIOLATION);
            }
        }
    }
}
