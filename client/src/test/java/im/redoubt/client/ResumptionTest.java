package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions that go on over another connection (XEP-0198), with a clock that the test moves. */
final class ResumptionTest {
    private static final Jid BOB = Jid.of("bob@example.org");

    private final Rig rig = new Rig().counting();

    private Delivery send(String id) {
        return rig.host()
                .send(new Message(
                        StanzaHeader.EMPTY.withTo(BOB).withId(id),
                        MessageType.CHAT,
                        XmlContent.empty(Stanza.CLIENT_NAMESPACE)));
    }

    private List<String> sentIds() {
        return rig.sent().stream()
                .map(text -> Words.element(text).attribute("id").orElse("r"))
                .collect(Collectors.toList());
    }

    private void comesBack() {
        rig.advance(Duration.ofSeconds(3));
    }

    @Test
    void acceptedIsWhatTheServerSaysThatItHas() {
        rig.connect();
        Delivery one = send("one");
        Delivery two = send("two");
        assertThat(sentIds()).containsExactly("one", "r", "two");
        assertThat(one.accepted()).isNotDone();
        rig.says("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        assertThat(one.accepted()).isCompleted();
        assertThat(two.accepted()).isNotDone();
    }

    @Test
    @Tag("N-119")
    void whatTheServerDoesNotHaveGoesAgainAndNothingElse() {
        rig.connect();
        Delivery one = send("one");
        Delivery two = send("two");
        rig.sent();
        rig.cut();
        Delivery three = send("three");
        rig.resuming(1);
        comesBack();
        assertThat(rig.lasting().states().now())
                .isEqualTo(new SessionState.Online(Rig.ALICE.withResource("here"), true));
        assertThat(one.accepted()).isCompleted();
        assertThat(sentIds()).containsExactly("two", "three", "r");
        rig.says("<a xmlns='urn:xmpp:sm:3' h='3'/>");
        assertThat(two.accepted()).isCompleted();
        assertThat(three.accepted()).isCompleted();
    }

    @Test
    @Tag("N-118")
    void handledIsWhatWasTakenAndNothingThatIsNoStanza() {
        rig.connect();
        rig.says("<message from='bob@example.org'/><r xmlns='urn:xmpp:sm:3'/><presence from='bob@example.org/x'/>");
        rig.says("<message from='@@'/>"); // not believed, and counted: it would come again for ever
        assertThat(rig.sent()).containsExactly("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        rig.says("<r xmlns='urn:xmpp:sm:3'/>");
        assertThat(rig.sent()).containsExactly("<a xmlns='urn:xmpp:sm:3' h='3'/>");
        rig.cut().resuming(0);
        comesBack();
        assertThat(rig.resume()).hasValueSatisfying(resume -> {
            assertThat(resume.attribute("h")).contains("3");
            assertThat(resume.attribute("previd")).contains("the-id");
        });
    }

    @Test
    @Tag("N-119")
    void requestIsAnsweredOnTheConnectionAfter() {
        rig.connect();
        Pending<IqResponse> result = rig.host()
                .request(
                        IqRequest.Action.GET,
                        Optional.of(BOB),
                        Element.named("urn:example:asked", "query").build());
        String id = Words.element(rig.sent().get(0)).attribute("id").orElseThrow();
        rig.cut().resuming(1);
        comesBack();
        rig.says("<iq type='result' id='" + id + "' from='bob@example.org'/>");
        assertThat(result).isCompleted();
    }

    @Test
    @Tag("N-119")
    void sessionThatIsGoneSaysWhatItHad() {
        rig.connect();
        Delivery one = send("one");
        Delivery two = send("two");
        Pending<IqResponse> asked = rig.host()
                .request(
                        IqRequest.Action.SET,
                        Optional.of(BOB),
                        Element.named("urn:example:asked", "query").build());
        rig.sent();
        rig.cut().forgetting(1);
        comesBack();
        assertThat(rig.lasting().states().now())
                .isEqualTo(new SessionState.Online(Rig.ALICE.withResource("here"), false));
        assertThat(one.accepted()).isCompleted();
        assertThat(sentIds()).containsExactly("two", "r");
        assertThat(two.accepted()).isNotDone();
        assertThatThrownBy(asked::await).isInstanceOf(DisconnectedException.class);
    }

    @Test
    @Tag("N-119")
    void serverThatHasMoreThanWasSentIsLeftAndTheSessionIsANewOne() {
        rig.connect();
        send("one");
        rig.sent();
        rig.cut().resuming(7);
        rig.advance(((SessionState.Offline) rig.lasting().states().now()).retryIn());
        assertThat(rig.sent()).anySatisfy(text -> assertThat(text).contains("handled-count-too-high"));
        rig.counting();
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.lasting().states().now())
                .isEqualTo(new SessionState.Online(Rig.ALICE.withResource("here"), false));
        assertThat(sentIds()).containsExactly("one", "r");
    }

    @Test
    @Tag("N-118")
    void acknowledgementOfWhatWasNotSentEndsTheConnection() {
        rig.connect();
        send("one");
        rig.sent();
        rig.says("<a xmlns='urn:xmpp:sm:3' h='2'/>");
        assertThat(rig.sent()).singleElement().asString().contains("handled-count-too-high", "send-count='1'");
        assertThat(rig.connected()).isFalse();
    }

    @Test
    @Tag("N-118")
    void acknowledgementThatIsNoNumberEndsTheConnection() {
        rig.connect().says("<a xmlns='urn:xmpp:sm:3' h='4294967296'/>");
        assertThat(rig.connected()).isFalse();
    }

    @Test
    void silentServerIsAskedForAnAcknowledgement() {
        rig.connect().advance(Pace.STANDARD.silence());
        assertThat(rig.sent()).containsExactly("<r xmlns='urn:xmpp:sm:3'/>");
        rig.says("<a xmlns='urn:xmpp:sm:3' h='0'/>");
        rig.advance(Pace.STANDARD.patience());
        assertThat(rig.connected()).isTrue();
    }

    @Test
    void closingWaitsForTheServerToHaveEverything() {
        rig.connect();
        Delivery one = send("one");
        rig.lasting().close();
        assertThat(rig.lasting().over()).isNotDone();
        rig.says("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        assertThat(one.accepted()).isCompleted();
        assertThat(rig.lasting().over()).isCompleted();
    }

    @Test
    void closingDoesNotWaitForEver() {
        rig.connect();
        Delivery one = send("one");
        rig.lasting().close();
        rig.advance(Pace.STANDARD.patience());
        assertThat(rig.lasting().over()).isCompleted();
        assertThatThrownBy(one.accepted()::await).isInstanceOf(DisconnectedException.class);
    }
}
