package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.sasl.ScramHash;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A deleted account leaves nothing behind, on any engine. */
abstract class AccountDeletionContract extends StoreContract {
    private static final RosterItem FRIEND =
            new RosterItem(Optional.of("Friend"), Subscription.BOTH, false, false, List.of("Friends"));

    AccountDeletionContract(TestDatabase database) {
        super(database);
    }

    @Test
    @Tag("D-117")
    void takesEverythingOfTheAccountWithIt() throws Exception {
        createAccounts(ALICE, BOB);
        fill();

        assertThat(await(store().accounts().delete(ALICE))).isTrue();

        // An update that changes nothing counts the rows.
        for (String count : List.of(
                "UPDATE account SET admin = admin WHERE address = ?",
                "UPDATE scram_verifier SET format = format WHERE account = ?",
                "UPDATE known_source SET last_seen = last_seen WHERE account = ?",
                "UPDATE roster_item SET format = format WHERE account = ?",
                "UPDATE roster_removal SET version = version WHERE account = ?",
                "UPDATE subscription_request SET format = format WHERE account = ?",
                "UPDATE message_waiting SET size = size WHERE account = ?",
                "UPDATE archive_entry SET peer = peer WHERE owner NOT IN (SELECT number FROM account WHERE address <> ?)",
                "UPDATE sent_message SET sent_at = sent_at WHERE account = ?",
                "UPDATE archive_span SET peer = peer WHERE owner NOT IN (SELECT number FROM account WHERE address <> ?)",
                "UPDATE archive_size SET bytes = bytes WHERE owner NOT IN (SELECT number FROM account WHERE address <> ?)",
                "UPDATE offline_backlog SET pending_count = pending_count WHERE account = ?",
                "UPDATE blocked_address SET format = format WHERE account = ?",
                "UPDATE admission SET format = format WHERE account = ?",
                "UPDATE personal_node SET format = format WHERE owner = ?",
                "UPDATE personal_item SET format = format WHERE owner = ?",
                "UPDATE account_blob SET format = format WHERE account = ?",
                "UPDATE invitation SET format = format WHERE issuer = ?")) {
            assertThat(tamper(count, ALICE.toString())).as(count).isZero();
        }
        assertThat(bodies()).as("bodies that BOB still refers to").isEqualTo(1);
        assertThat(await(store().accounts().delete(ALICE))).isFalse();
    }

    /** A large account goes slice by slice: what others write is not behind all of it. Nobody signs in meanwhile. */
    @Test
    @Tag("D-117")
    @Tag("SRV-06")
    void othersWriteWhileALargeAccountGoes() throws Exception {
        createAccounts(ALICE, BOB);
        List<CompletableFuture<Outcome<MessageId>>> all = IntStream.range(0, 3 * ArchiveSize.SLICE)
                .mapToObj(i -> store().messages().append(TestMessages.archived(BOB, ALICE, "m")))
                .toList();
        all.forEach(StoreContract::done);

        CompletableFuture<Boolean> gone = store().accounts().delete(ALICE);
        CompletableFuture<Boolean> first = store().messages()
                .append(TestMessages.waiting(ALICE, BOB, "in between"))
                .thenApply(outcome -> gone.isDone());
        CompletableFuture<Boolean> second = first.thenCompose(
                        done -> store().messages().append(TestMessages.archived(BOB, ALICE, "to who is going")))
                .thenApply(outcome -> gone.isDone());

        assertThat(await(first)).isFalse();
        assertThat(await(second)).isFalse();
        assertThat(await(store().accounts().verifier(ALICE, ScramHash.SHA_256))).isEmpty();
        assertThat(await(gone)).isTrue();
        createAccounts(ALICE);
        assertThat(archived(ALICE)).isEmpty();
        assertThat(await(store().messages().offlineBacklog(ALICE))).isEqualTo(Backlog.NONE);
        assertThat(bodies()).as("bodies that BOB refers to").isEqualTo(3 * ArchiveSize.SLICE + 2);
    }

