package im.redoubt.server.carbons;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which messages are copied (XEP-0280 section 6.1). */
class EligibilityTest {
    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

    private static Element child(String word) {
        return switch (word) {
            case "body" -> Element.named("jabber:client", "body").text("x").build();
            case "subject" -> Element.named("jabber:client", "subject").build();
            case "receipt" -> Element.named("urn:xmpp:receipts", "received").build();
            case "state" ->
                Element.named("http://jabber.org/protocol/chatstates", "active").build();
            case "marker" ->
                Element.named("urn:xmpp:chat-markers:0", "displayed").build();
            case "private" -> Element.named("urn:xmpp:carbons:2", "private").build();
            case "no-copy" -> Element.named("urn:xmpp:hints", "no-copy").build();
            case "no-store" -> Element.named("urn:xmpp:hints", "no-store").build();
            case "room" -> Element.named(MUC_USER, "x").build();
            case "mediated" ->
                Element.named(MUC_USER, "x")
                        .child(Element.named(MUC_USER, "invite").build())
                        .build();
            case "direct" -> Element.named("jabber:x:conference", "x").build();
            default -> Element.named("urn:example", word).build();
        };
    }

    private static Message message(MessageType type, String content) {
        List<Element> children = Arrays.stream(content.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(EligibilityTest::child)
                .toList();
        return new Message(StanzaHeader.EMPTY, type, XmlContent.of("jabber:client", children));
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT,'',true",
        "CHAT,other,true",
        "CHAT,no-store,true",
        "CHAT,room body,false",
        "CHAT,mediated,true",
        "CHAT,room direct,true",
        "NORMAL,'',false",
        "NORMAL,subject,false",
        "NORMAL,other,false",
        "NORMAL,body,true",
        "NORMAL,other body,true",
        "NORMAL,receipt,true",
        "NORMAL,state,true",
        "NORMAL,marker,true",
        "NORMAL,mediated,true",
        "NORMAL,room,false",
        "NORMAL,direct,true",
        "GROUPCHAT,body,false",
        "HEADLINE,body,false",
        "ERROR,body,false"
    })
    void aMessageIsCopiedByItsTypeAndItsContent(MessageType type, String content, boolean copied) {
        assertThat(Eligibility.of(message(type, content))).isEqualTo(copied);
    }

    /** Section 9: who asks for it keeps a message from his and the recipient's other devices, whatever else is in it. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void whatIsPrivateIsNotCopied(MessageType type) {
        assertThat(Eligibility.of(message(type, "body private"))).isFalse();
        assertThat(Eligibility.of(message(type, "body receipt direct no-copy"))).isFalse();
    }
}
