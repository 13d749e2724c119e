package im.redoubt.client.disco;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.version.SoftwareVersion;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.disco.Announcement;
import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others say of themselves, and who is told what of this client. */
final class DiscoTest {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String CAPS = "http://jabber.org/protocol/caps";
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
                .contains("<identity category='client' type='bot'/><feature var='" + CAPS + "'/><feature var='" + INFO
                        + "'/><feature var='jabber:iq:version'/></query>");
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

    private void tells(String to) {
        rig.host()
                .send(Presence.of(
                        PresenceType.AVAILABLE,
                        to.isEmpty() ? StanzaHeader.EMPTY : StanzaHeader.EMPTY.withTo(Jid.of(to))));
    }

    private Element announced() {
        return rig.lastSent().first(CAPS, "c").orElseThrow();
    }

    private Element answer(String from, String node) {
        asks(from, "<query xmlns='" + INFO + "' node='" + node + "'/>");
        return rig.lastSent().first(INFO, "query").orElseThrow();
    }

    /** XEP-0115 sections 4, 6.1, 6.2: whoever asks about what was announced gets what its hash is of. */
    @Test
    @Tag("X-83")
    void whatThisClientCanDoIsAnnouncedAndTrue() {
        connected();
        tells("");
        Element caps = announced();
        assertThat(caps.attribute("hash")).contains("sha-1");
        String node = caps.attribute("node").orElseThrow() + "#"
                + caps.attribute("ver").orElseThrow();
        CapabilityHash hash = Announcement.in(XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(caps)))
                .hashed()
                .orElseThrow()
                .hash();
        for (String from : List.of("bob@example.org/x", "example.org", "alice@example.org")) {
            Element said = answer(from, node);
            assertThat(said.attribute("node")).contains(node);
            assertThat(hash.verifies(Disclosure.read(said).orElseThrow(), Optional.empty()))
                    .isTrue();
        }
        asks("bob@example.org/x", "<query xmlns='" + INFO + "' node='" + node + "x'/>");
        assertThat(rig.lastSent().toString()).contains("item-not-found");
        asks("mallory@example.net/x", "<query xmlns='" + INFO + "' node='" + node + "'/>");
        assertThat(rig.lastSent().toString()).contains("service-unavailable");
    }

    /** Who may not ask what this client can do is not told by its presence either; nobody is told what software it is. */
    @Test
    @Tag("R-77")
    void strangersAndRoomsGetNoHash() {
        connected();
        for (String contact :
                List.of("bob@example.org", "bob@example.org/x", "alice@example.org/other", "example.org")) {
            tells(contact);
            assertThat(announced().attribute("node")).contains(CAPS);
        }
        for (String stranger : List.of("room@rooms.example.org/nick", "mallory@example.net", "mallory@example.org/x")) {
            tells(stranger);
            assertThat(rig.lastSent().toString()).contains(stranger).doesNotContain("caps");
        }
        rig.host().send(Presence.of(PresenceType.UNAVAILABLE, StanzaHeader.EMPTY));
        assertThat(rig.lastSent().toString()).doesNotContain("caps");
    }

    /** Section 6.1: what changes is announced, where something was announced at all. */
    @Test
    void whatIsNewIsAnnouncedOnce() {
        connected();
        rig.host().advertise("urn:a");
        assertThat(rig.sent()).isEmpty();
        rig.host()
                .send(Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY)
                        .withContent(XmlContent.of(
                                Stanza.CLIENT_NAMESPACE,
                                List.of(Element.named(Stanza.CLIENT_NAMESPACE, "show")
                                        .text("away")
                                        .build()))));
        String before = announced().attribute("ver").orElseThrow();
        tells("bob@example.org");
        rig.sent();
        rig.host().advertise("urn:b");
        assertThat(rig.lastSent().toString()).contains("<show>away</show>").doesNotContain(" to=");
        assertThat(announced().attribute("ver").orElseThrow()).isNotEqualTo(before);
        assertThat(rig.sent()).hasSize(1);
        rig.host().advertise("urn:b");
        assertThat(rig.sent()).isEmpty();
        rig.host().send(Presence.of(PresenceType.UNAVAILABLE, StanzaHeader.EMPTY));
        rig.sent();
        rig.host().advertise("urn:c");
        assertThat(rig.sent()).isEmpty();
    }

    /** A session that began anew has told nobody anything yet. */
    @Test
    void nothingIsAnnouncedInANewSessionBeforeItIsPresent() {
        connected();
        tells("");
        rig.cut().advance(Duration.ofMinutes(1));
        assertThat(rig.connected()).isTrue();
        rig.sent();
        rig.host().advertise("urn:a");
        assertThat(rig.sent()).isEmpty();
    }
}
