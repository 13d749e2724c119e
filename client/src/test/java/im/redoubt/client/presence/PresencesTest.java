package im.redoubt.client.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Rig;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts hear of this client, and it hears of them; nobody sees it whom the user did not let. */
final class PresencesTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final BareJid CAROL = BareJid.of("carol@example.com");
    private static final BareJid MALLORY = BareJid.of("mallory@example.net");
    private static final String ROSTER = "<query xmlns='jabber:iq:roster'>"
            + "<item jid='bob@example.org' subscription='both'/><item jid='dave@example.org' subscription='to'/>"
            + "<item jid='carol@example.com' subscription='from'/></query>";

    private final Rig rig = new Rig();
    private final Presences presences = rig.attach(Presences.FEATURE);
    private final List<PresenceChange> heard = new ArrayList<>();
    private final List<SubscriptionRequest> asked = new ArrayList<>();

    PresencesTest() {
        presences.changes().add(heard::add);
        presences.requests().add(asked::add);
    }

    private void connected() {
        rig.connect().answers(ROSTER);
        rig.sent();
    }

    private ContactPresence of(BareJid contact, String resource) {
        return Optional.ofNullable(presences.of(contact).get(resource)).orElseThrow();
    }

    private static String from(String who, String attributes, String inside) {
        return "<presence from='" + who + "' " + attributes + ">" + inside + "</presence>";
    }

    @Test
    void clientIsAvailableAsSoonAsTheRosterIsKnown() {
        rig.connect();
        assertThat(rig.lastSent().is("jabber:client", "iq")).isTrue();
        rig.answers(ROSTER);
        assertThat(rig.sent()).last().isEqualTo("<presence xmlns='jabber:client'/>");
    }

    @Test
    void clientIsAvailableThoughTheServerHasNoRoster() {
        rig.connect().refuses("feature-not-implemented");
        assertThat(rig.sent()).last().isEqualTo("<presence xmlns='jabber:client'/>");
    }

    @Test
    void ownPresenceIsSaidOnceAndAgainInEachNewSession() {
        connected();
        presences.set(Availability.of(Show.AWAY).withStatus("b<ack").withPriority(5));
        presences.set(presences.own().orElseThrow());
        String said = "<presence xmlns='jabber:client'><show>away</show><status>b&lt;ack</status>"
                + "<priority>5</priority></presence>";
        assertThat(rig.sent()).containsExactly(said);
        rig.cut().advance(Duration.ofSeconds(3)).answers(ROSTER);
        assertThat(rig.sent()).last().isEqualTo(said);
    }

    @Test
    void presenceOfTheTimeBetweenIsNotSaidTwice() {
        connected();
        rig.cut();
        presences.set(Availability.of(Show.CHAT));
        rig.advance(Duration.ofSeconds(3));
        presences.set(Availability.of(Show.DO_NOT_DISTURB));
        rig.answers(ROSTER);
        assertThat(rig.sent().stream().filter(sent -> sent.startsWith("<presence")))
                .containsExactly("<presence xmlns='jabber:client'><show>dnd</show></presence>");
    }

    @Test
    void whoHidesIsNotThere() {
        connected();
        presences.hide();
        assertThat(rig.sent()).containsExactly("<presence xmlns='jabber:client' type='unavailable'/>");
        rig.cut().advance(Duration.ofSeconds(3)).answers(ROSTER);
        assertThat(rig.sent()).noneMatch(sent -> sent.startsWith("<presence"));
    }

    @Test
    void beginningIsTheApplicationsChoice() {
        Rig silent = new Rig();
        assertThat(silent.attach(Presences.SILENT)).isSameAs(silent.attach(Presences.FEATURE));
        silent.connect().answers(ROSTER);
        assertThat(silent.sent()).noneMatch(sent -> sent.startsWith("<presence"));
        Rig away = new Rig();
        away.attach(Presences.beginning(Availability.of(Show.EXTENDED_AWAY)));
        away.connect().answers(ROSTER);
        assertThat(away.sent()).last().asString().contains("<show>xa</show>");
    }

    @Test
    void availabilityIsChecked() {
        assertThatThrownBy(() -> Availability.ONLINE.withPriority(128)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Availability.ONLINE.withPriority(-129)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Availability.ONLINE.withStatus("\u0001")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Availability.ONLINE.withStatus("s".repeat(Availability.MOST_CHARS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Availability.ONLINE.withPriority(-128).priority()).isEqualTo(-128);
    }

    @Test
    void presencesOfContactsAreKept() {
        connected();
        rig.says(from("bob@example.org/phone", "", "<show>away</show><status>at lunch</status><priority>5</priority>"))
                .says(from("bob@example.org/desk", "", "<priority>1</priority>"))
                .says(from("alice@example.org/other", "", ""));
        assertThat(presences.of(BOB).keySet()).containsExactly("phone", "desk");
        ContactPresence phone = presences.best(BOB).orElseThrow();
        assertThat(phone.address()).isEqualTo(FullJid.of("bob@example.org/phone"));
        assertThat(phone.show()).isEqualTo(Show.AWAY);
        assertThat(phone.status()).isEqualTo(Unverified.of("at lunch"));
        assertThat(presences.of(Rig.ALICE).keySet()).containsExactly("other");
        rig.says(from("bob@example.org/phone", "type='unavailable'", "<status>bye</status>"));
        assertThat(presences.of(BOB).keySet()).containsExactly("desk");
        assertThat(heard).hasSize(4);
        assertThat(heard.get(3))
                .isEqualTo(new PresenceChange.Unavailable(FullJid.of("bob@example.org/phone"), Unverified.of("bye")));
        rig.says(from("bob@example.org", "type='unavailable'", ""));
        assertThat(presences.of(BOB)).isEmpty();
    }

    @Test
    void nobodyIsReachedWhereHeDoesNotWantToBe() {
        connected();
        rig.says(from("bob@example.org/phone", "", "<priority>-1</priority>"));
        assertThat(presences.best(BOB)).isEmpty();
        rig.says(from("bob@example.org/a", "", "")).says(from("bob@example.org/b", "", ""));
        assertThat(presences.best(BOB).orElseThrow().address().resource()).isEqualTo("b");
    }

    /** RFC 6121 section 4.7.2: what is not understood is no reason not to show somebody. */
    @Test
    void wrongWordsAreNone() {
        connected();
        rig.says(from(
                "bob@example.org/phone",
                "",
                "<show>asleep</show><priority>1000</priority><status>" + "s".repeat(3_000) + "</status>"));
        ContactPresence presence = of(BOB, "phone");
        assertThat(presence.show()).isEqualTo(Show.ONLINE);
        assertThat(presence.priority()).isZero();
        assertThat(presence.status().isEmpty()).isTrue();
        assertThat(presence.content().size()).isZero();
    }

    @ParameterizedTest
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "mallory@example.net/x",
                "carol@example.com/x",
                "bob@example.net/x",
                "example.org",
                "alice@example.net/here",
                "bob@example.org"
            })
    void presencesOfOthersAreNotKept(String stranger) {
        connected();
        rig.says(from(stranger, "", "<show>chat</show>"));
        assertThat(heard).isEmpty();
        assertThat(presences.of(BareJid.of(stranger.replaceAll("/.*", "")))).isEmpty();
        assertThat(rig.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"remove", "none", "from"})
    void whoIsNotSeenAnyMoreIsForgotten(String subscription) {
        connected();
        rig.says(from("bob@example.org/phone", "", ""));
        rig.says("<iq type='set' id='p1'><query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='"
                + subscription + "'/></query></iq>");
        assertThat(presences.of(BOB)).isEmpty();
        assertThat(heard).last().isInstanceOf(PresenceChange.Unavailable.class);
    }

    @Test
    void newSessionBeginsWithNobody() {
        connected();
        rig.says(from("bob@example.org/phone", "", ""));
        rig.cut();
        assertThat(presences.of(BOB)).hasSize(1);
        rig.advance(Duration.ofSeconds(3));
        assertThat(presences.of(BOB)).isEmpty();
        assertThat(heard).last().isInstanceOf(PresenceChange.Unavailable.class);
    }

    @Test
    @Tag("LIB-08")
    void clientsOfOneContactAreBounded() {
        connected();
        for (int i = 0; i < KnownPresences.MOST_RESOURCES + 10; i++) {
            rig.says(from("bob@example.org/r" + i, "", ""));
        }
        assertThat(presences.of(BOB)).hasSize(KnownPresences.MOST_RESOURCES);
        rig.says(from("bob@example.org/r3", "", "<show>dnd</show>"));
        assertThat(of(BOB, "r3").show()).isEqualTo(Show.DO_NOT_DISTURB);
        rig.says(from("dave@example.org/x", "", ""));
        assertThat(presences.of(BareJid.of("dave@example.org"))).hasSize(1);
    }

    @Test
    @Tag("LIB-08")
    void presencesAreBoundedInAll() {
        KnownPresences known = new KnownPresences();
        Presence presence = Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY);
        for (int i = 0; i < KnownPresences.MOST; i++) {
            assertThat(known.put(ContactPresence.of(FullJid.of("c" + i + "@example.org/x"), presence)))
                    .isTrue();
        }
        ContactPresence more = ContactPresence.of(FullJid.of("one.more@example.org/x"), presence);
        assertThat(known.put(more)).isFalse();
        known.forget(BareJid.of("c1@example.org"));
        assertThat(known.put(more)).isTrue();
    }

    /** Section 3.1.3: the user decides, and his client says nothing until he has. */
    @Test
    @Tag("R-77")
    void nobodyIsLetInBeforeTheUserSaysSo() {
        connected();
        rig.says(from("mallory@example.net", "type='subscribe'", "<status>let me in</status>"));
        rig.advance(Duration.ofSeconds(50));
        assertThat(rig.sent()).isEmpty();
        SubscriptionRequest request = new SubscriptionRequest(MALLORY, Unverified.of("let me in"));
        assertThat(asked).containsExactly(request);
        assertThat(presences.unanswered()).containsExactly(request);
        presences.deny(MALLORY);
        assertThat(rig.sent())
                .containsExactly("<presence xmlns='jabber:client' to='mallory@example.net' type='unsubscribed'/>");
        assertThat(presences.unanswered()).isEmpty();
    }

    @Test
    void whoIsLetInIsTold() {
        connected();
        rig.says(from("mallory@example.net/x", "type='subscribe'", ""));
        presences.approve(MALLORY);
        assertThat(rig.sent())
                .containsExactly("<presence xmlns='jabber:client' to='mallory@example.net' type='subscribed'/>");
        assertThat(presences.unanswered()).isEmpty();
    }

    @Test
    void requestsThatNeedNoAnswerAreNone() {
        connected();
        rig.says(from("carol@example.com", "type='subscribe'", "")) // who sees the account already
                .says(from("alice@example.org", "type='subscribe'", ""))
                .says(from("mallory@example.net", "type='subscribe'", ""))
                .says(from("mallory@example.net", "type='unsubscribe'", ""));
        assertThat(presences.unanswered()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    @Tag("LIB-08")
    void requestsThatAreKeptAreBounded() {
        connected();
        for (int i = 0; i < OpenRequests.MOST + 10; i++) {
            rig.says(from("m" + i + "@example.net", "type='subscribe'", ""));
        }
        assertThat(presences.unanswered()).hasSize(OpenRequests.MOST);
        assertThat(asked).hasSize(OpenRequests.MOST + 10);
    }

    @Test
    void subscriptionsAreAskedForAndGivenUp() {
        connected();
        presences.subscribe(CAROL);
        presences.unsubscribe(BOB);
        assertThat(rig.sent())
                .containsExactly(
                        "<presence xmlns='jabber:client' to='carol@example.com' type='subscribe'/>",
                        "<presence xmlns='jabber:client' to='bob@example.org' type='unsubscribe'/>");
        assertThat(presences.own()).isEqualTo(Optional.of(Availability.ONLINE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribed", "unsubscribed", "probe", "error"})
    @Tag("R-77")
    void otherTypesAreNotAnswered(String type) {
        connected();
        rig.says(from("mallory@example.net", "type='" + type + "'", ""))
                .says(from("bob@example.org", "type='" + type + "'", ""));
        assertThat(rig.sent()).isEmpty();
        assertThat(presences.of(BOB)).isEmpty();
    }

    @Test
    void nothingOfItIsPrinted() {
        connected();
        rig.says(from("bob@example.org/phone", "", "<status>secret words</status><x xmlns='urn:x'>secret</x>"));
        assertThat(heard.toString() + presences.of(BOB)).doesNotContain("secret");
    }
}
