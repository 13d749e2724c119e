package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.archive.StanzaId;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Keeper.Held;
import im.redoubt.server.routing.Keeper.Kept;
import im.redoubt.server.session.Debt;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.server.store.MessageOwner;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.StoreProblem;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(box.keeps(Mailbox.message("m", type, content))).isInstanceOf(Kept.Done.class);
        assertThat(box.log.messages()).hasSize(kept ? 1 : 0);
    }

    /** What the store refuses is told; it says so only of those whose presence the sender may see. */
    @Test
    void aFullMailboxIsTold() {
        box.log.refuse(Refusal.OFFLINE_FULL);
        assertThat(box.keeps(Mailbox.message("m", MessageType.CHAT, Mailbox.body("x"))))
                .isInstanceOf(Kept.Full.class);
    }

    /** What comes back and is in no archive is nowhere when it cannot wait: that must not look as if it were kept. */
    @Test
    @Tag("SRV-13")
    void whatComesBackAndCannotWaitIsSaid() {
        Message sent = Mailbox.message(
                "m",
                MessageType.CHAT,
                Mailbox.body("hello"),
                Element.named("urn:xmpp:hints", "no-permanent-store").build());
        Message archived = ((Kept.Done) live(Mailbox.message("a", MessageType.CHAT, Mailbox.body("x"))))
                .received()
                .get();
        box.log.refuse(Refusal.OFFLINE_FULL);
        assertThat(box.station.done(box.offline.hold(BOB, sent, Optional.empty())))
                .isEqualTo(Held.FULL);
        box.log.fail(StoreProblem.FULL);
        assertThat(box.station.done(box.offline.hold(BOB, sent, Optional.empty())))
                .isEqualTo(Held.FAILED);
        assertThat(box.station.done(box.offline.hold(BOB, archived, Optional.empty())))
                .as("it is in the archive")
                .isEqualTo(Held.ARCHIVED);
        assertThat(box.log.unsent()).isEmpty();
        Element origin = Element.named("urn:xmpp:sid:0", "origin-id")
                .attribute("id", "o")
                .build();
        Message named = sent.withContent(sent.content().plus(origin));
        assertThat(box.station.done(box.offline.hold(BOB, named, Optional.empty())))
                .isEqualTo(Held.FAILED);
        assertThat(box.log.unsent()).as("it may be sent once more").hasSize(1);
    }

    @Test
    void whatIsRepeatedIsSaidToBe() {
        box.log.refuse(Refusal.REPEATED);
        assertThat(box.keeps(Mailbox.message("m", MessageType.CHAT, Mailbox.body("x"))))
                .isInstanceOf(Kept.Repeated.class);
    }

    /** SRV-12: where there is nobody as much is read as where there is somebody, whatever he wants archived. */
    @ParameterizedTest
    @ValueSource(strings = {"always", "never", "roster"})
    @Tag("SRV-12")
    @Tag("R-76")
    void whatSomebodyWantsArchivedShowsInNoTime(String wish) {
        var _ = box.archive.prefer(
                BOB,
                Blob.of(XmlContent.of(
                                "",
                                List.of(Element.named("urn:xmpp:mam:2", "prefs")
                                        .attribute("default", wish)
                                        .build()))
                        .toByteArray()));
        box.archive.answersOn(box.station.tasks());
        Message sent = Mailbox.message("m", MessageType.CHAT, Mailbox.body("x"));
        int before = box.station.rosters().looks();
        box.keeps(sent);
        int somebody = box.station.rosters().looks() - before;
        box.station.done(box.offline.hand(DOMAIN, sent, true, Optional.empty(), kept -> {}));
        assertThat(box.station.rosters().looks() - before - somebody).isEqualTo(somebody);
    }

    /** An account that does not exist is none of the store's failures. */
    @ParameterizedTest
    @EnumSource(StoreProblem.class)
    void whatTheStoreCouldNotKeepIsSaid(StoreProblem problem) {
        box.log.fail(problem);
        assertThat(box.keeps(Mailbox.message("m", MessageType.CHAT, Mailbox.body("x"))))
                .isInstanceOf(Kept.Failed.class);
    }

    /** All of the header comes back as it was; the stamp is the server's, to the millisecond (XEP-0203 section 4). */
    @Test
    void whatComesBackIsTheMessageAndItsStamp() {
        Message sent = Mailbox.message("m", MessageType.NORMAL, Mailbox.body("hello"));
        box.keeps(sent);
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
                                .build(),
                        stanzaId(1));
        assertThat(bob.stored()).hasSize(1);
    }

    /** What was late before it was kept says when it should have come, and no later time. */
    @Test
    void theFirstStampIsTheOne() {
        Element stamp = Delay.stamp(DOMAIN, Instant.parse("2026-11-22T09:00:00Z"));
        box.keeps(Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello"), stamp));
        Client bob = box.station.client(BOB, "home");
        box.comes(bob);
        assertThat(bob.received().getFirst().content().elements())
                .containsExactly(Mailbox.body("hello"), stamp, stanzaId(1));
    }

    /** XEP-0191 section 3.3: what was kept of somebody before he was blocked is not delivered, and does not come again. */
    @Test
    @Tag("R-79")
    void whatWasKeptOfSomebodyWhoIsBlockedSinceIsPassedOver() {
        box.keeps("1", "of alice");
        box.keeps(Mailbox.message("2", MessageType.CHAT, Mailbox.body("of carol"))
                .withHeader(new StanzaHeader(
                        Optional.of("2"),
                        Optional.of(BOB),
                        Optional.of(Station.CAROL.withResource("x")),
                        Optional.empty())));
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

    private static Element stanzaId(long number) {
        return Element.named("urn:xmpp:sid:0", "stanza-id")
                .attribute("by", "bob@localhost")
                .attribute("id", MemoryLog.id(number).toString())
                .build();
    }

    private Kept live(Message message) {
        return box.station.done(box.handing(message, false));
    }

    /** XEP-0313 section 5.1.1: both sides' archives have it; each side's devices hear of their own id only (section 3.1). */
    @Test
    void aMessageGoesIntoBothArchives() {
        Kept kept = live(Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello")));
        assertThat(box.log.appended().getLast().owners())
                .containsExactly(
                        new MessageOwner(BOB, ALICE, MessageOwner.Delivery.NONE, true),
                        new MessageOwner(ALICE, BOB, MessageOwner.Delivery.NONE, true));
        Kept.Done done = (Kept.Done) kept;
        assertThat(done.received().get().content().elements()).containsExactly(Mailbox.body("hello"), stanzaId(1));
        assertThat(StanzaId.of(done.sent().get(), ALICE)).contains(MemoryLog.id(1));
        assertThat(StanzaId.of(done.sent().get(), BOB)).isEmpty();
    }

    /** XEP-0334 section 4.2, and what is no conversation: nothing of it is written. */
    @ParameterizedTest
    @CsvSource({"CHAT,no-store", "NORMAL,no-store", "HEADLINE,store", "GROUPCHAT,store", "ERROR,store"})
    void whatIsNotForTheArchiveIsNotWritten(MessageType type, String hint) {
        Message sent = Mailbox.message(
                "m",
                type,
                Mailbox.body("hello"),
                Element.named("urn:xmpp:hints", hint).build());
        assertThat(((Kept.Done) live(sent)).received().get()).isSameAs(sent);
        assertThat(box.log.appended()).isEmpty();
    }

    /** Section 4.1 of XEP-0334: it may wait, and is gone then. */
    @Test
    void whatIsNotForTheArchiveMayWait() {
        box.keeps(Mailbox.message(
                "m",
                MessageType.CHAT,
                Mailbox.body("hello"),
                Element.named("urn:xmpp:hints", "no-permanent-store").build()));
        assertThat(box.log.appended().getLast().owners())
                .containsExactly(new MessageOwner(BOB, ALICE, MessageOwner.Delivery.WAITS, false));
        Client bob = box.station.client(BOB, "home");
        box.comes(bob);
        assertThat(StanzaId.isIn(bob.received().getFirst().content())).isFalse();
    }

    /**
     * XEP-0441: each side decides for its own archive. What a session is about to get, and its account does not archive, is kept until
     * the session has it: it was acknowledged to its sender.
     */
    @ParameterizedTest
    @CsvSource({"true,true,2", "true,false,1", "false,true,2", "false,false,1"})
    @Tag("SRV-13")
    void eachSideArchivesWhatItWants(boolean recipient, boolean sender, int owners) {
        prefers(BOB, recipient);
        prefers(ALICE, sender);
        Kept.Done done = (Kept.Done) live(Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello")));
        assertThat(StanzaId.isIn(done.received().get().content())).isEqualTo(recipient);
        assertThat(StanzaId.isIn(done.sent().get().content())).isEqualTo(sender);
        assertThat(box.log.appended().getLast().owners()).hasSize(owners);
        assertThat(box.log.underway()).hasSize(recipient ? 0 : 1);
        assertThat(done.debt().map(Debt::id)).isEqualTo(recipient ? Optional.empty() : Optional.of(MemoryLog.id(1)));
        done.debt().ifPresent(Debt::pay);
        assertThat(box.log.underway()).isEmpty();
    }

    /** What no session got after all waits under the id that it has, and is not kept twice. */
    @Test
    @Tag("SRV-13")
    void whatWasOnItsWayAndComesBackWaits() {
        prefers(BOB, false);
        prefers(ALICE, false);
        Kept.Done done = (Kept.Done) live(Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello")));
        assertThat(box.station.done(box.offline.hold(BOB, done.received().get(), done.debt())))
                .isEqualTo(Held.KEPT);
        assertThat(box.log.underway()).isEmpty();
        assertThat(box.log.messages()).hasSize(1);
        assertThat(box.log.appended()).hasSize(1);
        Client bob = box.station.client(BOB, "home");
        box.comes(bob);
        assertThat(Mailbox.ids(bob)).containsExactly("m");
    }

    private void prefers(BareJid account, boolean wanted) {
        Element prefs = Element.named("urn:xmpp:mam:2", "prefs")
                .attribute("default", wanted ? "always" : "never")
                .build();
        var _ = box.archive.prefer(
                account, Blob.of(XmlContent.of("", List.of(prefs)).toByteArray()));
    }

    /** What was said and cannot be read any more may have been "never": nothing goes into an archive, and all that waits waits. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("C-113")
    void whatIsDamagedIsTakenForNever(boolean damaged) {
        if (damaged) {
            box.archive.fail(StoreProblem.DAMAGED);
        } else {
            var _ = box.archive.prefer(BOB, Blob.of("<nonsense/>"));
            prefers(ALICE, false);
        }
        assertThat(live(Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello"))))
                .isInstanceOf(Kept.Done.class);
        assertThat(box.log.appended().getLast().owners()).noneMatch(MessageOwner::archived);
        box.keeps("1", "hello");
        assertThat(box.log.appended().getLast().owners())
                .containsExactly(new MessageOwner(BOB, ALICE, MessageOwner.Delivery.WAITS, false));
    }

    /** What it does not know it does not write, neither more nor less. */
    @Test
    void whereTheWishesCannotBeReadNothingIsKept() {
        box.archive.fail(StoreProblem.UNAVAILABLE);
        assertThat(live(Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello"))))
                .isInstanceOf(Kept.Failed.class);
        assertThat(box.log.appended()).isEmpty();
    }

    /** What one writes to oneself is in one archive, once (section 4.1.1), and all devices hear of it alike. */
    @Test
    void whatOneWritesToOneselfIsArchivedOnce() {
        Message sent = Mailbox.message("m", MessageType.CHAT, Mailbox.body("note"))
                .withHeader(new StanzaHeader(
                        Optional.of("m"), Optional.of(BOB), Optional.of(BOB.withResource("home")), Optional.empty()));
        Kept.Done done = (Kept.Done) live(sent);
        assertThat(box.log.appended().getLast().owners())
                .containsExactly(new MessageOwner(BOB, BOB, MessageOwner.Delivery.NONE, true));
        assertThat(done.sent().get()).isEqualTo(done.received().get());
        assertThat(StanzaId.of(done.sent().get(), BOB)).contains(MemoryLog.id(1));
    }

    /** A message that no session got waits under the id that it has; it is not written twice. */
    @Test
    @Tag("SRV-13")
    void whatComesBackWaitsUnderItsId() {
        Kept.Done done = (Kept.Done) live(Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello")));
        box.station.done(box.offline.hold(BOB, done.received().get(), Optional.empty()));
        assertThat(box.log.appended()).hasSize(1);
        Client bob = box.station.client(BOB, "home");
        box.comes(bob);
        assertThat(StanzaId.of((Message) bob.received().getFirst(), BOB)).contains(MemoryLog.id(1));
        assertThat(bob.received().getFirst().content().elements())
                .filteredOn(stanzaId(1)::equals)
                .hasSize(1);
    }

    /** What is in no archive is written when it comes back, and what is worth nothing later is not. */
    @Test
    void whatIsInNoArchiveWaitsByItself() {
        Element hint = Element.named("urn:xmpp:hints", "no-permanent-store").build();
        box.station.done(box.offline.hold(
                BOB, Mailbox.message("m", MessageType.CHAT, Mailbox.body("hello"), hint), Optional.empty()));
        box.station.done(box.offline.hold(BOB, Mailbox.message("m", MessageType.CHAT), Optional.empty()));
        assertThat(box.log.appended()).hasSize(1);
        assertThat(box.log.messages()).hasSize(1);
    }
}
