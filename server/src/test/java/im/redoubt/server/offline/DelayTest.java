package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stamps: the server's own, and those that pretend to be (XEP-0203 section 4). */
class DelayTest {
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
        "2026-11-22T10:00:00.123456Z,2026-11-22T10:00:00.123Z",
        "2026-11-22T10:00:00.999999999Z,2026-11-22T10:00:00.999Z",
        "2026-11-22T10:00:00Z,2026-11-22T10:00:00Z"
    })
    void theStampIsInUtcToTheMillisecond(Instant instant, String stamp) {
        assertThat(Delay.stamp(DOMAIN, instant).attribute("stamp")).contains(stamp);
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
        assertThat(Delay.withoutForged(sent, DOMAIN)).isEqualTo(forged ? with(BODY) : sent);
    }

    @Test
    void eachForgedStampIsTakenOutAndNothingElse() {
        Element honest = delay("urn:xmpp:delay", "example.net");
        Element forged = delay("urn:xmpp:delay", "localhost");
        Element anonymous = Element.named("urn:xmpp:delay", "delay").build();
        Stanza cleaned = Delay.withoutForged(with(forged, honest, BODY, forged, anonymous), DOMAIN);
        assertThat(cleaned).isEqualTo(with(honest, BODY, anonymous));
    }
}
