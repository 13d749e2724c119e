package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request for a resource, as clients may make it (RFC 6120 section 7), and what nobody may do before it. */
class ServerBindTest {
    private final Negotiator negotiator = new Negotiator();

    private ServerState awaitingBind() {
        return negotiator
                .authenticated()
                .on(new ServerInput.Opened(Negotiator.header("example.org")))
                .next();
    }

    private static Element bind(Optional<String> wish) {
        Element.Builder bind = Element.named(StreamNames.BIND, "bind");
        wish.ifPresent(resource -> bind.child(StreamNames.BIND, "resource", resource));
        return Negotiator.iq("set", bind.build());
    }

    private static Element sent(ServerStep step) {
        return ((ServerEffect.Send) step.effects().get(0)).element();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            phone            | phone
            a b              | a b
            ""               | -
            é/@x             | é/@x
            """)
    @Tag("R-78")
    void aWishIsPassedOnAsOne(String wish, String passed) {
        ServerStep step = awaitingBind().on(Negotiator.received(bind(Optional.of(wish))));
        ServerEffect.Bind asked = (ServerEffect.Bind) step.effects().get(0);

        assertThat(asked.account()).isEqualTo(Pair.ALICE);
        assertThat(asked.wish()).isEqualTo(passed.equals("-") ? Optional.empty() : Optional.of(passed));
        assertThat(step.next()).isInstanceOf(AwaitingResource.class);
    }

    @Test
    @Tag("R-78")
    void withoutAWishThereIsNone() {
        ServerStep step = awaitingBind().on(Negotiator.received(bind(Optional.empty())));

        assertThat(((ServerEffect.Bind) step.effects().get(0)).wish()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00AD", "a\u200Bb", "\u0009"})
    @Tag("R-74")
    void aWishThatCanBeNoResourceIsABadRequestAndMayBeMended(String wish) {
        ServerStep step = awaitingBind().on(Negotiator.received(bind(Optional.of(wish))));

        assertThat(sent(step).toString()).contains("type='error'").contains("<bad-request ");
        assertThat(step.next()).isInstanceOf(AwaitingBind.class);
        assertThat(step.next()
                        .on(Negotiator.received(bind(Optional.of("phone"))))
                        .next())
                .isInstanceOf(AwaitingResource.class);
    }

    @Test
    @Tag("R-74")
    void aWishHasALongestLength() {
        assertThat(awaitingBind()
                        .on(Negotiator.received(bind(Optional.of("x".repeat(1023)))))
                        .next())
                .isInstanceOf(AwaitingResource.class);
        assertThat(awaitingBind()
                        .on(Negotiator.received(bind(Optional.of("x".repeat(1024)))))
                        .next())
                .isInstanceOf(AwaitingBind.class);
    }

    @Test
    void theAnswerIsTheAddressAndThenTheSessionBegins() {
        ServerStep step = awaitingBind()
                .on(Negotiator.received(bind(Optional.empty())))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.Resource(Pair.SESSION)));

        assertThat(sent(step))
                .hasToString(
                        "<iq xmlns='jabber:client' type='result' id='1'>"
                                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>alice@example.org/r-1</jid></bind></iq>");
        assertThat(step.effects().get(1)).isEqualTo(new ServerEffect.Established(Pair.SESSION));
        assertThat(((Bound) step.next()).address()).isEqualTo(Pair.SESSION);
    }

    @Test
    void aRefusalIsAnsweredAndTheClientMayAskAgain() {
        StanzaError refusal = StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT);
        ServerStep step = awaitingBind()
                .on(Negotiator.received(bind(Optional.of("phone"))))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.NoResource(Pair.ALICE, refusal)));

        assertThat(sent(step).toString()).contains("<resource-constraint ").contains("<resource>phone</resource>");
        assertThat(step.next()).isInstanceOf(AwaitingBind.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "result", "error", "SET", ""})
    @Tag("S-14")
    void onlyASetBinds(String type) {
        Element request = Element.named("jabber:client", "iq")
                .attribute("type", type)
                .attribute("id", "1")
                .child(Element.named(StreamNames.BIND, "bind").build())
                .build();

        assertThat(Negotiator.error(awaitingBind().on(Negotiator.received(request))))
                .isEqualTo(StreamCondition.NOT_AUTHORIZED);
    }

    @Test
    @Tag("S-14")
    void aRequestWithoutIdentifierOrWithTwoPayloadsBindsNothing() {
        Element bind = Element.named(StreamNames.BIND, "bind").build();
        Element anonymous = Element.named("jabber:client", "iq")
                .attribute("type", "set")
                .child(bind)
                .build();
        Element doubled = Element.named("jabber:client", "iq")
                .attribute("type", "set")
                .attribute("id", "1")
                .child(bind)
                .child(bind)
                .build();
        for (Element request : new Element[] {anonymous, doubled}) {
            assertThat(awaitingBind().on(Negotiator.received(request)).next()).isInstanceOf(Ended.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:xml:ns:xmpp-session",
                "jabber:iq:roster",
                "jabber:iq:register",
                "urn:xmpp:ping",
                "http://jabber.org/protocol/disco#info",
                "urn:xmpp:pars:0"
            })
    @Tag("S-14")
    @Tag("LIB-02")
    void noOtherRequestIsTakenBeforeAResourceIsBound(String namespace) {
        Element request = Negotiator.iq("set", Element.named(namespace, "query").build());

        assertThat(Negotiator.error(awaitingBind().on(Negotiator.received(request))))
                .isEqualTo(StreamCondition.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "presence"})
    @Tag("S-14")
    @Tag("LIB-02")
    void noStanzaIsTakenBeforeAResourceIsBound(String kind) {
        Element stanza = Element.named("jabber:client", kind)
                .attribute("to", "bob@example.org")
                .build();
        ServerStep step = awaitingBind().on(Negotiator.received(stanza));

        assertThat(step.effects()).singleElement().isInstanceOf(ServerEffect.Close.class);
        assertThat(step.next()).isInstanceOf(Ended.class);
    }

    @Test
    @Tag("S-14")
    void whileAResourceIsMadeNothingIsTaken() {
        ServerState state =
                awaitingBind().on(Negotiator.received(bind(Optional.empty()))).next();

        assertThat(Negotiator.error(state.on(Negotiator.received(bind(Optional.empty())))))
                .isEqualTo(StreamCondition.NOT_AUTHORIZED);
    }
}
