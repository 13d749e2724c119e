package im.redoubt.server.routing;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.fixture.Tasks;
import im.redoubt.server.routing.Keeper.Kept;
import im.redoubt.server.session.Availability;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages: who gets them, what is kept, what is said to the sender (RFC 6121 section 8.5). */
class MessageRouterTest {
    private final Station station = new Station();
    private final CompletableFuture<Kept> kept = new CompletableFuture<>();
    private final NotingKeeper keeper = new NotingKeeper().answering(kept);
    private final List<String> keeping = keeper.waiting();
    private final MessageRouter router = new MessageRouter(
            DOMAIN, station.sessions(), keeper, new Carbons(station.sessions()), station.blocklists());
    private final Client alice = station.client(ALICE, "phone");

    private static Kept done() {
        Message message = message(MessageType.CHAT, Jid.parse("bob@localhost"));
        return new Kept.Done(() -> message, () -> message, Optional.empty());
    }

    private static Kept outcome(String name) {
        return switch (name) {
            case "Full" -> new Kept.Full();
            case "Repeated" -> new Kept.Repeated();
            case "Failed" -> new Kept.Failed();
            default -> done();
        };
    }

    private CompletionStage<Void> sends(MessageType type, String to) {
        Optional<Jid> address = to.isEmpty() ? Optional.empty() : Jid.parse(to);
        return sends(alice, message(type, address), Runnable::run);
    }

    private CompletionStage<Void> sends(Client sender, Message message, Executor loop) {
        return router.begin(sender.session(), message, Optional.empty(), loop).thenCompose(passage -> switch (passage) {
            case Passage.Unkept(var effect) -> effect.get();
            case Passage.Kept(var done) -> done;
        });
    }

    private static Message message(MessageType type, Optional<Jid> to) {
        return new Message(
                new StanzaHeader(Optional.of("m"), to, Optional.of(ALICE.withResource("phone")), Optional.empty()),
                type,
                XmlContent.empty("jabber:client"));
    }

    /** RFC 6120 section 10.3.1: without an address a message is for the sender's own account, and says so then. */
    @Test
    void aMessageToNobodyIsForOneself() {
        alice.available(0);
        Client desk = station.client(ALICE, "desk").available(5);
        Client negative = station.client(ALICE, "quiet").available(-1);
        sends(MessageType.CHAT, "");
        assertThat(alice.words()).containsExactly("chat alice@localhost/phone > alice@localhost");
        assertThat(desk.words()).containsExactly("chat alice@localhost/phone > alice@localhost");
        assertThat(negative.words()).isEmpty();
    }

    private Optional<StanzaError> releases(MessageType type, String to) {
        return router.release(message(type, Jid.parse(to)))
                .toCompletableFuture()
                .join();
    }

    /** A message that was kept aside goes as if it were sent now, whether its sender is there or not. */
    @Test
    @Tag("SRV-08")
    void whatIsReleasedGoesToWhoeverIsThere() {
        Client bob = station.client(BOB, "desk").available(0);
        assertThat(releases(MessageType.CHAT, "bob@localhost")).isEmpty();
        assertThat(bob.words()).containsExactly("chat alice@localhost/phone > bob@localhost");
        assertThat(alice.words()).as("the sender hears nothing").isEmpty();
    }

    @Test
    @Tag("SRV-08")
    void whatIsReleasedWaitsOrSaysWhyItCannot() {
        kept.complete(new Kept.Full());
        assertThat(releases(MessageType.CHAT, "carol@localhost").map(StanzaError::condition))
                .contains(StanzaCondition.SERVICE_UNAVAILABLE);
        assertThat(keeping).containsExactly("carol@localhost CHAT");
        assertThat(releases(MessageType.CHAT, "bob@example.net").map(StanzaError::condition))
                .contains(StanzaCondition.REMOTE_SERVER_NOT_FOUND);
        assertThat(alice.words()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,service-unavailable",
        "localhost/x,service-unavailable",
        "bob@example.net,remote-server-not-found",
        "example.net,remote-server-not-found"
    })
    void whatCannotBeDeliveredIsRefusedUnlessItIsAnError(String to, String condition) {
        assertThat(sends(MessageType.NORMAL, to).toCompletableFuture()).isCompleted();
        assertThat(alice.words()).containsExactly(condition + " " + to + " > alice@localhost/phone");
        alice.forget();
        assertThat(sends(MessageType.ERROR, to).toCompletableFuture()).isCompleted();
        assertThat(alice.words()).isEmpty();
    }

