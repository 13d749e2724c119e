package im.redoubt.client.bookmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms that the account remembers are read from it alone, and shown to nobody else. */
final class BookmarksTest {
    private static final BareJid COUNCIL = BareJid.of("council@rooms.example.org");
    private static final String CONFERENCE = "<conference xmlns='urn:xmpp:bookmarks:1' name='Council' autojoin='1'>"
            + "<nick>Alice</nick><password>pass</password><extensions><x xmlns='urn:x'/></extensions></conference>";

    private final Rig rig = new Rig();
    private final Bookmarks bookmarks = rig.attach(Bookmarks.FEATURE);
    private final List<Map<BareJid, Bookmark>> heard = new ArrayList<>();

    BookmarksTest() {
        bookmarks.changes().add(heard::add);
    }

    private void connected(String items) {
        rig.connect()
                .answers("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'>" + items
                        + "</items></pubsub>");
        rig.sent();
        heard.clear();
    }

    private static String item(String room) {
        return "<item id='" + room + "'>" + CONFERENCE + "</item>";
    }

    private static String event(String from, String inside) {
        return "<message from='" + from + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                + "<items node='urn:xmpp:bookmarks:1'>" + inside + "</items></event></message>";
    }

    @Test
    void bookmarksAreAskedFor() {
        connected(item("council@rooms.example.org") + item("not a room") + item("example.org")
                + "<item id='x@rooms.example.org'><conference xmlns='urn:other'/></item>");
        assertThat(bookmarks.now().keySet()).containsExactly(COUNCIL);
        Bookmark council = bookmarks.loaded().await().values().iterator().next();
        assertThat(council.name()).isEqualTo(Unverified.of("Council"));
        assertThat(council.nickname()).isEqualTo(Unverified.of("Alice"));
        assertThat(council.joinsItself()).isTrue();
        assertThat(council.toString()).isEqualTo("council@rooms.example.org");
    }

    @Test
    void changesOfOtherClientsAreHeard() {
        connected("");
        rig.says(event("alice@example.org", item("council@rooms.example.org")));
        assertThat(bookmarks.now()).containsOnlyKeys(COUNCIL);
        rig.says(event("alice@example.org", "<retract id='council@rooms.example.org'/>"));
        assertThat(bookmarks.now()).isEmpty();
        assertThat(heard).hasSize(2);
    }

    /** CVE-2023-28686. */
    @ParameterizedTest
    @Tag("R-67")
    @ValueSource(strings = {"mallory@example.net", "alice@example.org/x", "example.org", "council@rooms.example.org"})
    void changesOfOthersAreNot(String from) {
        connected("");
        rig.says(event(from, item("trap@rooms.example.net")));
        assertThat(bookmarks.now()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void whatOtherClientsKeepWithItIsKept() {
        connected(item("council@rooms.example.org"));
        Bookmark council = bookmarks.now().values().iterator().next();
        Pending<BareJid> set = bookmarks.set(council.named("The council").joinedByHand());
        rig.answers("<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<feature var='http://jabber.org/protocol/pubsub#publish-options'/></query>");
        assertThat(rig.lastSent().toString())
                .contains(
                        "<item id='council@rooms.example.org'><conference xmlns='urn:xmpp:bookmarks:1' name='The council'>"
                                + "<nick>Alice</nick><password>pass</password><extensions><x xmlns='urn:x'/></extensions></conference>")
                .contains("whitelist")
                .contains("<value>max</value>");
        rig.answers("");
        assertThat(set).isCompletedWithValue(COUNCIL);
    }

    @Test
    @Tag("R-68")
    void nothingIsWrittenWhereOthersWouldReadIt() {
        connected("");
        Pending<BareJid> set = bookmarks.set(Bookmark.of(COUNCIL).as("Alice"));
        rig.answers("<query xmlns='http://jabber.org/protocol/disco#info'/>");
        assertThat(set).isCompletedExceptionally();
        assertThat(rig.sent()).noneMatch(sent -> sent.contains("council"));
    }

    @Test
    void roomsAreForgotten() {
        connected(item("council@rooms.example.org"));
        Pending<BareJid> removed = bookmarks.remove(COUNCIL);
        assertThat(rig.lastSent().toString()).contains("<item id='council@rooms.example.org'/></retract>");
        rig.answers("");
        assertThat(removed).isCompletedWithValue(COUNCIL);
    }

    @Test
    void bookmarksAreChecked() {
        Bookmark council = Bookmark.of(COUNCIL);
        assertThatThrownBy(() -> council.named("n".repeat(Bookmark.MOST_CHARS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> council.as("\u0000")).isInstanceOf(IllegalArgumentException.class);
    }
}
