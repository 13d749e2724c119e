package im.redoubt.client.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be sent. */
final class ChatDraftTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");

    private static String text(int length) {
        return new String(new char[length]).replace('\0', 'x');
    }

    @Test
    void draftIsAStanza() {
        ChatDraft draft = ChatDraft.to(BOB)
                .body("good day")
                .body("de", "guten Tag")
                .thread("t1")
                .with(Element.named("urn:example:own", "x").build())
                .build();
        assertThat(StanzaCodec.tree(draft.stanza()))
                .hasToString(
                        "<message xmlns='jabber:client' to='bob@example.org' type='chat'><body>good day</body>"
                                + "<body xml:lang='de'>guten Tag</body><thread>t1</thread><x xmlns='urn:example:own'/></message>");
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void onlyWhatGoesToSomebodyCanBeSent(MessageType type) {
        ChatDraft.Builder draft = ChatDraft.to(BOB).body("hello");
        if (type == MessageType.ERROR || type == MessageType.GROUPCHAT) {
            assertThatThrownBy(() -> draft.type(type)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(draft.type(type).build().type()).isEqualTo(type);
        }
    }

    @Test
    void withoutTextThereIsNone() {
        ChatDraft.Builder draft = ChatDraft.to(BOB);
        assertThatThrownBy(draft::build).isInstanceOf(IllegalArgumentException.class);
    }

    /** A stanza that the server finds too large ends the stream, and would end the next one too. */
    @Test
    @Tag("S-19")
    void whatIsTooLargeCannotBeBuilt() {
        int around = "<body></body>".length();
        String most = text(ChatDraft.MOST_BYTES - around);
        assertThat(ChatDraft.to(BOB).body(most).build().stanza().content().size())
                .isEqualTo(ChatDraft.MOST_BYTES);
        ChatDraft.Builder larger = ChatDraft.to(BOB).body(most + "x");
        assertThatThrownBy(larger::build).isInstanceOf(IllegalArgumentException.class);
        ChatDraft full = ChatDraft.to(BOB).body(most).build();
        Element payload = Element.named("urn:example:own", "x").build();
        assertThatThrownBy(() -> full.with(payload)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0008b", "\uFFFE", "\uD800"})
    void whatXmlCannotCarryCannotBeBuilt(String text) {
        ChatDraft.Builder draft = ChatDraft.to(BOB).body(text);
        assertThatThrownBy(draft::build).isInstanceOf(XmlException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jabber:client", ""})
    void payloadIsOfAnExtension(String namespace) {
        ChatDraft.Builder draft = ChatDraft.to(BOB).body("hello");
        Element payload = Element.named(namespace, "body").text("other").build();
        assertThatThrownBy(() -> draft.with(payload)).isInstanceOf(IllegalArgumentException.class);
        ChatDraft built = draft.build();
        assertThatThrownBy(() -> built.with(payload)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textIsNotPrinted() {
        assertThat(ChatDraft.to(BOB).body("very private").build()).hasToString("message to bob@example.org");
    }
}
