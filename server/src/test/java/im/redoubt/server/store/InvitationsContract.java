package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link Invitations} on any engine. */
abstract class InvitationsContract extends StoreContract {
    private static final Duration DAY = Duration.ofDays(1);

    InvitationsContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void createAlice() {
        createAccounts(ALICE);
    }

    @Test
    void findsAnInvitationByItsTokenAlsoAfterReopening() {
        InvitationToken token = await(store().invitations().issue(Optional.of(ALICE), DAY, 3, Optional.of("bob")));

        Invitation found = await(reopen().invitations().find(InvitationToken.of(token.text())))
                .orElseThrow();

        assertThat(found)
                .isEqualTo(new Invitation(
                        Optional.of(ALICE), SteppingClock.START, SteppingClock.START.plus(DAY), 3, Optional.of("bob")));
        assertThat(await(store().invitations().find(InvitationToken.of("guess"))))
                .isEmpty();
    }

    @Test
    void theTokenIsNotInTheDatabase() throws Exception {
        InvitationToken token = issue(1);

        assertThat(tamper("UPDATE invitation SET format = format WHERE token_hash = ?", (Object) token.hash()))
                .isEqualTo(1);
        assertThat(tamper("UPDATE invitation SET format = format WHERE token_hash = ?", (Object)
                        token.text().getBytes(StandardCharsets.UTF_8)))
                .isZero();
        assertThat(token.toString()).doesNotContain(token.text());
        assertThat(token.text()).matches("[A-Za-z0-9_-]{24}");
    }

    @Test
    void makesAsManyAccountsAsItHasUses() {
        InvitationToken token = issue(2);

        done(redeem(token, "one"));
        assertThat(await(store().invitations().find(token)).orElseThrow().usesLeft())
                .isEqualTo(1);
        done(redeem(token, "two"));

        assertThat(refused(redeem(token, "three"))).isEqualTo(Refusal.INVITATION_INVALID);
        assertThat(await(store().invitations().find(token))).isEmpty();
        assertThat(await(store().accounts().exists(BareJid.of("three@example.org"))))
                .isFalse();
    }

    @Test
    void aRaceForTheLastUseHasOneWinner() {
        InvitationToken token = issue(1);

        var outcomes = IntStream.range(0, 20)
                .parallel()
                .mapToObj(i -> redeem(token, "racer" + i))
                .toList();

        assertThat(outcomes.stream().map(StoreContract::await).filter(Outcome.Done.class::isInstance))
                .hasSize(1);
        assertThat(await(store().accounts().count())).isEqualTo(2);
    }

    @Test
    void aNameThatIsTakenCostsNoUse() {
        InvitationToken token = issue(1);

        assertThat(refused(redeem(token, "alice"))).isEqualTo(Refusal.ACCOUNT_EXISTS);
        assertThat(refused(redeem(InvitationToken.of("guess"), "alice"))).isEqualTo(Refusal.INVITATION_INVALID);
        done(redeem(token, "bob"));
    }

    @Test
    void isForTheNameThatItNames() {
        InvitationToken token = await(store().invitations().issue(Optional.empty(), DAY, 1, Optional.of("bob")));

        assertThat(refused(redeem(token, "eve"))).isEqualTo(Refusal.INVITATION_INVALID);
        done(redeem(token, "bob"));
    }

    @Test
    void endsWhenItsTimeIsUp() {
        InvitationToken token = issue(1);
        clock.step(DAY);

        assertThat(await(store().invitations().find(token))).isEmpty();
        assertThat(refused(redeem(token, "bob"))).isEqualTo(Refusal.INVITATION_INVALID);
    }

    @Test
    void purgesWhatIsUsedUpOrExpired() {
        InvitationToken used = issue(1);
        done(redeem(used, "bob"));
        issue(1);
        clock.step(DAY);
        InvitationToken fresh = issue(1);

        assertThat(await(store().invitations().purge())).isEqualTo(2);
        assertThat(await(store().invitations().find(fresh))).isPresent();
    }

    @Test
    void aDamagedInvitationInvitesNobody() throws Exception {
        InvitationToken token = issue(1);
        tamper("UPDATE invitation SET uses_left = 1000000");

        assertThat(refused(redeem(token, "bob"))).isEqualTo(Refusal.INVITATION_INVALID);
        assertThat(damage).extracting(StoreDamage::table).isEqualTo(List.of("invitation"));
    }

    private InvitationToken issue(int uses) {
        return await(store().invitations().issue(Optional.of(ALICE), DAY, uses, Optional.empty()));
    }

    private java.util.concurrent.CompletableFuture<Outcome<Account>> redeem(InvitationToken token, String name) {
        return store().invitations().redeem(token, TestAccounts.of(BareJid.of(name + "@example.org")));
    }
}
