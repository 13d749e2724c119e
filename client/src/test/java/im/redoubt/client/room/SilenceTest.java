package im.redoubt.client.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check whether one is still in a room (XEP-0410). The own server is pinged too; what goes to the room counts here. */
final class SilenceTest {
    private final Tea tea = new Tea();
    private Room room;

    @BeforeEach
    void join() {
        room = tea.joins();
    }

    private List<String> pings() {
        List<String> sent = new ArrayList<>(tea.rig.sent());
        sent.removeIf(text -> !text.contains("urn:xmpp:ping") || !text.contains("to='tea@rooms.example.org/alice'"));
        return sent;
    }

    /** Time passes in a session whose server answers its own pings. */
    private void pass(Duration time) {
        tea.rig.advance(time);
    }

    /** The room is asked; the ids of its ping are those of the last one sent. */
    private void silent() {
        for (int i = 0; i < 15; i++) {
            pass(Duration.ofMinutes(1));
            tea.rig.says("<message from='example.org'/>"); // the server is there
        }
    }

    private void answered(String ping, String content) {
        String id = ping.replaceAll(".* id='([^']*)'.*", "$1");
        tea.rig.says("<iq id='" + id + "' from='tea@rooms.example.org/alice' " + content);
    }

    private static String error(String condition) {
        return "type='error'><error type='cancel'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
    }

    @Test
    void roomThatSpeaksIsNotAsked() {
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofMinutes(1));
            tea.says("bob", "m" + i, "<body>on and on</body>");
        }
        assertThat(pings()).isEmpty();
    }

    @Test
    void silentRoomIsAskedAndAgainAfterThat() {
        silent();
        List<String> first = pings();
        assertThat(first).hasSize(1);
        answered(first.get(0), "type='result'/>");
        assertThat(room.isJoined()).isTrue();
        silent();
        assertThat(pings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-unavailable", "feature-not-implemented", "item-not-found"})
    void refusalOfAnOccupantShowsThatOneIsThere(String condition) {
        silent();
        answered(pings().get(0), error(condition));
        assertThat(room.isJoined()).isTrue();
        assertThat(tea.rig.sent()).isEmpty();
    }

    @Test
    void roomThatHasForgottenOneIsJoinedAgain() {
        silent();
        answered(pings().get(0), error("not-acceptable"));
        tea.traits();
        assertThat(tea.rig.lastSent().first(MucUser.MUC, "x")).isPresent();
        tea.letsIn("");
        assertThat(room.isJoined()).isTrue();
        tea.last(RoomEvent.Joined.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote-server-not-found", "remote-server-timeout"})
    void roomThatCannotBeReachedIsAskedAgain(String condition) {
        silent();
        answered(pings().get(0), error(condition));
        assertThat(pings()).isEmpty();
        pass(Silence.PAUSE);
        assertThat(pings()).hasSize(1);
        assertThat(room.isJoined()).isTrue();
    }

    /** LIB-03: what somebody else answers does not have one leave and come back. */
    @Test
    @Tag("LIB-03")
    void answerOfAnotherOccupantIsNone() {
        silent();
        String id = pings().get(0).replaceAll(".* id='([^']*)'.*", "$1");
        tea.rig.says("<iq id='" + id + "' from='tea@rooms.example.org/mallory' " + error("not-acceptable"));
        assertThat(tea.rig.sent()).isEmpty();
        assertThat(room.isJoined()).isTrue();
    }

    @Test
    void roomThatWasLeftIsNotAsked() {
        assertThat(room.leave()).isNotDone();
        tea.presence("alice", "type='unavailable'", Tea.item("none", "none", "") + "<status code='110'/>");
        tea.rig.sent();
        silent();
        silent();
        assertThat(pings()).isEmpty();
    }
}
