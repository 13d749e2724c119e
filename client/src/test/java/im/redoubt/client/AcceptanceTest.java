package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a message is known to be the server's that does not count (no XEP-0198): it answers what it was asked behind it. */
final class AcceptanceTest {
    private static final Jid BOB = Jid.of("bob@example.org");

    private final Rig rig = new Rig().mute();

    private Delivery send(String id) {
        return rig.host()
                .send(new Message(
                        StanzaHeader.EMPTY.withTo(BOB).withId(id),
                        MessageType.CHAT,
                        XmlContent.empty(Stanza.CLIENT_NAMESPACE)));
    }

    /** Returns the id of the one ping that was sent last. */
    private String ping() {
        Element ping = rig.lastSent();
        assertThat(ping.first("urn:xmpp:ping", "ping")).isPresent();
        assertThat(ping.attribute("to")).contains("example.org");
        return ping.attribute("id").orElseThrow();
    }

    private void answers(String id, String from) {
        rig.says("<iq type='result' id='" + id + "'" + from + "/>");
    }

    @Test
    void aMessageIsAcceptedWhenTheServerAnswersWhatItWasAskedBehindIt() {
        rig.connect();
        Delivery one = send("one");
        String ping = ping();
        Delivery two = send("two");
        assertThat(rig.sent()).as("one is under way at a time").hasSize(3);
        assertThat(one.sent()).isCompleted();
        assertThat(one.accepted()).isNotDone();

        answers(ping, " from='example.org'");
        assertThat(one.accepted()).isCompleted();
        assertThat(two.accepted()).isNotDone();
        answers(ping(), " from='example.org'");
        assertThat(two.accepted()).isCompleted();
    }

    /** XEP-0199 section 4.2: a server without pings answers as well, and in the same order. */
    @Test
    void anErrorIsAnAnswer() {
        rig.connect();
        Delivery delivery = send("one");
        rig.says("<iq type='error' id='" + ping() + "' from='example.org'><error type='cancel'>"
                + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        assertThat(delivery.accepted()).isCompleted();
    }

    @Test
    @Tag("R-64")
    @Tag("LIB-03")
    void nobodyElseAnswersForTheServer() {
        rig.connect();
        Delivery delivery = send("one");
        String ping = ping();
        for (String from : List.of(
                "",
                " from='alice@example.org'",
                " from='bob@example.org'",
                " from='example.org/x'",
                " from='mallory.example'")) {
            answers(ping, from);
        }
        assertThat(delivery.accepted()).isNotDone();
        assertThat(rig.counters().of(Counters.Kind.UNASKED_ANSWERS)).isEqualTo(5);
        answers(ping, " from='example.org'");
        assertThat(delivery.accepted()).isCompleted();
    }

    @Test
    void whatWasNotAnsweredForGoesAgainOnTheNextConnection() {
        rig.connect();
        Delivery delivery = send("one");
        String old = ping();
        rig.cut();
        rig.sent();
        rig.advance(Duration.ofSeconds(3));
        String again = ping();
        assertThat(rig.sent()).hasSize(2).first().asString().contains("id='one'");
        assertThat(again).isNotEqualTo(old);
        answers(old, " from='example.org'");
        assertThat(delivery.accepted()).isNotDone();
        answers(again, " from='example.org'");
        assertThat(delivery.accepted()).isCompleted();
    }

    @Test
    void theEndOfTheSessionIsTheEndOfWaiting() {
        rig.connect();
        Delivery delivery = send("one");
        rig.lasting().close();
        assertThat(rig.connected()).as("it waits for what the server has").isTrue();
        rig.advance(Pace.STANDARD.patience());
        assertThat(rig.connected()).isFalse();
        assertThatThrownBy(delivery.accepted()::await).isInstanceOf(DisconnectedException.class);
        assertThatThrownBy(delivery.received()::await).isInstanceOf(DisconnectedException.class);
    }

    @Test
    void aSessionThatIsClosedEndsWhenTheServerHasEverything() {
        rig.connect();
        Delivery delivery = send("one");
        rig.lasting().close();
        answers(ping(), " from='example.org'");
        assertThat(delivery.accepted()).isCompleted();
        assertThat(rig.lasting().over()).isCompleted();
    }

    /** It is not asked for ever, and no message is held back for it. */
    @Test
    void aServerThatNeverAnswersIsAskedOnceInAWhile() {
        rig.connect();
        Delivery delivery = send("one");
        rig.sent();
        rig.advance(Pace.STANDARD.answer().minusSeconds(1));
        assertThat(rig.sent()).isEmpty();
        rig.says("<presence from='bob@example.org/x'/>").advance(Pace.STANDARD.answer());
        assertThat(delivery.accepted()).isNotDone();
        assertThat(send("two").sent()).isCompleted();
        assertThat(rig.sent()).filteredOn(text -> text.contains("ping")).hasSize(1);
        assertThat(rig.connected()).isTrue();
    }
}