    /** The next stanza of the sender waits until it is known what became of this one. */
    @ParameterizedTest
    @CsvSource({"Done,", "Repeated,", "Full,service-unavailable", "Failed,internal-server-error"})
    void whatIsKeptIsAnsweredByWhatBecameOfIt(String outcome, String condition) {
        CompletableFuture<Void> done = sends(MessageType.CHAT, "bob@localhost").toCompletableFuture();
        assertThat(keeping).containsExactly("bob@localhost CHAT");
        assertThat(done).isNotDone();
        kept.complete(outcome(outcome));
        assertThat(done).isCompleted();
        assertThat(alice.words())
                .isEqualTo(
                        condition == null ? List.of() : List.of(condition + " bob@localhost > alice@localhost/phone"));
    }

    /** Section 8.5.3.1: the session addressed gets it, its priority and its presence notwithstanding, and no other. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void theSessionAddressedGetsItAlone(MessageType type) {
        Client home = station.client(BOB, "home");
        Client work = station.client(BOB, "work").available(9);
        sends(type, "bob@localhost/home");
        assertThat(home.received()).hasSize(1);
        assertThat(work.received()).isEmpty();
        assertThat(keeping).isEmpty();
    }

    /** Section 8.5.3.2.1: to a session that is gone, a chat message goes where one to the account goes. */
    @Test
    void aChatMessageToASessionThatIsGoneGoesToTheOthers() {
        Client work = station.client(BOB, "work").available(0);
        sends(MessageType.CHAT, "bob@localhost/home");
        assertThat(work.words()).containsExactly("chat alice@localhost/phone > bob@localhost/home");
        sends(MessageType.NORMAL, "bob@localhost/home");
        assertThat(alice.words()).containsExactly("service-unavailable bob@localhost/home > alice@localhost/phone");
    }

