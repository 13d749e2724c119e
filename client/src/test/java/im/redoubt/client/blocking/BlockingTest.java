package im.redoubt.client.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of whom the account keeps away is as its own server says. */
final class BlockingTest {
    private static final Jid MALLORY = BareJid.of("mallory@example.net");
    private static final Jid DOMAIN = BareJid.of("spam.example");

    private final Rig rig = new Rig();
    private final Blocking blocking = rig.attach(Blocking.FEATURE);
    private final List<BlockChange> heard = new ArrayList<>();

    BlockingTest() {
        blocking.changes().add(heard::add);
    }

    private void connected(String items) {
        rig.connect().answers("<blocklist xmlns='urn:xmpp:blocking'>" + items + "</blocklist>");
        rig.sent();
        heard.clear();
    }

    private static String push(String from, String what, String items) {
        return "<iq type='set' id='p1'" + (from.isEmpty() ? "" : " from='" + from + "'") + "><" + what
                + " xmlns='urn:xmpp:blocking'>" + items + "</" + what + "></iq>";
    }

    @Test
    void listIsAskedForInEachNewSession() {
        rig.connect();
        assertThat(rig.lastSent().toString()).contains("type='get'").contains("<blocklist xmlns='urn:xmpp:blocking'/>");
        rig.answers("<blocklist xmlns='urn:xmpp:blocking'><item jid='mallory@example.net'/><item jid='spam.example'/>"
                + "<item/><item jid='@'/></blocklist>");
        assertThat(blocking.now()).containsExactly(MALLORY, DOMAIN);
        assertThat(blocking.loaded()).isCompletedWithValue(blocking.now());
        rig.cut().advance(Duration.ofSeconds(3));
        rig.answers("<blocklist xmlns='urn:xmpp:blocking'/>");
        assertThat(blocking.now()).isEmpty();
        assertThat(heard).last().isEqualTo(new BlockChange(Set.of(), Set.of(), Set.of(MALLORY, DOMAIN)));
    }

    @Test
    void pushesOfTheOwnServerAreTaken() {
        connected("");
        rig.says(push("", "block", "<item jid='mallory@example.net'/><item jid='spam.example'/>"))
                .says(push("alice@example.org", "unblock", "<item jid='spam.example'/>"));
        assertThat(blocking.now()).containsExactly(MALLORY);
        rig.says(push("", "unblock", ""));
        assertThat(blocking.now()).isEmpty();
        assertThat(heard).hasSize(3);
        assertThat(rig.sent()).hasSize(3).allMatch(answer -> answer.contains("type='result'"));
    }

    /** XEP-0191 section 3: what attack 63 does to rosters. */
    @ParameterizedTest
    @Tag("R-63")
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "mallory@example.net",
                "mallory@example.net/x",
                "example.org",
                "alice@example.org/here",
                "alice@example.org/other",
                "alice@example.net"
            })
    void pushOfAnybodyElseChangesNothing(String from) {
        connected("<item jid='mallory@example.net'/>");
        rig.says(push(from, "unblock", "<item jid='mallory@example.net'/>")).says(push(from, "unblock", ""));
        rig.says(push(from, "block", "<item jid='bob@example.org'/>"));
        assertThat(blocking.now()).containsExactly(MALLORY);
        assertThat(heard).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(3);
        assertThat(rig.sent()).hasSize(3).allMatch(answer -> answer.contains("service-unavailable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<item/>", "<item jid='@'/>", "<item jid='a@example.org'/><other/>"})
    void pushThatIsNoneIsRefused(String items) {
        connected("");
        rig.says(push("", "block", items));
        assertThat(rig.sent()).singleElement().asString().contains("bad-request");
        assertThat(blocking.now()).isEmpty();
    }

    @Test
    void whoIsBlockedAndLetInIsAsked() {
        connected("");
        Pending<Jid> blocked = blocking.block(MALLORY);
        assertThat(rig.lastSent().toString())
                .contains("<block xmlns='urn:xmpp:blocking'><item jid='mallory@example.net'/></block>");
        rig.answers("");
        assertThat(blocked).isCompletedWithValue(MALLORY);
        Pending<Jid> unblocked = blocking.unblock(MALLORY);
        assertThat(rig.lastSent().toString())
                .contains("<unblock xmlns='urn:xmpp:blocking'><item jid='mallory@example.net'/></unblock>");
        rig.refuses("not-allowed");
        assertThat(unblocked).isCompletedExceptionally();
    }

    @Test
    void serverThatCannotBlockIsToldApart() {
        rig.connect().refuses("service-unavailable");
        assertThat(blocking.loaded()).isCompletedExceptionally();
    }
}
