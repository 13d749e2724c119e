package im.redoubt.client.disco;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.version.SoftwareVersion;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others say of themselves, and who is told what of this client. */
final class DiscoTest {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final BareJid SERVICE = BareJid.of("rooms.example.org");

    private final Rig rig = new Rig();
    private final Disco disco = rig.attach(Disco.FEATURE);

    private void connected() {
        rig.attach(Roster.FEATURE);
        rig.connect()
                .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='from'/></query>");
        rig.sent();
    }

    private void asks(String from, String query) {
        rig.says("<iq type='get' id='q' from='" + from + "'>" + query + "</iq>");
    }

    @Test
    void othersSayWhatTheyAre() {
        connected();
        Pending<DiscoInfo> info = disco.info(SERVICE);
        assertThat(rig.lastSent().toString())
                .contains("to='rooms.example.org'")
                .contains("<query xmlns='" + INFO + "'/>");
        rig.answers("<query xmlns='" + INFO + "'><identity category='conference' type='text' name='Rooms'/>"
                + "<feature var='http://jabber.org/protocol/muc'/><feature/></query>");
        DiscoInfo said = info.await();
        assertThat(said.has("http://jabber.org/protocol/muc")).isTrue();
        assertThat(said.has("")).isFalse();
        assertThat(said.is("conference", "text")).isTrue();
        assertThat(said.is("client", "text")).isFalse();
        assertThat(said.identities().get(0).name()).isEqualTo(Unverified.of("Rooms"));
        assertThat(said.toString()).isEqualTo("1 identities, 1 features");
    }

    @Test
    void othersSayWhatTheyHave() {
        connected();
        Pending<List<DiscoItem>> items = disco.items(BareJid.of("example.org"));
        rig.answers("<query xmlns='" + ITEMS + "'><item jid='rooms.example.org' name='Rooms'/><item/><item jid='@'/>"
                + "<item jid='example.org' node='n'/></query>");
        assertThat(items)
                .isCompletedWithValue(List.of(
                        new DiscoItem(SERVICE, Unverified.EMPTY, Unverified.of("Rooms")),
                        new DiscoItem(Jid.of("example.org"), Unverified.of("n"), Unverified.EMPTY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<query xmlns='urn:other'/>"})
    void whatSaysNothingIsNoAnswer(String answer) {
        connected();
        Pending<DiscoInfo> info = disco.info(SERVICE);
        rig.answers(answer);
        assertThat(info).isCompletedExceptionally();
    }

    @Test
    @Tag("LIB-08")
    void whatIsReadIsBounded() {
        connected();
        StringBuilder features = new StringBuilder();
        for (int i = 0; i <= DiscoInfo.MOST; i++) {
            features.append("<feature var='f").append(i).append("'/>");
        }
        Pending<DiscoInfo> info = disco.info(SERVICE);
        rig.answers("<query xmlns='" + INFO + "'>" + features + "</query>");
        assertThat(info).isCompletedExceptionally();
    }

    @Test
    void contactsAreToldWhatThisClientCanDo() {
        rig.attach(Disco.client("bot"));
        rig.attach(SoftwareVersion.of("n", "1"));
        connected();
        asks("bob@example.org/x", "<query xmlns='" + INFO + "'/>");
        assertThat(rig.lastSent().toString())
                .contains("<identity category='client' type='bot'/><feature var='" + INFO + "'/>"
                        + "<feature var='jabber:iq:version'/></query>");
        asks("bob@example.org/x", "<query xmlns='" + ITEMS + "'/>");
        assertThat(rig.lastSent().toString()).contains("type='result'").contains("<query xmlns='" + ITEMS + "'/>");
        asks("bob@example.org/x", "<query xmlns='" + INFO + "' node='n'/>");
        assertThat(rig.lastSent().toString()).contains("item-not-found");
    }

    @ParameterizedTest
    @Tag("R-77")
    @Tag("LIB-03")
    @ValueSource(strings = {"mallory@example.net", "mallory@example.net/x", "rooms.example.org/nick", "example.net"})
    void othersAreToldNothing(String from) {
        connected();
        for (String namespace : List.of(INFO, ITEMS)) {
            asks(from, "<query xmlns='" + namespace + "'/>");
            assertThat(rig.lastSent().toString())
                    .contains("service-unavailable")
                    .doesNotContain("identity");
        }
    }
}
