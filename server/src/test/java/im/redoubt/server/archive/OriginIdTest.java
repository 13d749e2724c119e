package im.redoubt.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.store.Blob;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0359 section 3.2: which messages are the same one, sent again. */
class OriginIdTest {
    private static Optional<Blob> digest(String to, MessageType type, String id, String body, Element origin) {
        return OriginId.digest(new Message(
                new StanzaHeader(Optional.of(id), Jid.parse(to), Jid.parse("alice@localhost/phone"), Optional.empty()),
                type,
                XmlContent.of(
                        "jabber:client",
                        List.of(
                                Element.named("jabber:client", "body")
                                        .text(body)
                                        .build(),
                                origin))));
    }

    private static Element origin(String id) {
        return Element.named(StanzaId.NAMESPACE, "origin-id")
                .attribute("id", id)
                .build();
    }

    /** The id of the stanza says nothing: a client that sends again may give it another one. */
    @ParameterizedTest
    @CsvSource({
        "bob@localhost,CHAT,1,x,a,true",
        "bob@localhost,CHAT,2,x,a,true",
        "bob@localhost/home,CHAT,1,x,a,false",
        "bob@localhost,NORMAL,1,x,a,false",
        "bob@localhost,CHAT,1,y,a,false",
        "bob@localhost,CHAT,1,x,b,false"
    })
    void whatIsTheSame(String to, MessageType type, String id, String body, String origin, boolean same) {
        Optional<Blob> first = digest("bob@localhost", MessageType.CHAT, "1", "x", origin("a"));
        assertThat(first).isPresent();
        assertThat(digest(to, type, id, body, origin(origin)).equals(first)).isEqualTo(same);
    }

    /** Section 3: without an id it is none. */
    @Test
    void whatHasNoIdIsNeverTheSame() {
        for (Element none : List.of(
                Element.named(StanzaId.NAMESPACE, "origin-id").build(),
                origin(""),
                Element.named(StanzaId.NAMESPACE, "stanza-id")
                        .attribute("id", "a")
                        .build(),
                Element.named("urn:example", "origin-id").attribute("id", "a").build())) {
            assertThat(digest("bob@localhost", MessageType.CHAT, "1", "x", none))
                    .isEmpty();
        }
    }
}
