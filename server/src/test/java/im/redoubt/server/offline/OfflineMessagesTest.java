package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Keeper.Kept;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.StoreProblem;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept, what is said of it, and how it comes back (XEP-0160 and XEP-0203). */
class OfflineMessagesTest {
    private final Mailbox box = new Mailbox();

    /** XEP-0160 section 3: what says only that somebody types is worth nothing later; with anything else it is. */
    @ParameterizedTest
    @CsvSource({
        "CHAT,'',false",
        "CHAT,state,false",
        "CHAT,thread,false",
        "CHAT,state thread,false",
        "CHAT,body,true",
        "CHAT,state body,true",
        "CHAT,thread other,true",
        "CHAT,foreign-thread,true",
        "NORMAL,'',true",
        "NORMAL,state,true",
        "CHAT,body no-store,false",
        "NORMAL,body no-store,false",
        "CHAT,store no-store,false",
        "CHAT,state store,true",
        "CHAT,body no-permanent-store,true"
    })
    void aChatMessageWithoutContentIsNotKept(MessageType type, String parts, boolean kept) {
        Element[] content = List.of(parts.split(" ", -1)).stream()
                .filter(part -> !part.isEmpty())
                .map(part -> switch (part) {
                    case "state" -> Element.named("http://jabber.org/protocol/chatstates", "composing");
                    case "no-store", "store", "no-permanent-store" -> Element.named("urn:xmpp:hints", part);
                    case "other" -> Element.named("urn:example", "other");
                    case "foreign-thread" -> Element.named("urn:example", "thread");
                    default -> Element.named("jabber:client", part);
                })
                .map(Element.Builder::build)
                .toArray(Element[]::new);
        assertThat(box.station.done(box.offline.keep(BOB, Mailbox.message("m", type, content))))
                .isEqualTo(Kept.ACCEPTED);
        assertThat(box.log.messages()).hasSize(kept ? 1 : 0);
    }

    /** Only who may see the account's presence learns that its mailbox is full. */
    @ParameterizedTest
    @EnumSource(Subscription.class)
    void aFullMailboxIsToldToFriendsOnly(Subscription granted) {
        box.station.rosters().knows(BOB, ALICE, granted);
        box.station.rosters().knows(ALICE, BOB, Subscription.BOTH);
        box.log.refuse(Refusal.OFFLINE_FULL);
        boolean friend = granted == Subscription.FROM || granted == Subscription.BOTH;
        assertThat(box.station.done(box.offline.keep(BOB, Mailbox.message("m", MessageType.CHAT, Mailbox.body("x")))))
                .isEqualTo(friend ? Kept.FULL : Kept.ACCEPTED);
    }

    /** An account that does not exist must not show; every other failure of the store must. */
    @ParameterizedTest
    @EnumSource(StoreProblem.class)
    void whatTheStoreCouldNotKeepIsSaidUnlessThereIsNoAccount(StoreProblem problem) {
        box.log.fail(problem);
        assertThat(box.station.done(box.offline.keep(BOB, Mailbox.message("m", MessageType.CHAT, Mailbox.body("x")))))
                .isEqualTo(problem == StoreProblem.NO_ACCOUNT ? Kept.ACCEPTED : Kept.FAILED);
    }

    /** All of the header comes back as it was; the stamp is the server's, to the millisecond (XEP-0203 section 4). */
    @Test
    void whatComesBackIsTheMessageAndItsStamp() {
        Message sent = Mailbox.message("m", MessageType.NORMAL, Mailbox.body("hello"));
        box.station.done(box.offline.keep(BOB, sent));
        Client bob = box.station.client(BOB, "home");
        box.comes(bob);

        Stanza got = bob.received().getFirst();
        assertThat(got.header()).isEqualTo(sent.header());
        assertThat(((Message) got).type()).isEqualTo(MessageType.NORMAL);
        assertThat(got.content().elements())
                .containsExactly(
                        Mailbox.body("hello"),
                        Element.named("urn:xmpp:delay", "delay")
                                .attribute("from", "localhost")
                                .attribute("stamp", "2026-11-22T10:00:00.123Z")
                                .build());
        assertThat(bob.stored()).hasSize(1);
    }

    /** What was late before it was kept says when it should have come, and no later time. */
    @Test
    void theFirstStampIsTheOne() {
        Element stamp = Delay.stamp(DOMAIN, Instant.parse("2026-11-22T09:00:00Z"));
        box.station.done(box.offline.keep(BOB, Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello"), stamp)));
        Client bob = box.station.client(BOB, "home");
        box.comes(bob);
        assertThat(bob.received().getFirst().content().elements()).containsExactly(Mailbox.body("hello"), stamp);
    }

    /** XEP-0191 section 3.3: what was kept of somebody before he was blocked is not delivered, and does not come again. */
    @Test
    @Tag("R-79")
    void whatWasKeptOfSomebodyWhoIsBlockedSinceIsPassedOver() {
        box.keeps("1", "of alice");
        box.station.done(box.offline.keep(
                BOB,
                Mailbox.message("2", MessageType.CHAT, Mailbox.body("of carol"))
                        .withHeader(new StanzaHeader(
                                Optional.of("2"),
                                Optional.of(BOB),
                                Optional.of(Station.CAROL.withResource("x")),
                                Optional.empty()))));
        box.keeps("3", "of alice");
        box.station.blocks().blocks(BOB, "alice@localhost");
        Client bob = box.station.client(BOB, "home");
        box.comes(bob);
        assertThat(Mailbox.ids(bob)).containsExactly("2");
        assertThat(box.log.cursors()).last().isEqualTo(MemoryLog.id(3));
    }

    @Test
    void whereNothingWaitsNothingIsDone() {
        Client bob = box.station.client(BOB, "home");
        assertThat(box.offline.waits(bob.session())).isFalse();
        box.keeps("1", "x");
        box.log.fail(StoreProblem.UNAVAILABLE);
        assertThat(box.offline.waits(bob.session())).isFalse();
    }

    /** Trouble with the store must not leave the session waiting for ever for what was held back. */
    @Test
    void aSessionIsNotHeldUpByAStoreThatFails() {
        box.keeps("1", "x");
        Client bob = box.station.client(BOB, "home").available(0);
        bob.session().catchUp();
        bob.session().send(Mailbox.message("new", MessageType.CHAT, Mailbox.body("y")));
        box.log.fail(StoreProblem.UNAVAILABLE);
        box.offline.available(bob.session());
        assertThat(bob.session().isCatchingUp()).isFalse();
        assertThat(Mailbox.ids(bob)).containsExactly("new");
        assertThat(box.log.cursors()).isEmpty();
    }
}
