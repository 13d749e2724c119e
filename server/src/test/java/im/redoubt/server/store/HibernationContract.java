package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions are laid down when the server stops and taken out once (XEP-0198 section 5). */
@Tag("SRV-13")
@Tag("N-124")
abstract class HibernationContract extends StoreContract {
    private static final Hibernation.HandedOver NOTHING = new Hibernation.HandedOver(List.of(), List.of());

    HibernationContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void accounts() {
        createAccounts(ALICE, BOB);
    }

    private HibernatedSession session(BareJid account, String id, HibernatedStanza... stanzas) {
        return new HibernatedSession(
                account.withResource("phone"),
                new StreamCount(new CountedStream(id, account, 0), 7),
                clock.instant().plus(Duration.ofMinutes(5)),
                Optional.of(Blob.of("<session/>")),
                List.of(stanzas));
    }

    private static HibernatedStanza stanza(HibernatedStanza.Place place, int group, int left) {
        return new HibernatedStanza(
                place,
                12_345,
                new HibernatedStanza.Claim(group, left, Optional.empty()),
                Blob.of("<message id='" + group + "'/>"));
    }

    private List<HibernatedSession> takeAll() {
        return await(store().hibernation().takeAll());
    }

    @Test
    void whatWasLaidDownIsTakenOutOnce() {
        List<HibernatedStanza> stanzas = List.of(
                stanza(HibernatedStanza.Place.SENT, 0, 1),
                stanza(HibernatedStanza.Place.WAITING, 3, 2),
                stanza(HibernatedStanza.Place.HELD, 0, 0));
        HibernatedSession laid = session(ALICE, "one", stanzas.toArray(HibernatedStanza[]::new));
        await(store().hibernation().store(laid, NOTHING));
        await(store().hibernation().store(session(BOB, "two"), NOTHING));
        reopen();

        List<HibernatedSession> found = takeAll();
        assertThat(found).hasSize(2);
        HibernatedSession first = found.getFirst();
        assertThat(first.address()).isEqualTo(ALICE.withResource("phone"));
        assertThat(first.count().stream().id()).isEqualTo("one");
        assertThat(first.count().handled()).isEqualTo(7);
        assertThat(first.count().stream().durable()).isEqualTo(7);
        assertThat(first.expiresAt()).isEqualTo(laid.expiresAt());
        assertThat(first.state()).contains(Blob.of("<session/>"));
        assertThat(first.stanzas()).isEqualTo(stanzas);
        assertThat(takeAll()).isEmpty();
        reopen();
        assertThat(takeAll()).isEmpty();
    }

    /** What waited and was handed over is the session's: it would come twice otherwise. */
    @Test
    @Tag("C-109")
    void whatItWasHandedWaitsNoMore() {
        MessageId handed = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "handed")));
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "not yet")));
        MessageId delivered = done(store().messages().append(TestMessages.waiting(BOB, ALICE, "delivered")));
        await(store().hibernation()
                .store(session(ALICE, "one"), new Hibernation.HandedOver(List.of(handed), List.of(delivered))));
        assertThat(TestMessages.texts(
                        await(store().messages().pendingOffline(ALICE, MessageId.START, 9, Integer.MAX_VALUE))
                                .messages()))
                .containsExactly("not yet");
        assertThat(await(store().messages().offlineBacklog(ALICE)).count()).isEqualTo(1);
        takeAll(); // what is on its way to nobody waits again, and what was delivered does not
        assertThat(TestMessages.texts(
                        await(store().messages().pendingOffline(ALICE, MessageId.START, 9, Integer.MAX_VALUE))
                                .messages()))
                .containsExactly("handed", "not yet");
    }

    /** The stream of a session that waits has not ended: nothing is told of it to who asks with another account's word. */
    @Test
    @Tag("N-119")
    void itsStreamGoesOn() {
        await(store().hibernation().store(session(ALICE, "one"), NOTHING));
        await(store().countedStreams().endAll());
        assertThat(await(store().countedStreams().ended(ALICE, "one"))).isEmpty();
        takeAll();
        await(store().countedStreams().endAll());
        assertThat(await(store().countedStreams().ended(ALICE, "one"))).contains(7L);
    }

    @Test
    @Tag("D-117")
    void anAccountThatIsRemovedTakesItsSessionsAlong() {
        await(store().hibernation().store(session(ALICE, "one", stanza(HibernatedStanza.Place.SENT, 0, 1)), NOTHING));
        await(store().hibernation().store(session(BOB, "two"), NOTHING));
        await(store().accounts().delete(ALICE));
        createAccounts(ALICE);
        assertThat(takeAll()).extracting(HibernatedSession::address).containsExactly(BOB.withResource("phone"));
        assertThatThrownBy(() -> await(store().hibernation().store(session(CAROL, "three"), NOTHING)))
                .isInstanceOfSatisfying(
                        StoreException.class, gone -> assertThat(gone.problem()).isEqualTo(StoreProblem.NO_ACCOUNT));
    }

    /** What it was still to get must not be lost with the password, so that it is not simply gone. */
    @Test
    @Tag("D-117")
    void anotherPasswordEndsTheTimeOfItsSessions() {
        await(store().hibernation().store(session(ALICE, "one", stanza(HibernatedStanza.Place.SENT, 0, 1)), NOTHING));
        await(store().hibernation().store(session(BOB, "two"), NOTHING));
        done(store().accounts().replaceVerifiers(ALICE, TestAccounts.of(ALICE).verifiers()));
        List<HibernatedSession> found = takeAll();
        assertThat(found.getFirst().expiresAt()).isEqualTo(Instant.EPOCH);
        assertThat(found.getFirst().stanzas()).hasSize(1);
        assertThat(found.getLast().expiresAt()).isAfter(clock.instant());
    }

    /** An older or newer program wrote it, or the disk is bad: the stanzas are still there. */
    @Test
    void whatCannotBeReadOfASessionLeavesItsStanzas() throws SQLException {
        HibernatedStanza one = stanza(HibernatedStanza.Place.SENT, 0, 1);
        HibernatedStanza two = stanza(HibernatedStanza.Place.SENT, 2, 1);
        await(store().hibernation().store(session(ALICE, "one", one, two), NOTHING));
        await(store().hibernation().store(session(BOB, "two", one, two), NOTHING));
        tamper("UPDATE hibernated_session SET format = 99 WHERE id = 'one'");
        tamper("UPDATE hibernated_stanza SET format = 99 WHERE session = 'two' AND position = 0");
        List<HibernatedSession> found = takeAll();
        assertThat(found.getFirst().state()).isEmpty();
        assertThat(found.getFirst().stanzas()).containsExactly(one, two);
        assertThat(found.getLast().state()).isPresent();
        assertThat(found.getLast().stanzas()).containsExactly(two);
        assertThat(damage).hasSize(2);
    }
}
