package im.redoubt.client.ping;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.client.roster.Roster;
import im.redoubt.protocol.address.FullJid;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered that somebody is here. */
final class PingTest {
    private final Rig rig = new Rig();
    private final Ping ping = rig.attach(Ping.FEATURE);

    private void connected() {
        rig.attach(Roster.FEATURE);
        rig.connect()
                .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='from'/>"
                        + "<item jid='dave@example.org' subscription='to'/></query>");
        rig.sent();
    }

    @Test
    void roundTripIsMeasured() {
        connected();
        Pending<Duration> asked = ping.ask(FullJid.of("bob@example.org/phone"));
        assertThat(rig.lastSent().toString()).contains("<ping xmlns='urn:xmpp:ping'/>");
        rig.advance(Duration.ofMillis(120)).answers("");
        assertThat(asked).isCompletedWithValue(Duration.ofMillis(120));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "alice@example.org", "alice@example.org/x", "bob@example.org/phone"})
    void whoMayKnowIsAnswered(String from) {
        connected();
        rig.says("<iq type='get' id='q'" + (from.isEmpty() ? "" : " from='" + from + "'")
                + "><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(rig.sent()).singleElement().asString().contains("type='result'");
    }

    /** An account that is there and one that is not are answered in the same words (RFC 6120 section 13.11). */
    @ParameterizedTest
    @Tag("R-77")
    @Tag("LIB-03")
    @ValueSource(strings = {"mallory@example.net", "mallory@example.net/x", "dave@example.org/x", "example.net"})
    void whoMayNotKnowIsAnsweredAsByNobody(String from) {
        connected();
        rig.says("<iq type='get' id='q' from='" + from + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(rig.sent())
                .containsExactly("<iq xmlns='jabber:client' to='" + from + "' type='error' id='q'>"
                        + "<ping xmlns='urn:xmpp:ping'/><error type='cancel'>"
                        + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        assertThat(rig.counters().of(Counters.Kind.REFUSED_REQUESTS)).isEqualTo(1);
    }
}
