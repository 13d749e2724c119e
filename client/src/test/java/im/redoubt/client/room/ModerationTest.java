package im.redoubt.client.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.form.Form;
import im.redoubt.protocol.address.BareJid;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What moderators and owners do (XEP-0045 sections 8 to 10). */
final class ModerationTest {
    private static final String SETTINGS =
            "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'"
                    + " type='form'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value>"
                    + "</field><field var='muc#roomconfig_membersonly' type='boolean'><value>0</value></field></x></query>";

    private final Tea tea = new Tea();
    private Room room;

    @BeforeEach
    void join() {
        room = tea.joins();
    }

    private String asked() {
        return tea.rig.lastSent().toString();
    }

    @Test
    void occupantIsKicked() {
        Pending<Room> kicked = room.kick(room.occupants().find("bob").orElseThrow(), "rude");
        assertThat(asked())
                .contains("to='tea@rooms.example.org'")
                .contains("type='set'")
                .contains("<item nick='bob' role='none'><reason>rude</reason></item>");
        tea.rig.answers("");
        assertThat(kicked.await()).isSameAs(room);
    }

    @Test
    void whoMayNotIsTold() {
        Pending<Room> banned = room.ban(BareJid.of("bob@example.net"), "rude");
        assertThat(asked()).contains("<item jid='bob@example.net' affiliation='outcast'>");
        tea.rig.refuses("not-allowed");
        assertThatThrownBy(banned::await).isInstanceOf(RefusedException.class);
    }

    @Test
    void affiliationsAreListed() {
        Pending<List<Affiliated>> members = room.affiliated(Affiliation.MEMBER);
        assertThat(asked()).contains("type='get'").contains("<item affiliation='member'/>");
        tea.rig.answers("<query xmlns='http://jabber.org/protocol/muc#admin'>"
                + "<item affiliation='member' jid='bob@example.net'><reason>nice</reason></item>"
                + "<item affiliation='owner' jid='mallory@example.net'/><item affiliation='member' jid='@@'/>"
                + "<item affiliation='member'/></query>");
        assertThat(members.await()).singleElement().satisfies(member -> {
            assertThat(member.account()).isEqualTo(BareJid.of("bob@example.net"));
            assertThat(member.reason().orElseThrow().is("nice")).isTrue();
        });
    }

    @Test
    void roomIsSet() {
        Pending<Form> settings = room.configuration();
        tea.rig.answers(SETTINGS);
        Form form = settings.await();
        assertThat(form.isOfType("http://jabber.org/protocol/muc#roomconfig")).isTrue();
        Pending<Room> set = room.configure(
                form.answer().set("muc#roomconfig_membersonly", true).build());
        assertThat(asked()).contains("muc#owner").contains("type='submit'").contains("<value>1</value>");
        tea.rig.answers("");
        assertThat(set).isCompleted();
        tea.traits("muc_moderated");
        assertThat(room.traits().isModerated()).isTrue();
        tea.rig.says("<message type='groupchat' from='tea@rooms.example.org'><x xmlns='" + Tea.USER
                + "'><status code='104'/></x></message>");
        tea.traits("muc_membersonly");
        assertThat(room.traits().isForMembers()).isTrue();
    }

    @Test
    void settingsThatAreNoneAreAnError() {
        Pending<Form> settings = room.configuration();
        tea.rig.answers("<query xmlns='http://jabber.org/protocol/muc#owner'/>");
        assertThatThrownBy(settings::await).isInstanceOf(ClientException.class);
    }

    @Test
    void roomIsOpenedAndDestroyed() {
        assertThat(room.open()).isNotDone();
        assertThat(asked()).contains("<x xmlns='jabber:x:data' type='submit'/>");
        assertThat(room.destroy("over")).isNotDone();
        assertThat(asked()).contains("<destroy><reason>over</reason></destroy>");
    }

    @Test
    void messageIsTakenBackByItsIdentifier() {
        Tea other = new Tea();
        Room giving = other.joins("urn:xmpp:sid:0");
        other.says("bob", "m1", "<body>x</body><stanza-id xmlns='urn:xmpp:sid:0' by='tea@rooms.example.org' id='s1'/>");
        RoomMessage message = other.lastMessage();
        assertThat(giving.moderate(message, "spam")).isNotDone();
        assertThat(other.rig.lastSent().toString())
                .contains("<moderate xmlns='urn:xmpp:message-moderate:1' id='s1'>")
                .contains("<retract xmlns='urn:xmpp:message-retract:1'/>");
        giving.withdraw(message);
        assertThat(other.rig.lastSent().toString()).contains("<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>");
        tea.says("bob", "m1", "<body>x</body>");
        assertThatThrownBy(() -> room.moderate(tea.lastMessage(), "spam")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsSaidIsCorrected() {
        String id = room.say("helo").id();
        room.correct(id, "hello");
        assertThat(asked())
                .contains("<body>hello</body>")
                .contains("<replace xmlns='urn:xmpp:message-correct:0' id='" + id);
    }
}
