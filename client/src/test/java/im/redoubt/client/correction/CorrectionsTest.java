package im.redoubt.client.correction;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Counters;
import im.redoubt.client.Delivery;
import im.redoubt.client.Rig;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatDraft;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0308, between Alice, Bob who is a contact, and others who are not. */
final class CorrectionsTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");

    private final Rig rig = new Rig();
    private final Chat chat = rig.attach(Chat.FEATURE);
    private final Corrections corrections = rig.attach(Corrections.FEATURE);
    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<Correction> corrected = new ArrayList<>();

    @BeforeEach
    void connect() {
        rig.attach(Carbons.FEATURE);
        rig.host().contacts(BOB::equals);
        chat.received().add(messages::add);
        corrections.received().add(corrected::add);
        rig.connect().sent();
    }

    private void says(String from, String id, String text) {
        rig.says(message(from, "alice@example.org", id, text, ""));
    }

    private void corrects(String from, String id, String replaced, String text) {
        rig.says(message(from, "alice@example.org", id, text, replace(replaced)));
    }

    private static String replace(String id) {
        return "<replace xmlns='urn:xmpp:message-correct:0' id='" + id + "'/>";
    }

    private static String message(String from, String to, String id, String text, String more) {
        return "<message xmlns='jabber:client' type='chat' from='" + from + "' to='" + to + "' id='" + id + "'><body>"
                + text + "</body>" + more + "</message>";
    }

    private void sentByTheLaptop(String id, String text, String more) {
        rig.says(
                "<message from='alice@example.org'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                        + message("alice@example.org/laptop", "bob@example.org", id, text, more)
                        + "</forwarded></sent></message>");
    }

    private void nobodyIsCorrected(int shown) {
        assertThat(corrected).isEmpty();
        assertThat(messages).hasSize(shown);
    }

    @Test
    void lastMessageIsCorrectedAsOftenAsNeeded() {
        says("bob@example.org/phone", "m1", "hallo");
        corrects("bob@example.org/phone", "m2", "m1", "hullo");
        corrects("bob@example.org/laptop", "m3", "m1", "hello");
        assertThat(messages).hasSize(1);
        assertThat(corrected).extracting(Correction::id).containsExactly("m1", "m1");
        assertThat(corrected.get(1).replacement().body()).isEqualTo(Unverified.of("hello"));
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isZero();
    }

    /** Gajim CVE-2022-39835: whoever knows the id of a message corrects it. */
    @ParameterizedTest
    @Tag("R-69")
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "mallory@example.com/x",
                "mallory@example.org/phone",
                "bob@example.com/phone",
                "example.org",
                "alice@example.org/here",
                "room@example.org/bob"
            })
    void nobodyCorrectsSomebodyElse(String from) {
        says("bob@example.org/phone", "m1", "I agree");
        corrects(from, "m2", "m1", "I do not agree");
        nobodyIsCorrected(1);
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(1);
    }

    /** Section 4: behind one bare address there may be the occupants of a room. */
    @Test
    @Tag("R-69")
    void occupantOfARoomCorrectsNoOtherOne() {
        says("room@example.org/bob", "m1", "I agree");
        corrects("room@example.org/mallory", "m2", "m1", "I do not agree");
        nobodyIsCorrected(1);
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(1);
        corrects("room@example.org/bob", "m3", "m1", "I do agree");
        assertThat(corrected).hasSize(1);
    }

    @Test
    @Tag("R-69")
    void nobodyCorrectsWhatTheAccountSaid() {
        Delivery delivery = chat.send(BOB, "I agree");
        corrects("bob@example.org/phone", "m2", delivery.id(), "I do not agree");
        nobodyIsCorrected(0);
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(1);
    }

    /** Section 4: what is older than the last message stays as it is. */
    @Test
    @Tag("R-69")
    void correctionOfAnOlderMessageIsAMessage() {
        says("bob@example.org/phone", "m1", "one");
        says("bob@example.org/phone", "m2", "two");
        corrects("bob@example.org/phone", "m3", "m1", "eins");
        nobodyIsCorrected(3);
    }

    @Test
    void correctionOfAMessageThatIsNotKnownIsAMessage() {
        corrects("bob@example.org/phone", "m3", "m1", "hello");
        nobodyIsCorrected(1);
        corrects("bob@example.org/phone", "m4", "m3", "hello there");
        assertThat(corrected).extracting(Correction::id).containsExactly("m3");
    }

    @Test
    @Tag("R-69")
    void correctionOfTwoMessagesIsOfNone() {
        says("bob@example.org/phone", "m1", "hello");
        rig.says(message("bob@example.org/phone", "alice@example.org", "m2", "x", replace("m1") + replace("m0")));
        nobodyIsCorrected(2);
    }

    @Test
    void anotherDeviceOfTheAccountCorrectsWhatThisOneSaid() {
        Delivery delivery = chat.send(BOB, "hallo");
        sentByTheLaptop("l1", "hello", replace(delivery.id()));
        assertThat(corrected).extracting(Correction::id).containsExactly(delivery.id());
        assertThat(corrected.get(0).replacement().isMine()).isTrue();
    }

    @Test
    void oneSideOfAConversationSaysNothingOfTheOther() {
        sentByTheLaptop("l1", "hallo", "");
        says("bob@example.org/phone", "m1", "hello");
        sentByTheLaptop("l2", "hello", replace("l1"));
        assertThat(corrected).extracting(Correction::id).containsExactly("l1");
    }

    @Test
    void ownMessageIsCorrectedWithTheWholeMessage() {
        Delivery original = chat.send(BOB, "hallo");
        rig.sent();
        Delivery again =
                corrections.correct(original, ChatDraft.to(BOB).body("hello").build());
        assertThat(rig.sent())
                .singleElement()
                .asString()
                .contains(
                        "<body>hello</body>",
                        "<replace xmlns='urn:xmpp:message-correct:0' id='" + original.id() + "'/>",
                        "id='" + again.id() + "'");
        assertThat(again.id()).isNotEqualTo(original.id());
    }

    @Test
    @Tag("LIB-08")
    void messagesThatAreRememberedAreBounded() {
        says("bob@example.org/phone", "m1", "hello");
        for (int i = 0; i < LastMessages.MOST; i++) {
            says("m" + i + "@example.com/x", "s" + i, "hello");
        }
        corrects("bob@example.org/phone", "m2", "m1", "hi");
        assertThat(corrected).isEmpty();
    }

    @Test
    @Tag("LIB-08")
    void textIsNotPrinted() {
        says("bob@example.org/phone", "m1", "very private");
        corrects("bob@example.org/phone", "m2", "m1", "even more private");
        assertThat(corrected.get(0).toString()).doesNotContain("private", "m1");
    }

    @Test
    void supportIsAdvertised() {
        assertThat(rig.host().advertised()).contains(Corrections.NAMESPACE);
    }
}
