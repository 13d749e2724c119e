package im.redoubt.client.pep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published goes to nobody but whom it is for, and events are of whom they say. */
final class PepTest {
    private static final PepNode SECRET = PepNode.ofTheAccount("urn:example:secret");
    private static final PepNode MOOD = PepNode.forContacts("urn:example:mood");
    private static final Element NOTE =
            Element.named("urn:example:note", "note").text("very private").build();
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String HEEDS =
            "<query xmlns='" + INFO + "'><feature var='http://jabber.org/protocol/pubsub#publish-options'/></query>";

    private final Rig rig = new Rig();
    private final Pep pep = rig.attach(Pep.FEATURE);
    private final List<PepEvent> secrets = new ArrayList<>();
    private final List<PepEvent> moods = new ArrayList<>();

    PepTest() {
        pep.follow(SECRET, secrets::add);
        pep.follow(MOOD, moods::add);
        rig.connect()
                .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='both'/>"
                        + "<item jid='carol@example.com' subscription='from'/></query>");
        rig.sent();
    }

    private static String event(String from, String node, String inside) {
        return "<message from='" + from + "' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                + "<items node='" + node + "'>" + inside + "</items></event></message>";
    }

    private static String item(String id) {
        return "<item id='" + id + "'><note xmlns='urn:example:note'>n</note></item>";
    }

    @Test
    void privateDataGoesWithItsOptions() {
        Pending<String> published = pep.publish(SECRET, "one", NOTE);
        assertThat(rig.lastSent().toString()).contains(INFO).contains("to='alice@example.org'");
        rig.answers(HEEDS);
        assertThat(rig.lastSent().toString())
                .contains("<publish node='urn:example:secret'><item id='one'><note")
                .contains("<publish-options>")
                .contains("<field var='pubsub#access_model'><value>whitelist</value></field>")
                .contains("<field var='pubsub#persist_items'><value>true</value></field>")
                .contains("<field var='pubsub#send_last_published_item'><value>never</value></field>");
        rig.answers("");
        assertThat(published).isCompletedWithValue("one");
    }

    /** XEP-0223 section 4; CVE-2018-6591: without the options it would be shown to all contacts. */
    @ParameterizedTest
    @Tag("R-68")
    @ValueSource(
            strings = {
                "<query xmlns='" + INFO + "'/>",
                "<query xmlns='" + INFO + "'><feature var='http://jabber.org/protocol/pubsub#publish'/></query>",
                "<query xmlns='" + INFO
                        + "'><feature var='http://jabber.org/protocol/pubsub#publish-options-not'/></query>",
                ""
            })
    void privateDataDoesNotLeaveWhereItsOptionsAreIgnored(String answer) {
        Pending<String> published = pep.publish(SECRET, "one", NOTE);
        rig.answers(answer);
        assertThat(published).isCompletedExceptionally();
        assertThat(rig.sent()).singleElement().asString().doesNotContain("very private");
    }

    @Test
    @Tag("R-68")
    void privateDataDoesNotLeaveWhereTheServerDoesNotSay() {
        Pending<String> published = pep.publish(SECRET, "one", NOTE);
        rig.refuses("service-unavailable");
        assertThat(published).isCompletedExceptionally();
        assertThat(rig.sent()).singleElement().asString().doesNotContain("very private");
        Pending<String> again = pep.publish(SECRET, "one", NOTE);
        rig.answers(HEEDS).answers("");
        assertThat(again).isCompleted();
    }

    @Test
    @Tag("R-68")
    void somebodyElsesWordOnOptionsDoesNotCount() {
        Pending<String> published = pep.publish(SECRET, "one", NOTE);
        rig.says("<iq type='result' from='mallory@example.net' id='" + rig.lastId() + "'>" + HEEDS + "</iq>");
        assertThat(published).isNotDone();
        assertThat(rig.sent()).singleElement().asString().doesNotContain("very private");
    }

    /** XEP-0060 section 7.1.5: what is there otherwise is brought in order before anything is published. */
    @Test
    @Tag("R-68")
    void nodeThatOthersReadIsClosedFirst() {
        Pending<String> published = pep.publish(SECRET, "one", NOTE);
        rig.answers(HEEDS).refuses("conflict");
        assertThat(rig.lastSent().toString())
                .contains("<configure node='urn:example:secret'>")
                .contains("whitelist")
                .doesNotContain("very private");
        rig.answers("");
        assertThat(rig.lastSent().toString()).contains("very private").contains("publish-options");
        rig.answers("");
        assertThat(published).isCompletedWithValue("one");
    }

    @Test
    @Tag("R-68")
    void nodeThatCannotBeClosedStaysEmpty() {
        Pending<String> published = pep.publish(SECRET, "one", NOTE);
        rig.answers(HEEDS).refuses("conflict").refuses("forbidden");
        assertThat(published).isCompletedExceptionally();
        Pending<String> twice = pep.publish(SECRET, "two", NOTE);
        rig.refuses("conflict").answers("").refuses("conflict");
        assertThat(twice).isCompletedExceptionally();
    }

    @Test
    void whatContactsReadNeedsNoOptions() {
        Pending<String> published = pep.publish(MOOD, "now", NOTE);
        rig.answers("<query xmlns='" + INFO + "'/>");
        assertThat(rig.lastSent().toString())
                .contains("<publish node='urn:example:mood'>")
                .doesNotContain("options");
        rig.answers("");
        assertThat(published).isCompleted();
    }

    @Test
    void eventsOfContactsAndTheAccountAreHeard() {
        rig.says(event("bob@example.org", "urn:example:mood", item("a") + "<retract id='b'/>"));
        rig.says(event("alice@example.org", "urn:example:mood", item("a")));
        assertThat(moods).hasSize(2);
        PepEvent event = moods.get(0);
        assertThat(event.owner()).isEqualTo(BareJid.of("bob@example.org"));
        assertThat(event.items().get(0).id()).isEqualTo(Unverified.of("a"));
        assertThat(event.items().get(0).payload().is("urn:example:note", "note"))
                .isTrue();
        assertThat(event.retracted()).containsExactly(Unverified.of("b"));
        rig.says(event("alice@example.org", "urn:example:secret", item("s")));
        assertThat(secrets).hasSize(1);
        assertThat(rig.host().advertised()).contains("urn:example:mood+notify", "urn:example:secret+notify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge", "delete"})
    void nodeThatIsEmptiedIsHeardOf(String how) {
        rig.says("<message from='alice@example.org'><event xmlns='http://jabber.org/protocol/pubsub#event'><" + how
                + " node='urn:example:secret'/></event></message>");
        assertThat(secrets)
                .singleElement()
                .satisfies(event -> assertThat(event.emptied()).isTrue());
    }

    /** CVE-2023-28686: bookmarks that anybody could change. XEP-0223 section 6 since. */
    @ParameterizedTest
    @Tag("R-67")
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "bob@example.org",
                "bob@example.org/x",
                "mallory@example.net",
                "example.org",
                "alice@example.org/here",
                "alice@example.org/other",
                "alice@example.net"
            })
    void privateNodesAreOfTheOwnBareAddressOnly(String from) {
        rig.says(event(from, "urn:example:secret", item("s")));
        assertThat(secrets).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(1);
        assertThat(rig.sent()).isEmpty();
    }

    @ParameterizedTest
    @Tag("R-67")
    @Tag("LIB-03")
    @CsvSource({
        "bob@example.org/x, 1",
        "alice@example.org/here, 1",
        "mallory@example.net/x, 1",
        "mallory@example.net, 0",
        "carol@example.com, 0",
        "example.net, 0"
    })
    void eventsOfOthersAreNotHeard(String from, int forgeries) {
        rig.says(event(from, "urn:example:mood", item("a")));
        assertThat(moods).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(forgeries);
    }

    @ParameterizedTest
    @Tag("R-67")
    @ValueSource(
            strings = {
                "<item/>",
                "<item id='x'/>",
                "<item><note xmlns='urn:example:note'/></item>",
                "<item id='x'><a xmlns='urn:a'/><b xmlns='urn:b'/></item>"
            })
    void whatIsNoItemIsPassedOver(String item) {
        rig.says(event("alice@example.org", "urn:example:secret", item));
        assertThat(secrets)
                .singleElement()
                .satisfies(event -> assertThat(event.items()).isEmpty());
    }

    @Test
    @Tag("R-67")
    void errorIsNoEvent() {
        rig.says(event("alice@example.org", "urn:example:secret", item("s")).replace("headline", "error"));
        assertThat(secrets).isEmpty();
    }

    @Test
    void itemsAreAskedFor() {
        Pending<List<PepItem>> items = pep.retrieve(BareJid.of("bob@example.org"), "urn:example:mood");
        assertThat(rig.lastSent().toString())
                .contains("to='bob@example.org'")
                .contains("<items node='urn:example:mood'/>");
        rig.answers("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:example:mood'>" + item("a")
                + item("b") + "</items></pubsub>");
        assertThat(items.await()).hasSize(2);
        Pending<Optional<PepItem>> one = pep.retrieve(BareJid.of("bob@example.org"), "urn:example:mood", "a");
        rig.answers("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:example:mood'>" + item("b")
                + "</items></pubsub>");
        assertThat(one.await()).isEmpty();
    }

    /** What was not asked for is not what was asked for. */
    @Test
    @Tag("R-67")
    void itemsOfAnotherNodeAreNone() {
        Pending<List<PepItem>> items = pep.retrieve(Rig.ALICE, "urn:example:secret");
        rig.answers("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:example:mood'>" + item("a")
                + "</items></pubsub>");
        assertThat(items.await()).isEmpty();
    }

    @Test
    @Tag("R-67")
    void itemsOfSomebodyElseAreNone() {
        Pending<List<PepItem>> items = pep.retrieve(Rig.ALICE, "urn:example:secret");
        String id = rig.lastId();
        for (String from : List.of("mallory@example.net", "alice@example.org/here", "bob@example.org")) {
            rig.says("<iq type='result' from='" + from + "' id='" + id
                    + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:example:secret'>"
                    + item("a")
                    + "</items></pubsub></iq>");
        }
        assertThat(items).isNotDone();
    }

    @Test
    void nodeThatIsNotThereHasNothing() {
        Pending<List<PepItem>> items = pep.retrieve(Rig.ALICE, "urn:example:secret");
        rig.refuses("item-not-found");
        assertThat(items).isCompletedWithValue(List.of());
        Pending<List<PepItem>> others = pep.retrieve(Rig.ALICE, "urn:example:secret");
        rig.refuses("forbidden");
        assertThat(others).isCompletedExceptionally();
    }

    @Test
    void itemsAreTakenBack() {
        Pending<String> gone = pep.retract(SECRET, "one");
        assertThat(rig.lastSent().toString())
                .contains("<retract node='urn:example:secret' notify='true'><item id='one'/></retract>");
        rig.answers("");
        assertThat(gone).isCompletedWithValue("one");
    }

    @Test
    void nodeHasOneFollower() {
        assertThatThrownBy(() -> pep.follow(MOOD, moods::add)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingOfItIsPrinted() {
        rig.says(event("bob@example.org", "urn:example:mood", item("secret-id") + "<retract id='secret-id'/>"));
        assertThat(moods.toString()).doesNotContain("secret-id").doesNotContain("note");
    }
}
