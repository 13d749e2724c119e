package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client says in the server's name (XEP-0203 section 4, XEP-0280 section 12) reaches nobody. */
class ForgeriesTest {
    private static final Element BODY =
            Element.named("jabber:client", "body").text("x").build();

    private static Message with(Element... content) {
        return new Message(
                StanzaHeader.EMPTY.withId("m"), MessageType.CHAT, XmlContent.of("jabber:client", List.of(content)));
    }

    private static Element delay(String namespace, String from) {
        return Element.named(namespace, "delay").attribute("from", from).build();
    }

    @ParameterizedTest
    @CsvSource({
        "urn:xmpp:delay,localhost,true",
        "urn:xmpp:delay,LocalHost,true",
        "urn:xmpp:delay,alice@localhost,false",
        "urn:xmpp:delay,example.net,false",
        "urn:xmpp:delay,'',false",
        "urn:example,localhost,false"
    })
    void onlyStampsInTheServersNameAreTakenOut(String namespace, String from, boolean forged) {
        Message sent = with(delay(namespace, from), BODY);
        assertThat(Forgeries.removedFrom(sent, DOMAIN)).isEqualTo(forged ? with(BODY) : sent);
    }

    /** The attack: a mark of one's own, so that nobody trusts marks any more. */
    @Test
    @Tag("SRV-08")
    void marksOfFiltersAreTakenOut() {
        Element mark = Element.named("urn:redoubt:filter:0", "marked")
                .attribute("rule", "a")
                .build();
        Element other = Element.named("urn:redoubt:filter:0", "other").build();
        assertThat(Forgeries.removedFrom(with(mark, BODY, mark, other), DOMAIN)).isEqualTo(with(BODY, other));
    }

    @Test
    void eachForgedStampIsTakenOutAndNothingElse() {
        Element honest = delay("urn:xmpp:delay", "example.net");
        Element forged = delay("urn:xmpp:delay", "localhost");
        Element anonymous = Element.named("urn:xmpp:delay", "delay").build();
        Stanza cleaned = Forgeries.removedFrom(with(forged, honest, BODY, forged, anonymous), DOMAIN);
        assertThat(cleaned).isEqualTo(with(honest, BODY, anonymous));
    }

    @ParameterizedTest
    @CsvSource({
        "urn:xmpp:carbons:2,received,true",
        "urn:xmpp:carbons:2,sent,true",
        "urn:xmpp:carbons:2,private,false",
        "urn:xmpp:carbons:1,received,false",
        "urn:example,sent,false"
    })
    @Tag("R-65")
    void noClientMakesACopy(String namespace, String element, boolean forged) {
        Element copy = Element.named(namespace, element)
                .child(Element.named("urn:xmpp:forward:0", "forwarded").build())
                .build();
        Message sent = with(copy, BODY, copy);
        assertThat(Forgeries.removedFrom(sent, DOMAIN)).isEqualTo(forged ? with(BODY) : sent);
    }

    /** The attack of CVE-2019-16237: a client that does not ask whose archive answers believes anybody. */
    @ParameterizedTest
    @CsvSource({"urn:xmpp:mam:2,result,true", "urn:xmpp:mam:2,fin,false", "urn:example,result,false"})
    @Tag("R-66")
    void noClientAnswersForAnArchive(String namespace, String element, boolean forged) {
        Message sent = with(Element.named(namespace, element).build(), BODY);
        assertThat(Forgeries.removedFrom(sent, DOMAIN)).isEqualTo(forged ? with(BODY) : sent);
    }

    /** A client that believes an event without asking who sends it is not deceived (ATTACKS R-67). */
    @ParameterizedTest
    @CsvSource({
        "http://jabber.org/protocol/pubsub#event,event,true",
        "http://jabber.org/protocol/pubsub,pubsub,false",
        "urn:example,event,false"
    })
    @Tag("R-67")
    void noClientTellsOfNodes(String namespace, String element, boolean forged) {
        Message sent = with(Element.named(namespace, element).build(), BODY);
        assertThat(Forgeries.removedFrom(sent, DOMAIN)).isEqualTo(forged ? with(BODY) : sent);
    }

    /** XEP-0359 section 5. */
    @ParameterizedTest
    @CsvSource({"bob@localhost,true", "room@example.net,false"})
    @Tag("R-65")
    void noClientGivesIdsInOurName(String by, boolean forged) {
        Element id = Element.named("urn:xmpp:sid:0", "stanza-id")
                .attribute("by", by)
                .attribute("id", "1")
                .build();
        Message sent = with(id, BODY);
        assertThat(Forgeries.removedFrom(sent, DOMAIN)).isEqualTo(forged ? with(BODY) : sent);
    }
}
