package im.redoubt.client.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The roster follows what the account's own server says, and nobody else. */
final class RosterTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final BareJid CAROL = BareJid.of("carol@example.com");
    private static final String VERSIONS = "<ver xmlns='urn:xmpp:features:rosterver'/>";

    private final Rig rig = new Rig();
    private final Roster roster = rig.attach(Roster.FEATURE);
    private final List<RosterChange> heard = new ArrayList<>();

    RosterTest() {
        roster.changes().add(heard::add);
    }

    private static String query(String inside) {
        return "<query xmlns='jabber:iq:roster'>" + inside + "</query>";
    }

    private static String query(String version, String inside) {
        return "<query xmlns='jabber:iq:roster' ver='" + version + "'>" + inside + "</query>";
    }

    private static String push(String from, String query) {
        return "<iq type='set' id='p1'" + (from.isEmpty() ? "" : " from='" + from + "'") + ">" + query + "</iq>";
    }

    private void connected(String items) {
        rig.connect().answers(query(items));
        rig.sent();
        heard.clear();
    }

    private static String name(Contact contact) {
        return InsecureTextAccess.charactersOf(contact.entry().name());
    }

    @Test
    void rosterIsAskedForAndKept() {
        rig.connect();
        assertThat(rig.lastSent().toString()).contains("type='get'").contains("<query xmlns='jabber:iq:roster'/>");
        assertThat(roster.loaded()).isNotDone();
        rig.answers(query("<item jid='bob@example.org' name='Bob' subscription='both'><group>Friends</group></item>"
                + "<item jid='carol@example.com' subscription='none' ask='subscribe' approved='true'/>"));
        assertThat(roster.loaded()).isCompletedWithValue(roster.now());
        assertThat(roster.now().contacts().keySet()).containsExactly(BOB, CAROL);
        Contact bob = roster.now().find(BOB).orElseThrow();
        assertThat(name(bob)).isEqualTo("Bob");
        assertThat(bob.entry().groups()).containsExactly(Unverified.of("Friends"));
        assertThat(bob.subscription()).isEqualTo(Subscription.BOTH);
        Contact carol = roster.now().find(CAROL).orElseThrow();
        assertThat(carol.asked()).isTrue();
        assertThat(carol.approved()).isTrue();
        assertThat(heard).containsExactly(new RosterChange.Loaded(roster.now()));
    }

    /** RFC 6121 section 2.6.2: the version is said only where the server has versions, and is empty without a roster. */
    @Test
    void versionIsSaidWhereTheServerHasVersions() {
        rig.offering(VERSIONS).connect();
        assertThat(rig.lastSent().toString()).contains("ver=''");
        rig.answers(query("v7", "<item jid='bob@example.org' subscription='to'/>"));
        rig.says(push("", query("v8", "<item jid='carol@example.com' subscription='from'/>")));
        rig.cut().advance(Duration.ofSeconds(3));
        assertThat(rig.lastSent().toString()).contains("ver='v8'");
        rig.answers("");
        assertThat(roster.now().contacts().keySet()).containsExactly(BOB, CAROL);
    }

    @Test
    void rosterThatWasStoredIsWhereTheNextSessionBegins() {
        rig.offering(VERSIONS).connect().answers(query("v7", "<item jid='bob@example.org' subscription='both'/>"));
        RosterSnapshot stored = RosterSnapshot.read(roster.now().toByteArray());
        Rig next = new Rig().offering(VERSIONS);
        Roster again = next.attach(Roster.beginningWith(stored));
        assertThat(next.attach(Roster.FEATURE)).isSameAs(again);
        next.connect();
        assertThat(next.lastSent().toString()).contains("ver='v7'");
        next.answers("");
        assertThat(again.now().contacts()).isEqualTo(roster.now().contacts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", "<query xmlns='jabber:iq:roster'><item", "<x/>", "\u0000"})
    void whatIsNoStoredRosterIsNone(String bytes) {
        assertThat(RosterSnapshot.read(bytes.getBytes(StandardCharsets.UTF_8)).contacts())
                .isEmpty();
    }

    @Test
    void pushChangesAddsAndRemovesInOrder() {
        connected("<item jid='bob@example.org' subscription='none'/>");
        rig.says(push("", query("<item jid='carol@example.com' subscription='to' name='C'/>")))
                .says(push("alice@example.org", query("<item jid='bob@example.org' subscription='both'/>")))
                .says(push("", query("<item jid='carol@example.com' subscription='remove'/>")));
        assertThat(rig.sent()).hasSize(3).allMatch(answer -> answer.contains("type='result'"));
        assertThat(heard)
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly("Changed", "Changed", "Removed");
        assertThat(((RosterChange.Removed) heard.get(2)).contact().address()).isEqualTo(CAROL);
        assertThat(heard.get(0).now().contacts().keySet()).containsExactly(BOB, CAROL);
        assertThat(roster.now().contacts().keySet()).containsExactly(BOB);
        assertThat(roster.now().sees(BOB)).isTrue();
    }

    /** Section 2.1.6; CVE-2014-0364, CVE-2015-8688, CVE-2019-16236 were clients that believed one of these. */
    @ParameterizedTest
    @Tag("R-63")
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "bob@example.org",
                "bob@example.org/phone",
                "mallory@example.net",
                "example.net",
                "example.org",
                "alice@example.net",
                "alice@example.org/here",
                "alice@example.org/other",
                "аlice@example.org"
            })
    void pushOfAnybodyElseChangesNothing(String from) {
        connected("<item jid='bob@example.org' subscription='both'/>");
        RosterSnapshot before = roster.now();
        rig.says(push(from, query("<item jid='mallory@example.net' subscription='both'/>")));
        rig.says(push(from, query("<item jid='bob@example.org' subscription='remove'/>")));
        assertThat(roster.now()).isSameAs(before);
        assertThat(heard).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(2);
        assertThat(rig.sent())
                .hasSize(2)
                .allMatch(answer -> answer.contains("type='error'") && answer.contains("service-unavailable"));
    }

    /** Section 2.1.4: a push is about one item. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<item/>",
                "<item jid='@'/>",
                "<item jid='bob@example.org/phone'/>",
                "<item jid='bob@example.org'/><item jid='carol@example.com'/>"
            })
    void pushThatIsNotAboutOneContactIsRefused(String items) {
        connected("");
        rig.says(push("", query(items)));
        assertThat(rig.sent()).singleElement().asString().contains("bad-request");
        assertThat(roster.now().contacts()).isEmpty();
    }

    @Test
    void ofAHostileRosterOnlyWhatIsRightIsKept() {
        String longName = "n".repeat(RosterEntry.MOST_CHARS + 1);
        connected("<item jid='bob@example.org' subscription='both' name='first'/>"
                + "<item jid='bob@example.org' subscription='none' name='second'/>"
                + "<item jid='' name='nobody'/><item jid='x@'/><item jid='gone@example.org' subscription='remove'/>"
                + "<item jid='carol@example.com' subscription='BOTH' name='" + longName + "'><group/><group>" + longName
                + "</group><group>g</group><group>g</group></item>");
        assertThat(roster.now().contacts().keySet()).containsExactly(BOB, CAROL);
        assertThat(name(roster.now().find(BOB).orElseThrow())).isEqualTo("first");
        Contact carol = roster.now().find(CAROL).orElseThrow();
        assertThat(carol.subscription()).isEqualTo(Subscription.NONE);
        assertThat(carol.entry().name().isEmpty()).isTrue();
        assertThat(carol.entry().groups()).containsExactly(Unverified.of("g"));
    }

    @Test
    @Tag("LIB-08")
    void contactsAreBounded() {
        Element.Builder query = Element.named("jabber:iq:roster", "query");
        for (int i = 0; i <= RosterSnapshot.MOST_CONTACTS; i++) {
            query.child(RosterElements.item(RosterEntry.of(BareJid.of("c" + i + "@example.org"))));
        }
        RosterSnapshot full = RosterSnapshot.read(query.build().toParsed());
        assertThat(full.contacts()).hasSize(RosterSnapshot.MOST_CONTACTS);
        Rig fresh = new Rig();
        Roster bounded = fresh.attach(Roster.beginningWith(full));
        fresh.connect().answers("").says(push("", query("<item jid='one.more@example.org'/>")));
        assertThat(fresh.lastSent().toString()).contains("resource-constraint");
        fresh.says(push("", query("<item jid='c1@example.org' subscription='both'/>")));
        assertThat(bounded.now().contacts()).hasSize(RosterSnapshot.MOST_CONTACTS);
        assertThat(bounded.now().sees(BareJid.of("c1@example.org"))).isTrue();
    }

    @Test
    void whatIsSetAndRemovedIsAsked() {
        connected("");
        Pending<BareJid> set =
                roster.set(RosterEntry.of(BOB).named("B<ob").in("Friends").in("Work"));
        assertThat(rig.lastSent().toString())
                .contains("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' name='B&lt;ob'>"
                        + "<group>Friends</group><group>Work</group></item></query>");
        assertThat(roster.now().contacts()).isEmpty();
        rig.answers("");
        assertThat(set).isCompletedWithValue(BOB);
        Pending<BareJid> removed = roster.remove(BOB);
        assertThat(rig.lastSent().toString()).contains("<item jid='bob@example.org' subscription='remove'/>");
        rig.refuses("item-not-found");
        assertThatThrownBy(removed::await)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.condition()).isEqualTo(StanzaCondition.ITEM_NOT_FOUND));
    }

    @Test
    void aChangeKeepsWhatItDoesNotSpeakOf() {
        connected("<item jid='bob@example.org' name='Bob' subscription='both'><group>Friends</group></item>");
        Pending<BareJid> set =
                roster.set(roster.now().find(BOB).orElseThrow().entry().named("Robert"));
        assertThat(rig.lastSent().toString()).contains("name='Robert'><group>Friends</group>");
        assertThat(set).isNotDone();
    }

    @ParameterizedTest
    @CsvSource({"none, false, false", "to, true, false", "from, false, true", "both, true, true"})
    void subscriptionSaysWhoSeesWhom(String subscription, boolean sees, boolean seen) {
        connected("<item jid='bob@example.org' subscription='" + subscription + "'/>");
        assertThat(roster.now().sees(BOB)).isEqualTo(sees);
        assertThat(roster.now().isSeenBy(BOB)).isEqualTo(seen);
    }

    @Test
    void entriesAreChecked() {
        RosterEntry bob = RosterEntry.of(BOB);
        assertThatThrownBy(() -> bob.named("n".repeat(RosterEntry.MOST_CHARS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bob.in("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bob.named("\u0000")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RosterEntry(BOB, Unverified.EMPTY, manyGroups()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(bob.in("g").inNoGroup().groups()).isEqualTo(Collections.emptySet());
    }

    private static Set<Unverified> manyGroups() {
        Set<Unverified> groups = new HashSet<>();
        for (int i = 0; i <= RosterEntry.MOST_GROUPS; i++) {
            groups.add(Unverified.of("g" + i));
        }
        return groups;
    }

    @Test
    void serverWithoutARosterIsToldApart() {
        rig.connect().refuses("feature-not-implemented");
        assertThat(roster.loaded()).isCompletedExceptionally();
    }

    @Test
    void nothingOfItIsPrinted() {
        connected("<item jid='bob@example.org' name='secret name' subscription='both'><group>secret</group></item>");
        assertThat(roster.now().toString()).isEqualTo("1 contacts");
        assertThat(heard.toString() + roster.now().contacts()).doesNotContain("secret");
    }
}
