package im.redoubt.server.archive;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.store.MessageId;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0359. */
class StanzaIdTest {
    private static final MessageId ID = new MessageId(1, 2);
    private static final Message PLAIN =
            new Message(StanzaHeader.EMPTY, MessageType.CHAT, XmlContent.empty("jabber:client"));

    @Test
    void whatIsStampedIsReadByItsOwnerOnly() {
        Message stamped = StanzaId.stamped(PLAIN, BOB, ID);
        assertThat(StanzaId.of(stamped, BOB)).contains(ID);
        assertThat(StanzaId.of(stamped, ALICE)).isEmpty();
        assertThat(StanzaId.of(PLAIN, BOB)).isEmpty();
        assertThat(StanzaId.of(StanzaId.stamped(stamped, ALICE, new MessageId(3, 4)), BOB))
                .contains(ID);
    }

    /** Section 5: in the name of an address of ours, however it is written, or of nobody. */
    @ParameterizedTest
    @Tag("R-65")
    @CsvSource({
        "bob@localhost,true",
        "BOB@LocalHost,true",
        "bob@localhost/x,true",
        "localhost,true",
        "bob@localhost.,true",
        "a@b@c,true",
        "'',true",
        "room@conference.localhost,false",
        "bob@example.org,false"
    })
    void nobodyGivesIdsInOurName(String by, boolean forged) {
        Element id = Element.named(StanzaId.NAMESPACE, "stanza-id")
                .attribute("by", by)
                .attribute("id", "x")
                .build();
        assertThat(StanzaId.isOf(DOMAIN, id)).isEqualTo(forged);
    }

    @Test
    void whatIsNoIdIsNobodys() {
        assertThat(StanzaId.isOf(
                        DOMAIN, Element.named(StanzaId.NAMESPACE, "stanza-id").build()))
                .isTrue();
        assertThat(StanzaId.isOf(
                        DOMAIN, Element.named(StanzaId.NAMESPACE, "origin-id").build()))
                .isFalse();
        assertThat(StanzaId.isOf(
                        DOMAIN, Element.named("urn:example", "stanza-id").build()))
                .isFalse();
    }
}
