package im.redoubt.client.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.client.Rig;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatDraft;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.MessageType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0184, between Alice, Bob who is a contact, and Mallory who is not. */
final class ReceiptsTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final String RECEIVED = "<received xmlns='urn:xmpp:receipts' id='";

    private final Rig rig = new Rig();
    private final Receipts receipts = rig.attach(Receipts.FEATURE);
    private final Chat chat = rig.attach(Chat.FEATURE);
    private final List<ChatMessage> heard = new ArrayList<>();

    @BeforeEach
    void connect() {
        rig.host().contacts(BOB::equals);
        chat.received().add(heard::add);
        rig.connect();
    }

    private static String asking(String attributes, String more) {
        return "<message " + attributes + "><body>hello</body><request xmlns='urn:xmpp:receipts'/>" + more
                + "</message>";
    }

    @Test
    void contactGetsAReceiptAndNothingElse() {
        rig.says(asking("type='chat' id='m1' from='bob@example.org/phone'", ""));
        assertThat(rig.sent())
                .singleElement()
                .asString()
                .matches("<message xmlns='jabber:client' to='bob@example.org/phone' type='chat' id='[\\w-]{22}'>"
                        + "<received xmlns='urn:xmpp:receipts' id='m1'/></message>");
        assertThat(heard).hasSize(1);
    }

    /** Section 9: a receipt shows that somebody is there. */
    @ParameterizedTest
    @Tag("R-77")
    @ValueSource(
            strings = {"mallory@example.com/x", "bob@example.com/phone", "bob.example.org/phone", "room@example.org/bob"
            })
    void strangerGetsNone(String from) {
        rig.says(asking("type='chat' id='m1' from='" + from + "'", ""));
        assertThat(rig.sent()).isEmpty();
        assertThat(heard).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void receiptIsForConversationsOnly(MessageType type) {
        rig.says(asking("type='" + type.wire() + "' id='m1' from='bob@example.org/phone'", ""));
        assertThat(rig.sent()).hasSize(type == MessageType.CHAT || type == MessageType.NORMAL ? 1 : 0);
    }

    /** Section 5.4: two clients that answer each other's receipts never end. */
    @Test
    void receiptGetsNone() {
        rig.says(asking("type='chat' id='m1' from='bob@example.org/phone'", RECEIVED + "x'/>"));
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void messageWithoutAnIdOrARequestGetsNone() {
        rig.says(asking("type='chat' from='bob@example.org/phone'", ""));
        rig.says("<message type='chat' id='m1' from='bob@example.org/phone'><body>hello</body></message>");
        assertThat(rig.sent()).isEmpty();
    }

    /** The device that got the message answers; this one only has a copy. */
    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"COPY_RECEIVED", "COPY_SENT"})
    void copyGetsNone(Origin origin) {
        rig.says(asking("type='chat' id='m1' from='bob@example.org/phone'", ""));
        rig.sent();
        rig.host().deliver(new Incoming(heard.get(0).stanza(), origin));
        assertThat(heard).hasSize(2);
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void messageThatComesAgainGetsNoSecondOne() {
        String id = "<origin-id xmlns='urn:xmpp:sid:0' id='m1'/>";
        rig.says(asking("type='chat' id='m1' from='bob@example.org/phone'", id));
        rig.says(asking("type='chat' id='m1' from='bob@example.org/phone'", id));
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void applicationMayGiveThemItself() {
        Rig other = new Rig();
        Receipts byHand = other.attach(Receipts.BY_HAND);
        other.attach(Chat.FEATURE).received().add(heard::add);
        other.host().contacts(BOB::equals);
        other.connect();
        other.says(asking("type='chat' id='m1' from='bob@example.org/phone'", ""));
        other.says(asking("type='chat' id='m2' from='mallory@example.com/x'", ""));
        assertThat(other.sent()).isEmpty();
        heard.forEach(byHand::give);
        assertThat(other.sent()).singleElement().asString().contains("id='m1'");
    }

    @Test
    void sentTextAsksForOne() {
        chat.send(BOB, "hello");
        assertThat(rig.sent()).singleElement().asString().contains("<request xmlns='urn:xmpp:receipts'/>");
        chat.send(ChatDraft.to(BOB).body("news").type(MessageType.HEADLINE).build());
        assertThat(rig.sent()).singleElement().asString().doesNotContain("receipts");
    }

    @Test
    void receiptOfTheRecipientCompletesTheDelivery() {
        Delivery delivery = chat.send(BOB, "hello");
        rig.says("<message from='bob@example.org/phone'>" + RECEIVED + delivery.id() + "'/></message>");
        assertThat(delivery.received().await()).isEqualTo(Jid.of("bob@example.org/phone"));
        assertThat(delivery.accepted()).isCompleted();
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @Tag("LIB-03")
    @CsvSource({
        "mallory@example.org/x, ''",
        "bob@example.com/phone, ''",
        "example.org, ''",
        "'', ''",
        "alice@example.org, ''",
        "bob@example.org/phone, error",
        "bob@example.org/phone, groupchat"
    })
    void receiptOfAnybodyElseIsNone(String from, String type) {
        Delivery delivery = chat.send(BOB, "hello");
        rig.says("<message" + (from.isEmpty() ? "" : " from='" + from + "'")
                + (type.isEmpty() ? "" : " type='" + type + "'") + ">" + RECEIVED + delivery.id() + "'/></message>");
        assertThat(delivery.received()).isNotDone();
    }

    @Test
    void receiptOfAnotherMessageOrOfNoneIsNone() {
        Delivery delivery = chat.send(BOB, "hello");
        rig.says("<message from='bob@example.org/phone'>" + RECEIVED + "x'/></message>");
        rig.says("<message from='bob@example.org/phone'><received xmlns='urn:xmpp:receipts'/></message>");
        assertThat(delivery.received()).isNotDone();
    }

    @Test
    void receiptWithTextIsShown() {
        Delivery delivery = chat.send(BOB, "hello");
        rig.says("<message from='bob@example.org/phone'><body>got it</body>" + RECEIVED + delivery.id()
                + "'/></message>");
        assertThat(delivery.received()).isCompleted();
        assertThat(heard).hasSize(1);
    }

    @Test
    void supportIsAdvertised() {
        assertThat(rig.host().advertised()).contains(Receipts.NAMESPACE);
        assertThat(receipts).isNotNull();
    }
}
