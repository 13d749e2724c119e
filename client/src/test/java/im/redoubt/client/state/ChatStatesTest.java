package im.redoubt.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Rig;
import im.redoubt.client.chat.Chat;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0085, between Alice, Bob who is a contact, and Mallory who is not. */
final class ChatStatesTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final Jid PHONE = Jid.of("bob@example.org/phone");
    private static final Jid MALLORY = Jid.of("mallory@example.com/x");

    private final Rig rig = new Rig();
    private final ChatStates states = rig.attach(ChatStates.FEATURE);
    private final Chat chat = rig.attach(Chat.FEATURE);
    private final List<ChatStateChange> heard = new ArrayList<>();

    @BeforeEach
    void connect() {
        rig.host().contacts(BOB::equals);
        states.changed().add(heard::add);
        rig.connect();
    }

    private void says(Jid from, String content) {
        rig.says("<message type='chat' from='" + from + "'>" + content + "</message>");
    }

    private static String state(String name) {
        return "<" + name + " xmlns='" + ChatState.NAMESPACE + "'/>";
    }

    @ParameterizedTest
    @EnumSource(ChatState.class)
    void statesOfOthersAreHeard(ChatState state) {
        says(PHONE, state.toElement().toString());
        assertThat(heard).containsExactly(new ChatStateChange(PHONE, state));
    }

    @Test
    void supporterIsToldEachStateOnce() {
        says(PHONE, state("active"));
        states.tell(BOB, ChatState.COMPOSING);
        states.tell(BOB, ChatState.COMPOSING);
        states.tell(BOB, ChatState.PAUSED);
        List<String> sent = rig.sent();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0))
                .contains("to='bob@example.org'", "type='chat'", state("composing"), "no-store")
                .doesNotContain("origin-id");
        assertThat(sent.get(1)).contains(state("paused"));
    }

    /** Section 5.1: nobody is sent states before his client has shown that it uses them. */
    @Test
    void whoseClientIsNotKnownToUseThemIsToldNothing() {
        states.tell(BOB, ChatState.COMPOSING);
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void textsSayActiveUntilTheOtherSideShowsThatItMakesNothingOfIt() {
        chat.send(BOB, "one");
        assertThat(rig.sent()).singleElement().asString().contains(state("active"));
        says(PHONE, "<body>hello</body>");
        chat.send(BOB, "two");
        assertThat(rig.sent()).singleElement().asString().doesNotContain(ChatState.NAMESPACE);
        states.tell(BOB, ChatState.COMPOSING);
        assertThat(rig.sent()).isEmpty();
        says(PHONE, "<body>now from the other device</body>" + state("active"));
        chat.send(BOB, "three");
        states.tell(BOB, ChatState.ACTIVE);
        assertThat(rig.sent()).singleElement().asString().contains(state("active"));
    }

    /** Whoever may not see the account's presence does not learn from states that somebody is there. */
    @Test
    @Tag("R-77")
    void strangerIsToldNothing() {
        says(MALLORY, "<body>hello</body>" + state("composing"));
        states.tell(MALLORY, ChatState.COMPOSING);
        assertThat(rig.sent()).isEmpty();
        chat.send(MALLORY, "who are you?");
        assertThat(rig.sent()).singleElement().asString().doesNotContain(ChatState.NAMESPACE);
    }

    @ParameterizedTest
    @CsvSource({"groupchat, room@example.org/bob", "error, bob@example.org/phone", "headline, bob@example.org/phone"})
    void onlyConversationsHaveStates(String type, String from) {
        rig.says("<message type='" + type + "' from='" + from + "'>" + state("composing") + "</message>");
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @Tag("S-19")
    @ValueSource(
            strings = {
                "<dancing xmlns='http://jabber.org/protocol/chatstates'/>",
                "<active xmlns='http://jabber.org/protocol/chatstates'/><gone xmlns='http://jabber.org/protocol/chatstates'/>",
                "<active xmlns='urn:example:other'/>"
            })
    void whatIsNoStateIsNone(String payload) {
        says(PHONE, payload);
        states.tell(BOB, ChatState.COMPOSING);
        assertThat(heard).isEmpty();
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void ownOtherDeviceIsNobodyElse() {
        says(Jid.of("alice@example.org/laptop"), state("composing"));
        assertThat(heard).isEmpty();
    }

    @Test
    @Tag("LIB-08")
    void conversationsThatAreRememberedAreBounded() {
        says(PHONE, state("active"));
        for (int i = 0; i < ChatStates.MOST; i++) {
            says(Jid.of("m" + i + "@example.com/x"), state("active"));
        }
        states.tell(BOB, ChatState.COMPOSING);
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void supportIsAdvertised() {
        assertThat(rig.host().advertised()).contains(ChatState.NAMESPACE);
    }
}