    @Test
    @Tag("D-117")
    void aLaterAccountOfTheSameAddressSeesNothing() {
        createAccounts(ALICE, BOB);
        fill();
        long before = await(store().rosters().load(ALICE)).version();
        await(store().accounts().delete(ALICE));
        clock.step(Duration.ofSeconds(10));

        createAccounts(ALICE);

        assertThat(await(store().rosters().load(ALICE)).items()).isEmpty();
        assertThat(await(store().rosters().changesSince(ALICE, before))).isInstanceOf(RosterChanges.Whole.class);
        assertThat(await(store().rosters().requests(ALICE))).isEmpty();
        assertThat(await(store().messages().pendingOffline(ALICE, MessageId.START, 10, Integer.MAX_VALUE))
                        .messages())
                .isEmpty();
        assertThat(await(store().messages().offlineBacklog(ALICE))).isEqualTo(new Backlog(0, 0));
        assertThat(await(store().blockedAddresses().load(ALICE))).isEmpty();
        assertThat(await(store().admissions().load(ALICE))).isEqualTo(Admission.EVERYBODY);
        assertThat(await(store().privateData().get(ALICE, "urn:x", "x"))).isEmpty();
        assertThat(await(store().vCards().get(ALICE))).isEmpty();
        assertThat(await(store().personalNodes().all(ALICE))).isEmpty();
        assertThat(await(store().personalNodes().items(ALICE, "urn:x", List.of("1"))))
                .isEmpty();
        assertThat(await(store().knownSources().lastSeen(ALICE, "here"))).isEmpty();
        assertThat(damage).isEmpty();
    }

    @Test
    @Tag("D-117")
    void whatComesLateForADeletedAccountIsNotKept() {
        createAccounts(ALICE, BOB);
        await(store().accounts().delete(ALICE));

        assertThat(refused(store().rosters().put(ALICE, BOB, Optional.of(FRIEND))))
                .isEqualTo(Refusal.NO_ACCOUNT);
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "late")));
        done(store().messages().append(TestMessages.archived(BOB, ALICE, "late")));
        assertThat(await(store().messages().pendingOffline(ALICE, MessageId.START, 10, Integer.MAX_VALUE))
                        .messages())
                .isEmpty();
        assertThat(await(store().archive().ends(ALICE))).isEmpty();
        assertThat(TestMessages.texts(archived(BOB)))
                .as("nobody learns from his own archive who exists")
                .containsExactly("late");
        assertNoAccount(() -> await(store().blockedAddresses().add(ALICE, List.of(BOB))));
        Publication late = TestNodes.publication("urn:x", "1", "<x/>");
        assertNoAccount(() -> await(store().personalNodes().publish(ALICE, late)));
        assertNoAccount(() -> await(store().vCards().put(ALICE, Blob.of("<x/>"))));
        assertNoAccount(() -> await(store().privateData().put(ALICE, "urn:x", "x", Blob.of("<x/>"))));
    }

    private static void assertNoAccount(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.NO_ACCOUNT));
    }

    private void fill() {
        done(store().rosters().put(ALICE, BOB, Optional.of(FRIEND)));
        done(store().rosters().put(ALICE, BOB, Optional.empty()));
        done(store().rosters().put(ALICE, CAROL, Optional.of(FRIEND)));
        SubscriptionRequest request = new SubscriptionRequest(Instant.ofEpochMilli(1), Blob.of("please"));
        done(store().rosters().update(ALICE, BOB, known -> known.withRequest(Optional.of(request))));
        done(store().messages().append(TestMessages.waiting(BOB, ALICE, "for alice only")));
        done(store().messages().append(TestMessages.archived(BOB, ALICE, "for both")));
        done(store().messages().append(TestMessages.named(ALICE, CAROL, "sent")));
        await(store().archive().shorten(ALICE, MessageId.START));
        done(store().blockedAddresses().add(ALICE, List.of(CAROL)));
        done(store().admissions().replace(ALICE, Admission.Listed.of(List.of(BOB, CAROL), List.of())));
        done(store().privateData().put(ALICE, "urn:x", "x", Blob.of("<x/>")));
        done(store().vCards().put(ALICE, Blob.of("<vCard/>")));
        done(store().personalNodes().publish(ALICE, TestNodes.publication("urn:x", "1", "<x/>")));
        await(store().knownSources().remember(ALICE, "here"));
        await(store().invitations().issue(Optional.of(ALICE), Duration.ofDays(1), 1, Optional.empty()));
    }

    private int bodies() throws SQLException {
        return tamper("UPDATE message SET flags = flags");
    }
}