    /** What could not be written goes on as if it had been addressed to the account; sessions that are over do not count. */
    @ParameterizedTest
    @CsvSource({"CHAT,true", "NORMAL,true", "HEADLINE,false", "GROUPCHAT,false", "ERROR,false"})
    void whatComesBackIsKeptWhenNobodyElseIsThere(MessageType type, boolean keeps) {
        Client ended = station.client(BOB, "ended").available(5);
        ended.session().markEnded();
        Client quiet = station.client(BOB, "quiet").available(-1);
        router.returned(BOB, Entrusted.of(message(type, Jid.parse("bob@localhost/ended"))));
        assertThat(ended.received()).isEmpty();
        assertThat(quiet.received()).isEmpty();
        assertThat(keeping).isEqualTo(keeps ? List.of("bob@localhost " + type) : List.of());
        assertThat(alice.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CHAT,1", "NORMAL,1", "HEADLINE,1", "GROUPCHAT,0", "ERROR,0"})
    void whatComesBackGoesToThoseWhoAreLeft(MessageType type, int times) {
        Client ended = station.client(BOB, "ended").available(5);
        ended.session().markEnded();
        Client left = station.client(BOB, "left").available(0);
        Client quiet = station.client(BOB, "quiet").available(-1);
        router.returned(BOB, Entrusted.of(message(type, Jid.parse("bob@localhost/ended"))));
        assertThat(left.received()).hasSize(times);
        assertThat(quiet.received()).isEmpty();
        assertThat(ended.received()).isEmpty();
        assertThat(keeping).isEmpty();
    }

    /** XEP-0280: whoever had no part in a message gets a copy of it, once, in the name of his own account. */
    @Test
    @Tag("R-65")
    void thoseWhoHadNoPartGetACopy() {
        Client home = station.client(BOB, "home").available(0);
        Client work = copied(station.client(BOB, "work").available(0));
        Client asleep = copied(station.client(BOB, "asleep").available(-1));
        Client silent = copied(station.client(BOB, "silent"));
        Client without = station.client(BOB, "without").available(-1);
        Client desk = copied(station.client(ALICE, "desk"));
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(home.words()).containsExactly("chat alice@localhost/phone > bob@localhost");
        assertThat(work.words()).containsExactly("chat alice@localhost/phone > bob@localhost");
        assertThat(asleep.words()).containsExactly("chat bob@localhost > bob@localhost/asleep");
        assertThat(silent.words()).containsExactly("chat bob@localhost > bob@localhost/silent");
        assertThat(without.words()).isEmpty();
        assertThat(desk.words()).containsExactly("chat alice@localhost > alice@localhost/desk");
        assertThat(alice.words()).isEmpty();
        sends(MessageType.CHAT, "bob@localhost/home");
        assertThat(work.words()).endsWith("chat bob@localhost > bob@localhost/work");
        assertThat(home.words()).hasSize(2);
    }

    private static Client copied(Client client) {
        client.session().copied(true);
        return client;
    }

    /** What is kept is a copy for the sender's devices once it is on disk; what is refused is none for anybody. */
    @Test
    void whatIsKeptIsCopiedToTheSendersDevices() {
        Client desk = copied(station.client(ALICE, "desk").available(0));
        copied(station.client(ALICE, "phone2"));
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(desk.words()).isEmpty();
        kept.complete(done());
        assertThat(desk.words()).containsExactly("chat alice@localhost > alice@localhost/desk");
        sends(MessageType.GROUPCHAT, "bob@localhost");
        sends(MessageType.CHAT, "localhost");
        assertThat(desk.words()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Full", "Failed", "Repeated"})
    void whatCouldNotBeKeptIsCopiedToNobody(String refusal) {
        Client desk = copied(station.client(ALICE, "desk").available(0));
        sends(MessageType.CHAT, "bob@localhost");
        kept.complete(outcome(refusal));
        assertThat(desk.words()).isEmpty();
    }

    @Test
    void whatOneWritesToOneselfComesOnce() {
        copied(alice.available(0));
        Client desk = copied(station.client(ALICE, "desk").available(0));
        Client asleep = copied(station.client(ALICE, "asleep").available(-1));
        sends(MessageType.CHAT, "alice@localhost");
        assertThat(alice.words()).containsExactly("chat alice@localhost/phone > alice@localhost");
        assertThat(desk.words()).containsExactly("chat alice@localhost/phone > alice@localhost");
        assertThat(asleep.words()).containsExactly("chat alice@localhost > alice@localhost/asleep");
    }

    /** What is written to one device is lost with it; what is written to several is not, while one of them has it. */
    @Test
    @Tag("SRV-13")
    void aMessageIsRoutedAgainWhenNoDeviceGotIt() {
        Client phone = station.client(BOB, "phone").available(0);
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(phone.claims().getFirst().lost()).isTrue();
        phone.forget();
        Client desk = station.client(BOB, "desk").available(0);
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(phone.claims().getFirst().lost()).isFalse();
        assertThat(desk.claims().getFirst().lost()).isTrue();
    }

    /** Who waits for a connection gets what others take; alone it is as good as nobody, and what is kept is on disk. */
    @Test
    @Tag("SRV-13")
    void whoIsAwayGetsWhatOthersTake() {
        Client phone = station.client(BOB, "phone").available(0);
        phone.session().leave();
        sends(MessageType.CHAT, "bob@localhost");
        sends(MessageType.CHAT, "bob@localhost/phone");
        sends(MessageType.NORMAL, "bob@localhost/phone");
        assertThat(phone.received()).isEmpty();
        assertThat(keeping).containsExactly("bob@localhost CHAT", "bob@localhost CHAT", "bob@localhost NORMAL");

        Client desk = station.client(BOB, "desk").available(0);
        sends(MessageType.CHAT, "bob@localhost");
        sends(MessageType.CHAT, "bob@localhost/phone");
        assertThat(desk.received()).hasSize(2);
        assertThat(phone.received()).hasSize(2);
        assertThat(phone.claims().getFirst().lost()).isFalse();
        assertThat(desk.claims().getFirst().lost()).isTrue();
        assertThat(keeping).hasSize(3);
    }

    /** What is not kept for anybody waits for it: an occupant of a room who is away for a moment is still there. */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"GROUPCHAT", "HEADLINE"})
    void whatIsForTheSessionAloneWaitsForIt(MessageType type) {
        Client phone = station.client(BOB, "phone").available(0);
        phone.session().leave();
        sends(type, "bob@localhost/phone");
        assertThat(phone.received()).hasSize(1);
        assertThat(alice.received()).isEmpty();
    }

    /** A copy that could not be written is dropped: somebody else has the message. */
    @Test
    void aCopyThatIsNotWrittenIsDropped() {
        Client phone = station.client(BOB, "phone").available(0);
        Client desk = copied(station.client(BOB, "desk").available(0));
        sends(MessageType.CHAT, phone.session().address().toString());
        assertThat(desk.received()).hasSize(1);
        assertThat(desk.claims().getFirst().lost()).isFalse();
    }

    /** Who takes messages is asked once for each: one that meets somebody who is leaving is sent or kept, never neither. */
    @Test
    @Tag("SRV-13")
    void whatMeetsARecipientWhoLeavesIsSentOrKept() throws InterruptedException {
        Client bob = station.client(BOB, "home").available(0);
        Optional<Availability> there = bob.session().availability();
        AtomicBoolean over = new AtomicBoolean();
        Thread comesAndGoes = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                bob.session().availability(Optional.empty());
                bob.session().availability(there);
            }
        });
        for (int count = 0; count < 50_000; count++) {
            sends(MessageType.CHAT, "bob@localhost");
            router.returned(BOB, Entrusted.of(message(MessageType.CHAT, Jid.parse("bob@localhost/ended"))));
        }
        over.set(true);
        comesAndGoes.join();
        assertThat(bob.received().size() + keeping.size()).isEqualTo(100_000);
        assertThat(bob.received()).isNotEmpty();
        assertThat(keeping).isNotEmpty();
    }

    /** XEP-0191 section 3.3: to who is blocked it is as if nobody were there; his message is kept for nobody, in the same time. */
    @ParameterizedTest
    @Tag("R-76")
    @Tag("R-79")
    @CsvSource({
        "CHAT,bob@localhost,true,",
        "NORMAL,bob@localhost,true,",
        "CHAT,bob@localhost/home,true,",
        "NORMAL,bob@localhost/home,false,service-unavailable",
        "GROUPCHAT,bob@localhost,false,service-unavailable",
        "HEADLINE,bob@localhost/home,false,",
        "ERROR,bob@localhost/home,false,"
    })
    void whoIsBlockedWritesToNobody(MessageType type, String to, boolean takesTime, String condition) {
        Client bob = station.client(BOB, "home").available(0);
        station.blocks().blocks(BOB, "alice@localhost");
        CompletableFuture<Void> done = sends(type, to).toCompletableFuture();
        assertThat(keeping).isEqualTo(takesTime ? List.of("localhost " + type) : List.of());
        assertThat(done.isDone()).isNotEqualTo(takesTime);
        kept.complete(done());
        assertThat(done).isCompleted();
        assertThat(bob.received()).isEmpty();
        assertThat(alice.words())
                .isEqualTo(condition == null ? List.of() : List.of(condition + " " + to + " > alice@localhost/phone"));
    }

    @ParameterizedTest
    @Tag("R-79")
    @EnumSource(MessageType.class)
    void nothingGoesToWhomItsSenderBlocks(MessageType type) {
        Client bob = station.client(BOB, "home").available(0);
        station.blocks().blocks(ALICE, "bob@localhost");
        for (String to : List.of("bob@localhost", "bob@localhost/home", "bob@localhost/gone")) {
            assertThat(sends(type, to).toCompletableFuture()).isCompleted();
        }
        assertThat(bob.received()).isEmpty();
        assertThat(keeping).isEmpty();
        assertThat(alice.received()).hasSize(type == MessageType.ERROR ? 0 : 3);
        assertThat(alice.words()).allMatch(word -> word.startsWith("not-acceptable bob@localhost"));
    }

    /** The next stanza of the sender waits until it is known whether this one may pass. */
    @Test
    @Tag("SRV-13")
    void aMessageWaitsForTheListAndThenGoesOn() {
        Client bob = station.client(BOB, "home").available(0);
        station.blocks().slowDown();
        CompletableFuture<Void> done = sends(MessageType.CHAT, "bob@localhost").toCompletableFuture();
        assertThat(done).isNotDone();
        assertThat(bob.received()).isEmpty();
        station.blocks().answer();
        assertThat(done).isCompleted();
        assertThat(bob.received()).hasSize(1);
        // And once both lists are at hand, nothing waits.
        assertThat(sends(MessageType.CHAT, "bob@localhost").toCompletableFuture())
                .isCompleted();
        assertThat(bob.received()).hasSize(2);
        assertThat(station.blocks().reads()).containsExactly("alice@localhost", "bob@localhost");
    }

    @Test
    @Tag("R-79")
    void whatTheStoreCannotSayGoesNowhere() {
        Client bob = station.client(BOB, "home").available(0);
        station.blocks().slowDown();
        CompletableFuture<Void> done = sends(MessageType.CHAT, "bob@localhost").toCompletableFuture();
        station.blocks().fail();
        assertThat(done).isCompleted();
        assertThat(bob.received()).isEmpty();
        assertThat(alice.words()).containsExactly("internal-server-error bob@localhost > alice@localhost/phone");
    }

    /** Blocked while his message was on its way: it goes to no other session, and is not kept. */
    @Test
    @Tag("R-79")
    void whatComesBackOfSomebodyWhoIsBlockedMeanwhileGoesNowhere() {
        Client ended = station.client(BOB, "ended").available(5);
        Client left = station.client(BOB, "left").available(0);
        ended.session().markEnded();
        station.blocks().blocks(BOB, "alice@localhost");
        router.returned(BOB, Entrusted.of(message(MessageType.CHAT, Jid.parse("bob@localhost/ended"))));
        station.gone(left);
        router.returned(BOB, Entrusted.of(message(MessageType.CHAT, Jid.parse("bob@localhost/ended"))));
        assertThat(left.received()).isEmpty();
        assertThat(keeping).isEmpty();
    }

    @Test
    void theStandingOfAnAccountIsThatOfItsBestSession() {
        Client none = station.client(BOB, "none");
        Client quiet = station.client(BOB, "quiet").available(-1);
        Client ready = station.client(BOB, "ready").available(0);
        assertThat(Recipients.of(List.of())).isEqualTo(new Recipients(Standing.ABSENT, List.of(), List.of()));
        assertThat(Recipients.of(List.of(none.session())))
                .isEqualTo(new Recipients(Standing.ABSENT, List.of(), List.of()));
        assertThat(Recipients.of(List.of(quiet.session(), none.session())))
                .isEqualTo(new Recipients(Standing.NEGATIVE_ONLY, List.of(), List.of()));
        assertThat(Recipients.of(List.of(quiet.session(), ready.session(), none.session())))
                .isEqualTo(new Recipients(Standing.AVAILABLE, List.of(ready.session()), List.of()));
    }

    /** Nobody ever holds an archive id that a crash takes back: what is archived goes to nobody before its commit. */
    @Test
    @Tag("SRV-13")
    void whatIsArchivedGoesOutAfterItsCommit() {
        Client bob = station.client(BOB, "home").available(0);
        Client desk = copied(station.client(ALICE, "desk"));
        CompletableFuture<Kept> commit = new CompletableFuture<>();
        keeper.committing(commit);
        CompletableFuture<Void> done = sends(MessageType.CHAT, "bob@localhost").toCompletableFuture();
        assertThat(keeper.live()).containsExactly("bob@localhost CHAT");
        assertThat(bob.received()).isEmpty();
        assertThat(desk.received()).isEmpty();
        commit.complete(done());
        assertThat(done).isCompleted();
        assertThat(bob.received()).hasSize(1);
        assertThat(desk.received()).hasSize(1);
        assertThat(keeping).isEmpty();
    }

    /** Each side's devices get the message with the id of their own archive, and of no other. */
    @Test
    void eachSideGetsItsOwn() {
        Client bob = station.client(BOB, "home").available(0);
        Client desk = copied(station.client(ALICE, "desk"));
        Message plain = message(MessageType.CHAT, Jid.parse("bob@localhost"));
        keeper.committing(CompletableFuture.completedFuture(new Kept.Done(
                () -> plain.withHeader(plain.header().withId("received")),
                () -> plain.withHeader(plain.header().withId("sent")),
                Optional.empty())));
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(bob.received().getFirst().id()).contains("received");
        assertThat(desk.received().getFirst().content().elements().toString())
                .contains("id='sent'")
                .doesNotContain("received'");
    }

    /** Whoever was there when it came, and is not after the commit, gets it later. */
    @Test
    @Tag("SRV-13")
    void whatNobodyTakesAfterItsCommitWaits() {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> commit = new CompletableFuture<>();
        keeper.committing(commit);
        sends(MessageType.CHAT, "bob@localhost");
        sends(MessageType.NORMAL, "bob@localhost/home");
        station.gone(bob);
        commit.complete(done());
        assertThat(bob.received()).isEmpty();
        assertThat(alice.received()).isEmpty();
        assertThat(keeping).containsExactly("bob@localhost CHAT", "bob@localhost CHAT");
    }

    @Test
    void whatCouldNotBeArchivedGoesToNobody() {
        Client bob = station.client(BOB, "home").available(0);
        keeper.committing(CompletableFuture.completedFuture(new Kept.Failed()));
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(bob.received()).isEmpty();
        assertThat(alice.words()).containsExactly("internal-server-error bob@localhost > alice@localhost/phone");
    }

    /** What is behind a message that had somebody there must not overtake it by waiting, whoever sent it. */
    @Test
    @Tag("SRV-13")
    void nothingWaitsBehindWhatIsLive() {
        Client bob = station.client(BOB, "home").available(0);
        Client carol = station.client(CAROL, "x");
        CompletableFuture<Kept> first = new CompletableFuture<>();
        keeper.committing(first);
        sends(MessageType.CHAT, "bob@localhost");
        station.gone(bob);
        Message hers = message(MessageType.CHAT, Jid.parse("bob@localhost"))
                .withHeader(new StanzaHeader(
                        Optional.of("c"),
                        Jid.parse("bob@localhost"),
                        Optional.of(carol.session().address()),
                        Optional.empty()));
        sends(carol, hers, Runnable::run);
        assertThat(keeper.live()).hasSize(2);
        assertThat(keeping).isEmpty();
        first.complete(done());
        assertThat(keeping).as("both wait, each in its turn").hasSize(2);
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(keeper.live()).as("nothing is on its way any more").hasSize(2);
        assertThat(keeping).hasSize(3);
    }

    /**
     * XEP-0313 section 2: who goes on behind the last id that he saw must not miss any. Two senders, whose event loops run in the wrong
     * order; and what the account itself sends is seen by its other devices in its place, too.
     */
    @Test
    @Tag("SRV-13")
    void anAccountGetsWhatSeveralSendInTheOrderOfItsArchive() {
        Client bob = copied(station.client(BOB, "home").available(0));
        Client work = station.client(BOB, "work");
        Client carol = station.client(CAROL, "x").available(0);
        Tasks slow = new Tasks();
        Tasks fast = new Tasks();
        sends(alice, numbered("1", alice, "bob@localhost"), slow);
        sends(work, numbered("2", work, "carol@localhost"), fast);
        sends(carol, numbered("3", carol, "bob@localhost/home"), fast);
        fast.run();
        assertThat(bob.received()).isEmpty();
        assertThat(carol.received()).as("no account waits for another's turn").hasSize(1);
        slow.run();
        fast.run();
        assertThat(bob.words())
                .containsExactly(
                        "chat alice@localhost/phone > bob@localhost",
                        "chat bob@localhost > bob@localhost/home",
                        "chat carol@localhost/x > bob@localhost/home");
    }

    private static Message numbered(String id, Client from, String to) {
        return new Message(
                new StanzaHeader(
                        Optional.of(id),
                        Jid.parse(to),
                        Optional.of(from.session().address()),
                        Optional.empty()),
                MessageType.CHAT,
                XmlContent.empty("jabber:client"));
    }

    /** XEP-0191: a block that is set while a message is on its way to the disk holds for that message, too. */
    @Test
    @Tag("R-79")
    void whoIsBlockedDuringTheCommitIsKeptAway() {
        Client bob = station.client(BOB, "home").available(0);
        Client desk = copied(station.client(ALICE, "desk"));
        CompletableFuture<Kept> commit = new CompletableFuture<>();
        keeper.committing(commit);
        CompletableFuture<Void> done = sends(MessageType.CHAT, "bob@localhost").toCompletableFuture();
        station.blocks().blocks(BOB, "alice@localhost");
        station.gone(bob);
        station.blocklists().forget(BOB);
        Client again = station.client(BOB, "again").available(0);
        commit.complete(done());
        assertThat(done).isCompleted();
        assertThat(again.received()).isEmpty();
        assertThat(keeping).isEmpty();
        assertThat(desk.received()).as("what she wrote is hers").hasSize(1);
        assertThat(alice.received()).isEmpty();
    }

    /** An acknowledgement is a promise: of what was taken and can be kept nowhere its sender hears. */
    @ParameterizedTest
    @CsvSource({"KEPT,", "FULL,service-unavailable", "FAILED,internal-server-error"})
    @Tag("SRV-13")
    @Tag("N-120")
    void whatCannotWaitAfterAllIsToldToItsSender(Keeper.Held held, String condition) {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> commit = new CompletableFuture<>();
        keeper.committing(commit);
        keeper.holding(held);
        sends(MessageType.CHAT, "bob@localhost");
        station.gone(bob);
        commit.complete(done());
        router.returned(BOB, Entrusted.of(message(MessageType.CHAT, Jid.parse("bob@localhost"))));
        String word = condition + " bob@localhost > alice@localhost/phone";
        assertThat(alice.words()).isEqualTo(condition == null ? List.of() : List.of(word, word));
        assertThat(keeping).hasSize(2);
    }

    /** SRV-12: to a list that is at hand the store is asked as often as to that of an account that is not there. */
    @Test
    @Tag("SRV-12")
    @Tag("R-76")
    void whoIsBlockedWaitsAsLongAsWhoeverWritesToNobody() {
        sends(MessageType.CHAT, "nobody@localhost");
        station.blocks().blocks(BOB, "alice@localhost");
        station.client(BOB, "home").available(0);
        sends(MessageType.CHAT, "bob@localhost");
        int before = station.blocks().reads().size();
        sends(MessageType.CHAT, "nobody@localhost");
        int nobody = station.blocks().reads().size() - before;
        sends(MessageType.CHAT, "bob@localhost");
        assertThat(station.blocks().reads().size() - before - nobody)
                .isEqualTo(nobody)
                .isOne();
    }
}
