package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is on its way to a session and in no archive of its account's is kept until the session has it. */
@Tag("SRV-13")
@Tag("N-120")
abstract class UnderwayContract extends StoreContract {
    UnderwayContract(TestDatabase database) {
        super(database);
    }

    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(3, 1_000, 1L << 30, 10, 10, 10, 10, 10_000, 1_000, 3, AccountQuotas.Nodes.DEFAULT);
    }

    @BeforeEach
    void accounts() {
        createAccounts(ALICE, BOB);
    }

    private MessageId sends(BareJid from, BareJid to, String body) {
        return done(store().messages().append(TestMessages.underway(from, to, body)));
    }

    private MessageId sends(String body) {
        return sends(BOB, ALICE, body);
    }

    private List<String> waiting() {
        return TestMessages.texts(await(store().messages().pendingOffline(ALICE, MessageId.START, 9, Integer.MAX_VALUE))
                .messages());
    }

    private long count() {
        return await(store().messages().offlineBacklog(ALICE)).count();
    }

    /** Behind everything that was handed in. */
    private int bodies() throws SQLException {
        await(store().messages().forgetSent(ALICE));
        return tamper("UPDATE message SET flags = flags");
    }

    @Test
    void whatIsOnItsWayDoesNotWaitAndGoesWhenItIsThere() throws SQLException {
        MessageId one = sends("one");
        MessageId two = sends("two");
        assertThat(waiting()).isEmpty();
        assertThat(bodies()).isEqualTo(2);
        store().messages().arrived(two);
        store().messages().arrived(two);
        assertThat(bodies()).isEqualTo(1);
        store().messages().arrived(one);
        assertThat(bodies()).isZero();
        assertThat(tamper("UPDATE message_underway SET size = size")).isZero();
        assertThat(count()).isZero();
    }

    /** Many at once go with a few writes, none is left behind, and all are gone when the store is closed. */
    @Test
    @Tag("C-109")
    void whatArrivesBeforeTheStoreIsClosedIsGone() throws SQLException {
        List<MessageId> all =
                IntStream.range(0, 500).mapToObj(i -> sends("m" + i)).toList();
        all.parallelStream().forEach(id -> store().messages().arrived(id));
        reopen();
        assertThat(bodies()).isZero();
        await(store().hibernation().takeAll());
        assertThat(waiting()).isEmpty();
    }

    /** The archive of the other side keeps its body. */
    @Test
    void whatTheSenderArchivesStaysWithHim() throws SQLException {
        MessageId id = done(store().messages()
                .append(new NewMessage(
                        TestMessages.header(BOB, ALICE),
                        Blob.of("kept"),
                        List.of(
                                new MessageOwner(ALICE, BOB, MessageOwner.Delivery.UNDERWAY, false),
                                new MessageOwner(BOB, ALICE, MessageOwner.Delivery.NONE, true)),
                        Optional.empty(),
                        Optional.empty())));
        store().messages().arrived(id);
        assertThat(bodies()).isEqualTo(1);
        assertThat(TestMessages.texts(archived(BOB))).containsExactly("kept");
        assertThat(archived(ALICE)).isEmpty();
    }

    /** It waits in its place, under its id, and counts as what waits. */
    @Test
    void whatComesBackWaitsInItsPlace() throws SQLException {
        MessageId one = sends("one");
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "two")));
        assertThat(done(store().messages().turnBack(ALICE, BOB, one))).isEqualTo(one);
        assertThat(waiting()).containsExactly("one", "two");
        assertThat(count()).isEqualTo(2);
        assertThat(done(store().messages().turnBack(ALICE, BOB, one))).isEqualTo(one);
        store().messages().arrived(one);
        bodies();
        assertThat(waiting()).as("it is not on its way any more").containsExactly("one", "two");
        await(store().messages().delivered(ALICE, List.of(one)));
        assertThat(bodies()).isEqualTo(1);
    }

    /** Whoever may see the account hears that there is no room; anybody else hears nothing (SRV-12). */
    @Test
    @Tag("SRV-12")
    void whereNothingMoreMayWaitItIsSaidToThoseWhoMayKnow() throws SQLException {
        MessageId stranger = sends("of a stranger");
        MessageId friend = sends("of a friend");
        MessageId server = sends(BareJid.of("example.org"), ALICE, "of the server");
        for (int i = 0; i < 3; i++) {
            done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m" + i)));
        }
        assertThat(done(store().messages().turnBack(ALICE, BOB, stranger))).isEqualTo(stranger);
        knows(ALICE, BOB, Subscription.FROM);
        assertThat(refused(store().messages().turnBack(ALICE, BOB, friend))).isEqualTo(Refusal.OFFLINE_FULL);
        assertThat(waiting()).containsExactly("m0", "m1", "m2");
        assertThat(bodies()).isEqualTo(4);
        done(store().messages().turnBack(ALICE, BareJid.of("example.org"), server));
        assertThat(waiting()).containsExactly("of the server", "m0", "m1", "m2");
        assertThat(count()).isEqualTo(4);
    }

    /** The process was killed: what no session was laid down with waits, however much waits already, and once. */
    @Test
    @Tag("C-109")
    void whatNoSessionAnswersForAtAStartWaits() throws SQLException {
        for (int i = 0; i < 3; i++) {
            done(store().messages().append(TestMessages.waiting(BOB, ALICE, "m" + i)));
        }
        sends("one");
        sends(ALICE, BOB, "to bob");
        MessageId arrived = sends("arrived");
        store().messages().arrived(arrived);
        bodies();
        reopen();
        await(store().hibernation().takeAll());
        assertThat(waiting()).containsExactly("m0", "m1", "m2", "one");
        assertThat(count()).isEqualTo(4);
        assertThat(await(store().messages().offlineBacklog(BOB)).count()).isEqualTo(1);
        await(store().hibernation().takeAll());
        assertThat(count()).isEqualTo(4);
        assertThat(tamper("UPDATE message_underway SET size = size")).isZero();
    }

    /** An orderly stop: what a session was laid down with is on its way to it still, and waits if that start is killed in turn. */
    @Test
    @Tag("N-124")
    void whatASessionAnswersForIsOnItsWayOverARestart() {
        MessageId sent = sends("sent");
        MessageId waited = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "waited")));
        sends("of nobody");
        await(store().hibernation()
                .store(session(sent, waited), new Hibernation.HandedOver(List.of(waited), List.of())));
        reopen();
        List<HibernatedSession> all = await(store().hibernation().takeAll());
        assertThat(all.getFirst().stanzas())
                .extracting(stanza -> stanza.claim().owed())
                .containsExactly(Optional.of(sent), Optional.of(waited), Optional.empty());
        assertThat(waiting()).containsExactly("of nobody");
        assertThat(count()).isEqualTo(1);
        store().messages().arrived(sent);
        reopen();
        await(store().hibernation().takeAll());
        assertThat(waiting()).as("killed in turn").containsExactly("waited", "of nobody");
    }

    private HibernatedSession session(MessageId sent, MessageId waited) {
        return new HibernatedSession(
                ALICE.withResource("phone"),
                new StreamCount(new CountedStream("one", ALICE, 0), 7),
                clock.instant().plus(Duration.ofMinutes(5)),
                Optional.of(Blob.of("<session/>")),
                List.of(stanza(Optional.of(sent)), stanza(Optional.of(waited)), stanza(Optional.empty())));
    }

    private static HibernatedStanza stanza(Optional<MessageId> owed) {
        return new HibernatedStanza(
                HibernatedStanza.Place.SENT, 12_345, new HibernatedStanza.Claim(0, 1, owed), Blob.of("<message/>"));
    }

    @Test
    @Tag("D-117")
    void anAccountThatIsRemovedTakesItAlong() throws SQLException {
        sends("one");
        assertThat(done(store().messages().append(TestMessages.underway(BOB, CAROL, "to nobody"))))
                .isNotNull();
        await(store().accounts().delete(ALICE));
        assertThat(bodies()).isZero();
        createAccounts(ALICE);
        await(store().hibernation().takeAll());
        assertThat(waiting()).isEmpty();
    }
}
