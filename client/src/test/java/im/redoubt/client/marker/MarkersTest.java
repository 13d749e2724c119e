package im.redoubt.client.marker;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Rig;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0333, between Alice, Bob who is a contact, and Mallory who is not. */
final class MarkersTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final Jid PHONE = Jid.of("bob@example.org/phone");

    private final Rig rig = new Rig();
    private final Markers markers = rig.attach(Markers.FEATURE);
    private final Chat chat = rig.attach(Chat.FEATURE);
    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<Displayed> marks = new ArrayList<>();

    @BeforeEach
    void connect() {
        rig.attach(Carbons.FEATURE);
        rig.host().contacts(BOB::equals);
        markers.displayed().add(marks::add);
        chat.received().add(messages::add);
        rig.connect().sent();
    }

    private void mark(String from, String id) {
        rig.says("<message type='chat' from='" + from + "'><displayed xmlns='urn:xmpp:chat-markers:0' id='" + id
                + "'/></message>");
    }

    private ChatMessage asked(String from, String id) {
        rig.says("<message type='chat' id='" + id + "' from='" + from
                + "'><body>hello</body><markable xmlns='urn:xmpp:chat-markers:0'/></message>");
        return messages.get(messages.size() - 1);
    }

    @Test
    void readerIsHeard() {
        Delivery delivery = chat.send(BOB, "hello");
        assertThat(rig.sent()).singleElement().asString().contains("<markable xmlns='urn:xmpp:chat-markers:0'/>");
        mark("bob@example.org/phone", delivery.id());
        assertThat(marks).containsExactly(new Displayed(PHONE, delivery.id()));
    }

    /** Section 6: marks move forward only. */
    @Test
    void marksOnlyMoveForward() {
        Delivery one = chat.send(BOB, "one");
        Delivery two = chat.send(BOB, "two");
        mark("bob@example.org/phone", two.id());
        mark("bob@example.org/phone", one.id());
        mark("bob@example.org/laptop", two.id());
        assertThat(marks).containsExactly(new Displayed(PHONE, two.id()));
    }

    @ParameterizedTest
    @Tag("LIB-03")
    @CsvSource({"mallory@example.com/x", "bob@example.com", "alice@example.org", "example.org"})
    void markOfWhomTheMessageWasNotSentToIsNone(String from) {
        Delivery delivery = chat.send(BOB, "hello");
        mark(from, delivery.id());
        assertThat(marks).isEmpty();
    }

    @Test
    void markOfAMessageThatIsNotKnownIsNone() {
        mark("bob@example.org", "x");
        rig.says("<message from='bob@example.org'><displayed xmlns='urn:xmpp:chat-markers:0'/></message>");
        assertThat(marks).isEmpty();
    }

    @Test
    void whatAnotherDeviceSentIsMarkedToo() {
        rig.says(
                "<message from='alice@example.org'><sent xmlns='urn:xmpp:carbons:2'>"
                        + "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' id='l1'"
                        + " from='alice@example.org/laptop' to='bob@example.org'><body>hi</body></message></forwarded></sent></message>");
        mark("bob@example.org/phone", "l1");
        assertThat(marks).containsExactly(new Displayed(PHONE, "l1"));
    }

    @Test
    void contactIsToldOnceWhatTheApplicationShowed() {
        ChatMessage message = asked("bob@example.org/phone", "m1");
        assertThat(rig.sent()).isEmpty();
        markers.display(message);
        markers.display(message);
        assertThat(rig.sent())
                .singleElement()
                .asString()
                .contains("to='bob@example.org'", "<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/>")
                .doesNotContain("markable", "origin-id");
    }

    @ParameterizedTest
    @Tag("R-77")
    @CsvSource({"mallory@example.com/x", "room@example.org/bob", "alice@example.org/laptop"})
    void strangerIsToldNothing(String from) {
        markers.display(asked(from, "m1"));
        assertThat(rig.sent()).isEmpty();
    }

    /** Section 6: in a conversation only who asks is told. */
    @Test
    void whoDoesNotAskIsNotTold() {
        rig.says("<message type='chat' id='m1' from='bob@example.org/phone'><body>hello</body></message>");
        markers.display(messages.get(0));
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    @Tag("LIB-08")
    void messagesThatAreRememberedAreBounded() {
        Progress progress = new Progress();
        for (int i = 0; i <= Progress.MOST; i++) {
            progress.sent(BOB, "m" + i);
        }
        assertThat(progress.read(BOB, "m0")).isFalse();
        assertThat(progress.read(BOB, "m1")).isTrue();
    }

    @Test
    void supportIsAdvertised() {
        assertThat(rig.host().advertised()).contains(Markers.NAMESPACE);
    }
}
