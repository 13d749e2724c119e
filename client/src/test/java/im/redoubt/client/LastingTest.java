package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.line.DialFailure;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session over its connections, with a clock that the test moves. */
final class LastingTest {
    private static final Jid BOB = Jid.of("bob@example.org");
    private static final Jid BOB_PHONE = Jid.of("bob@example.org/phone");

    private final Rig rig = new Rig();

    private static Message message(Jid to, String body) {
        return new Message(
                StanzaHeader.EMPTY.withTo(to),
                MessageType.CHAT,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                .text(body)
                                .build())));
    }

    private Pending<IqResponse> ask(Optional<Jid> to) {
        return rig.host()
                .request(
                        IqRequest.Action.GET,
                        to,
                        Element.named("urn:example:asked", "query").build());
    }

    @Test
    void sessionIsOnLineAtTheAddressThatTheServerBound() {
        rig.connect();
        assertThat(rig.lasting().states().now())
                .isEqualTo(new SessionState.Online(Rig.ALICE.withResource("here"), false));
    }

    @Test
    void firstFailureIsToldAndEndsIt() {
        rig.failing(new DialFailure.Unreachable("nobody is there"));
        assertThatThrownBy(rig::connect).isInstanceOf(SignInException.class).hasMessage("nobody is there");
        assertThat(rig.lasting().states().now()).isInstanceOf(SessionState.Ended.class);
        assertThat(rig.advance(Duration.ofHours(1)).calls()).isEqualTo(1);
    }

    @Test
    @Tag("N-122")
    void itConnectsAgainAfterAPauseThatGrows() {
        rig.connect().failing(unreachable(), unreachable(), unreachable()).cut();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Duration pause = ((SessionState.Offline) rig.lasting().states().now()).retryIn();
            pauses.add(pause);
            rig.advance(pause.minusMillis(1));
            assertThat(rig.calls()).isEqualTo(1 + i);
            rig.advance(Duration.ofMillis(1));
            assertThat(rig.calls()).isEqualTo(2 + i);
        }
        assertThat(rig.lasting().states().now()).isInstanceOf(SessionState.Online.class);
        for (int i = 0; i < pauses.size(); i++) {
            long bound = Pace.STANDARD.firstPause().toMillis() << i;
            assertThat(pauses.get(i).toMillis()).isBetween(bound / 20, bound);
        }
    }

    private static DialFailure unreachable() {
        return new DialFailure.Unreachable("nobody is there");
    }

    /** RFC 6120 section 4.9.3: to come again would end in the same way, or in a fight of two programs for one session. */
    @ParameterizedTest
    @CsvSource({
        "CONFLICT, true",
        "NOT_AUTHORIZED, true",
        "HOST_UNKNOWN, true",
        "HOST_GONE, true",
        "SYSTEM_SHUTDOWN, false",
        "RESET, false",
        "CONNECTION_TIMEOUT, false",
        "RESOURCE_CONSTRAINT, false",
        "POLICY_VIOLATION, false",
        "SEE_OTHER_HOST, false",
        "INTERNAL_SERVER_ERROR, false"
    })
    void streamErrorSaysWhetherToComeAgain(StreamCondition condition, boolean over) {
        rig.connect().ends(StreamError.of(condition));
        rig.advance(Duration.ofSeconds(32));
        assertThat(rig.calls()).isEqualTo(over ? 1 : 2);
        assertThat(rig.lasting().states().now() instanceof SessionState.Ended).isEqualTo(over);
    }

    @Test
    void newNetworkEndsThePause() {
        rig.connect().cut();
        rig.lasting().networkChanged();
        assertThat(rig.calls()).isEqualTo(2);
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.calls()).isEqualTo(2);
    }

    @Test
    void messageThatIsSentMeanwhileGoesOnTheNextConnection() {
        rig.connect().cut();
        Delivery delivery = rig.host().send(message(BOB, "hello"));
        assertThat(delivery.sent()).isNotDone();
        rig.advance(Duration.ofMinutes(1));
        assertThat(delivery.sent()).isCompleted();
        assertThat(rig.sent()).singleElement().asString().contains("hello");
        assertThat(rig.flushed()).isTrue();
    }

    @Test
    void answerFromWhomWasAskedIsOne() {
        rig.connect();
        Pending<IqResponse> result = ask(Optional.of(BOB_PHONE));
        rig.answers("<query xmlns='urn:example:asked'/>");
        assertThat(result).isCompleted();
    }

    /** RFC 6120 section 8.1.2.1, and the holes of CVE-2014-0363: an id says nothing about who answers. */
    @ParameterizedTest
    @Tag("R-64")
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "",
                "bob@example.org",
                "bob@example.org/laptop",
                "bob@example.com/phone",
                "alice@example.org",
                "alice@example.org/here",
                "example.org"
            })
    void answerFromAnybodyElseIsNone(String from) {
        rig.connect();
        Pending<IqResponse> result = ask(Optional.of(BOB_PHONE));
        rig.says("<iq type='result' id='" + rig.lastId() + "'" + (from.isEmpty() ? "" : " from='" + from + "'") + "/>");
        assertThat(result).isNotDone();
        assertThat(rig.counters().of(Counters.Kind.UNASKED_ANSWERS)).isEqualTo(1);
        rig.answers("");
        assertThat(result).isCompleted();
    }

    @ParameterizedTest
    @Tag("R-64")
    @CsvSource({
        "'', true",
        "alice@example.org, true",
        "example.org, true",
        "alice@example.org/here, false",
        "mallory@example.org, false",
        "example.com, false"
    })
    void ownAccountAnswersInThreeNames(String from, boolean taken) {
        rig.connect();
        Pending<IqResponse> result = ask(Optional.empty());
        rig.says("<iq type='result' id='" + rig.lastId() + "'" + (from.isEmpty() ? "" : " from='" + from + "'") + "/>");
        assertThat(result.isDone()).isEqualTo(taken);
    }

    @Test
    @Tag("R-64")
    void answerThatComesTooLateOrTwiceIsNone() {
        rig.connect();
        Pending<IqResponse> late = ask(Optional.of(BOB_PHONE));
        rig.advance(Pace.STANDARD.answer());
        assertThatThrownBy(late::await).isInstanceOf(DisconnectedException.class);
        rig.sent();
        Pending<IqResponse> twice = ask(Optional.of(BOB_PHONE));
        rig.answers("").answers("");
        assertThat(twice).isCompleted();
        assertThat(rig.counters().of(Counters.Kind.UNASKED_ANSWERS)).isEqualTo(1);
    }

    @Test
    void refusalSaysWhy() {
        rig.connect();
        Pending<IqResponse> result = ask(Optional.of(BOB_PHONE));
        rig.refuses("item-not-found");
        assertThatThrownBy(result::await)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.condition()).isEqualTo(StanzaCondition.ITEM_NOT_FOUND));
    }

    @Test
    @Tag("R-77")
    void requestThatNobodyAnswersIsRefusedAlways() {
        rig.connect().says("<iq type='get' id='1' from='mallory@example.com/x'><query xmlns='jabber:iq:last'/></iq>");
        assertThat(rig.sent())
                .singleElement()
                .asString()
                .contains("type='error'", "service-unavailable", "id='1'", "to='mallory@example.com/x'");
    }

    @Test
    @Tag("R-77")
    void requestFromAStrangerIsRefusedAsIfNobodyAnsweredIt() {
        rig.host()
                .onRequest(
                        IqRequest.Action.GET,
                        new im.redoubt.xml.XmlName("urn:example:asked", "query"),
                        Audience.CONTACTS,
                        IqRequest::result);
        rig.host().contacts(BOB.bare()::equals);
        rig.connect();
        rig.says("<iq type='get' id='1' from='mallory@example.com/x'><query xmlns='urn:example:asked'/></iq>");
        rig.says("<iq type='get' id='1' from='mallory@example.com/x'><query xmlns='urn:example:other'/></iq>");
        List<String> sent = rig.sent();
        assertThat(sent.get(0).replace("urn:example:asked", "urn:example:other"))
                .isEqualTo(sent.get(1));
        rig.says("<iq type='get' id='2' from='bob@example.org/x'><query xmlns='urn:example:asked'/></iq>");
        assertThat(rig.sent()).singleElement().asString().contains("type='result'");
    }

    @Test
    @Tag("S-17")
    void stanzaThatCannotBeReadCostsNothingElse() {
        rig.connect().says("<message from='@@'><body>poison</body></message><message from='bob@example.org'/>");
        assertThat(rig.connected()).isTrue();
        assertThat(rig.counters().of(Counters.Kind.MALFORMED_STANZAS)).isEqualTo(1);
    }

    @Test
    @Tag("S-19")
    void handlerThatThrowsCostsItsStanzaOnly() {
        List<Incoming> heard = new ArrayList<>();
        rig.host().onMessage(message -> {
            heard.add(message);
            throw new IllegalStateException("a feature has a bug");
        });
        rig.connect().says("<message from='bob@example.org'/><message from='bob@example.org'/>");
        assertThat(heard).hasSize(2);
        assertThat(rig.counters().of(Counters.Kind.FAULTS)).isEqualTo(2);
        assertThat(rig.connected()).isTrue();
    }

    @Test
    void elementThatIsNoStanzaEndsTheStream() {
        rig.connect().says("<nonza xmlns='urn:example:nonza'/>");
        assertThat(rig.sent()).singleElement().asString().contains("unsupported-stanza-type");
        assertThat(rig.connected()).isFalse();
    }

    @Test
    void messageWithoutSenderIsFromTheAccount() {
        List<Jid> from = new ArrayList<>();
        rig.host().onMessage(message -> from.add(message.from()));
        rig.connect().says("<message/>");
        assertThat(from).containsExactly(Rig.ALICE);
    }

    @Test
    @Tag("N-122")
    void silentServerIsAskedAndLeftIfItSaysNothing() {
        rig.connect().advance(Pace.STANDARD.silence());
        assertThat(rig.sent()).singleElement().asString().contains("urn:xmpp:ping");
        rig.advance(Pace.STANDARD.patience());
        assertThat(rig.lasting().states().now()).isInstanceOf(SessionState.Offline.class);
    }

    @Test
    void serverThatSaysSomethingStays() {
        rig.connect();
        for (int i = 0; i < 10; i++) {
            rig.advance(Pace.STANDARD.silence());
            rig.says("<iq type='error' id='" + rig.lastId() + "' from='example.org'/>");
            rig.sent();
        }
        assertThat(rig.calls()).isEqualTo(1);
        assertThat(rig.connected()).isTrue();
    }

    @Test
    void requestThatWasUnderWayFailsWhenTheSessionIsANewOne() {
        rig.connect();
        Pending<IqResponse> result = ask(Optional.of(BOB_PHONE));
        rig.cut().advance(Duration.ofSeconds(2));
        assertThat(rig.calls()).isEqualTo(2);
        rig.advance(Pace.STANDARD.answer());
        assertThatThrownBy(result::await).isInstanceOf(DisconnectedException.class);
    }

    @Test
    void returnedMessageFails() {
        rig.connect();
        Delivery delivery = rig.host().send(message(BOB, "hello"));
        rig.says(
                "<message type='error' from='bob@example.org' id='" + delivery.id()
                        + "'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        assertThatThrownBy(delivery.received()::await).isInstanceOf(RefusedException.class);
    }

    @Test
    @Tag("LIB-03")
    void nobodyElseReturnsAMessage() {
        rig.connect();
        Delivery delivery = rig.host().send(message(BOB, "hello"));
        rig.says(
                "<message type='error' from='mallory@example.org' id='" + delivery.id()
                        + "'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        assertThat(delivery.received()).isNotDone();
    }

    @Test
    void tooMuchThatWaitsIsRefusedWithWords() {
        rig.connect().cut();
        for (int i = 0; i < Outbox.MOST_STANZAS; i++) {
            assertThat(rig.host().send(message(BOB, "x")).sent()).isNotDone();
        }
        assertThatThrownBy(rig.host().send(message(BOB, "x")).sent()::await)
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("wait");
    }

    /** XEP-0478: what the server would end the stream for is not sent. */
    @Test
    void stanzaThatTheServerDoesNotTakeIsRefusedWithWords() {
        rig.offering("<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>20000</max-bytes></limits>")
                .connect();
        assertThat(rig.host().send(message(BOB, "x".repeat(11_000))).sent()).isCompleted();
        assertThatThrownBy(rig.host().send(message(BOB, "x".repeat(12_000))).sent()::await)
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("12000");
    }

    /** XEP-0478: a server that leaves after a silence is asked before. */
    @Test
    void serverThatLeavesAfterASilenceIsAskedInTime() {
        rig.offering("<limits xmlns='urn:xmpp:stream-limits:0'><idle-seconds>20</idle-seconds></limits>")
                .connect()
                .advance(Duration.ofSeconds(10));
        assertThat(rig.sent()).singleElement().asString().contains("urn:xmpp:ping");
    }

    @Test
    void featureThatFailsWhenTheStateChangesKeepsNobodyFromHearingIt() {
        List<SessionState> heard = new ArrayList<>();
        rig.host().onOnline(state -> {
            throw new IllegalStateException("a feature has a bug");
        });
        rig.host().onOnline(heard::add);
        rig.connect();
        assertThat(heard).hasSize(1);
        assertThat(rig.counters().of(Counters.Kind.FAULTS)).isEqualTo(1);
    }

    @Test
    void closedSessionEndsEverything() {
        rig.connect();
        Pending<IqResponse> result = ask(Optional.of(BOB_PHONE));
        rig.lasting().close();
        assertThat(rig.lasting().over()).isCompleted();
        assertThatThrownBy(result::await).isInstanceOf(DisconnectedException.class);
        assertThatThrownBy(rig.host().send(message(BOB, "late")).sent()::await)
                .isInstanceOf(DisconnectedException.class);
        rig.advance(Duration.ofHours(1));
        assertThat(rig.calls()).isEqualTo(1);
    }

    @Test
    void listenersThatThrowAreToldOfAndEndNothing() {
        rig.lasting().states().application().add(state -> {
            throw new IllegalStateException("the application has a bug");
        });
        rig.connect();
        assertThat(rig.thrown()).hasSize(1);
        assertThat(rig.connected()).isTrue();
    }
}
