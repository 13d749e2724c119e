package im.redoubt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.archive.ArchivePage;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.presence.PresenceChange;
import im.redoubt.client.roster.RosterSnapshot;
import im.redoubt.client.text.InsecureTextAccess;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jivesoftware.smackx.mam.element.MamElements.MamResultExtension;
import org.junit.jupiter.api.Test;

/** What is measured is the same work: both libraries understand the samples, again and again. */
class ReadersTest {
    @Test
    void bothReadTheMessage() throws Exception {
        OurReader ours = new OurReader(Sample.MESSAGE);
        SmackReader smacks = new SmackReader(Sample.MESSAGE);
        for (int i = 0; i < 10_000; i++) {
            ChatMessage message = (ChatMessage) ours.values();
            Message other = (Message) smacks.stanzas();
            assertThat(InsecureTextAccess.charactersOf(message.body())).isEqualTo(other.getBody());
            assertThat(message.ids().id()).contains(other.getStanzaId());
            assertThat(other.getExtensions()).hasSize(5);
        }
    }

    @Test
    void bothReadThePageOfAnArchive() throws Exception {
        OurReader ours = new OurReader(Sample.ARCHIVE);
        SmackReader smacks = new SmackReader(Sample.ARCHIVE);
        for (int i = 0; i < 3; i++) {
            ArchivePage page = (ArchivePage) ours.values();
            assertThat(page.messages()).hasSize(Sample.PAGE);
            MamResultExtension result = MamResultExtension.from((Message) smacks.stanza());
            assertThat(page.messages().get(0).id()).isEqualTo(result.getId());
            Message inside = result.getForwarded().getForwardedStanza();
            assertThat(page.messages().get(0).text().map(chat -> InsecureTextAccess.charactersOf(chat.body())))
                    .contains(inside.getBody());
            for (int rest = 0; rest < Sample.PAGE; rest++) {
                smacks.stanza();
            }
        }
    }

    @Test
    void bothReadTheRoster() throws Exception {
        OurReader ours = new OurReader(Sample.ROSTER);
        SmackReader smacks = new SmackReader(Sample.ROSTER);
        for (int i = 0; i < 3; i++) {
            assertThat(((RosterSnapshot) ours.values()).contacts()).hasSize(Sample.CONTACTS);
            assertThat(((RosterPacket) smacks.stanzas()).getRosterItemCount()).isEqualTo(Sample.CONTACTS);
        }
    }

    @Test
    void bothReadThePresence() throws Exception {
        OurReader ours = new OurReader(Sample.PRESENCE);
        SmackReader smacks = new SmackReader(Sample.PRESENCE);
        for (int i = 0; i < 3; i++) {
            PresenceChange.Available seen = (PresenceChange.Available) ours.values();
            Presence other = (Presence) smacks.stanzas();
            assertThat(InsecureTextAccess.charactersOf(seen.presence().status()))
                    .isEqualTo(other.getStatus());
            assertThat(seen.presence().priority()).isEqualTo(other.getPriority());
        }
    }

    /** Otherwise the first stanza would be read again and again out of a memory of what was there before. */
    @Test
    void noTwoMessagesHaveTheSameIds() {
        OurReader ours = new OurReader(Sample.MESSAGE);
        assertThat(((ChatMessage) ours.values()).ids().archive())
                .isNotEqualTo(((ChatMessage) ours.values()).ids().archive());
    }
}
