package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.TokenMechanism;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link ClientAccess} on any engine. */
abstract class ClientAccessContract extends StoreContract {
    private static final ClientKey PHONE = ClientKey.of(ALICE, "d4565fa7-4d72-4749-b3d3-740edbf87770");
    private static final ClientKey TABLET = ClientKey.of(ALICE, "another");
    private static final OptionalLong NONE = OptionalLong.empty();

    private int made;

    ClientAccessContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void createTwo() {
        createAccounts(ALICE, BOB);
    }

    private ClientAccess clients() {
        return store().clients();
    }

    private void seen(BareJid account, ClientKey client) {
        await(clients().seen(account, new ClientSighting(client, Optional.of("Prog"), Optional.empty(), true), 5));
    }

    private StoredToken token() {
        made++;
        Instant now = clock.instant();
        return new StoredToken(
                new TokenSerial(String.format("%032x", made)),
                TokenMechanism.HT_SHA_256_EXPR,
                now.minusSeconds(1),
                now.plus(Duration.ofDays(30)),
                0);
    }

    private StoredToken issued(ClientKey client) {
        StoredToken token = token();
        assertThat(await(clients().issue(ALICE, client, token, () -> true))).isTrue();
        return token;
    }

    private boolean use(ClientKey client, StoredToken token, OptionalLong count) {
        return await(clients().use(ALICE, client, token.serial(), count));
    }

    private List<StoredToken> tokens(ClientKey client) {
        return await(clients().tokens(ALICE, client));
    }

    @Test
    @Tag("A-58")
    void aTokenIsKeptOverARestartAndUsedByItsClientOnly() {
        seen(ALICE, PHONE);
        seen(ALICE, TABLET);
        StoredToken token = issued(PHONE);

        reopen();
        assertThat(tokens(PHONE)).containsExactly(token);
        assertThat(tokens(TABLET)).isEmpty();
        assertThat(await(clients().tokens(BOB, PHONE))).isEmpty();
        assertThat(await(clients().tokens(CAROL, PHONE))).isEmpty();
        assertThat(use(TABLET, token, NONE)).isFalse();
        assertThat(await(clients().use(BOB, PHONE, token.serial(), NONE))).isFalse();
        assertThat(use(PHONE, token, NONE)).isTrue();
        assertThat(use(PHONE, token, NONE)).isTrue();
    }

    /** XEP-0484 section 3.5. */
    @Test
    @Tag("A-58")
    void anOlderTokenIsGoodUntilTheNewerOneWasUsed() {
        seen(ALICE, PHONE);
        StoredToken first = issued(PHONE);
        assertThat(use(PHONE, first, NONE)).isTrue();
        StoredToken second = issued(PHONE);

        assertThat(use(PHONE, first, NONE)).isTrue();
        assertThat(tokens(PHONE)).extracting(StoredToken::serial).containsExactly(second.serial(), first.serial());
        assertThat(use(PHONE, second, NONE)).isTrue();
        assertThat(use(PHONE, first, NONE)).isFalse();
        assertThat(tokens(PHONE)).containsExactly(second);
    }

    /** XEP-0484 section 3.5: what was handed out and never used goes when another is handed out. */
    @Test
    @Tag("A-58")
    void aTokenThatWasNeverUsedGivesWayToTheNext() {
        seen(ALICE, PHONE);
        StoredToken first = issued(PHONE);
        use(PHONE, first, NONE);
        StoredToken lost = issued(PHONE);
        StoredToken third = issued(PHONE);

        assertThat(use(PHONE, lost, NONE)).isFalse();
        assertThat(use(PHONE, first, NONE)).isTrue();
        assertThat(use(PHONE, third, NONE)).isTrue();
    }

    /** XEP-0484 section 3.4. */
    @Test
    @Tag("A-58")
    void aCountIsTakenOnceAndOnlyUpwards() {
        seen(ALICE, PHONE);
        StoredToken token = issued(PHONE);
        assertThat(use(PHONE, token, OptionalLong.of(0))).isFalse();
        assertThat(use(PHONE, token, OptionalLong.of(5))).isTrue();
        assertThat(use(PHONE, token, OptionalLong.of(5))).isFalse();
        assertThat(use(PHONE, token, OptionalLong.of(4))).isFalse();
        assertThat(use(PHONE, token, OptionalLong.of(-1))).isFalse();
        assertThat(use(PHONE, token, NONE)).as("the count was taken away").isFalse();
        reopen();
        assertThat(use(PHONE, token, OptionalLong.of(5))).isFalse();
        assertThat(use(PHONE, token, OptionalLong.of(1L << 31))).isTrue();
    }

    @Test
    @Tag("A-58")
    void ofManyWhoSendOneCountAtOnceOneGetsIn() {
        seen(ALICE, PHONE);
        StoredToken token = issued(PHONE);
        List<CompletableFuture<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tries.add(clients().use(ALICE, PHONE, token.serial(), OptionalLong.of(7)));
        }
        assertThat(tries.stream().filter(StoreContract::await)).hasSize(1);
    }

    @Test
    @Tag("A-58")
    void anExpiredTokenIsNotUsedAndGoes() {
        seen(ALICE, PHONE);
        StoredToken token = issued(PHONE);
        clock.step(Duration.ofDays(31));
        assertThat(use(PHONE, token, NONE)).isFalse();
        assertThat(await(clients().list(ALICE))).extracting(KnownClient::tokens).containsExactly(0);
        assertThat(await(clients().purge(clock.instant().minus(Duration.ofDays(90)))))
                .isEqualTo(1);
        assertThat(tokens(PHONE)).isEmpty();
        assertThat(await(clients().list(ALICE))).hasSize(1);
    }

    @Test
    void aClientThatWasNotSeenForLongIsForgottenUnlessItHasAToken() {
        seen(ALICE, PHONE);
        seen(ALICE, TABLET);
        issued(PHONE);
        clock.step(Duration.ofDays(20));
        assertThat(await(clients().purge(clock.instant().minus(Duration.ofDays(10)))))
                .isEqualTo(1);
        assertThat(await(clients().list(ALICE))).extracting(KnownClient::client).containsExactly(PHONE);
    }

    @Test
    @Tag("A-58")
    void aChangeOfThePasswordForgetsEveryTokenOfTheAccount() {
        seen(ALICE, PHONE);
        seen(BOB, PHONE);
        StoredToken token = issued(PHONE);
        StoredToken bobs = token();
        assertThat(await(clients().issue(BOB, PHONE, bobs, () -> true))).isTrue();

        done(store().accounts().replaceVerifiers(ALICE, TestAccounts.verifiers("b")));
        assertThat(use(PHONE, token, NONE)).isFalse();
        assertThat(tokens(PHONE)).isEmpty();
        assertThat(await(clients().list(ALICE))).isEmpty();
        assertThat(await(clients().use(BOB, PHONE, bobs.serial(), NONE))).isTrue();
        assertThat(await(clients().issue(ALICE, PHONE, token(), () -> true)))
                .as("nobody was seen since")
                .isFalse();
    }

    @Test
    @Tag("A-58")
    void anAccountThatIsRemovedTakesItsTokensAlong() {
        seen(ALICE, PHONE);
        StoredToken token = issued(PHONE);
        assertThat(await(store().accounts().delete(ALICE))).isTrue();
        createAccounts(ALICE);
        assertThat(use(PHONE, token, NONE)).isFalse();
        assertThat(await(clients().list(ALICE))).isEmpty();
    }

    @Test
    void whatIsInvalidatedRevokedOrRevokedAmongOthersIsGone() {
        seen(ALICE, PHONE);
        seen(ALICE, TABLET);
        StoredToken phone = issued(PHONE);
        StoredToken tablet = issued(TABLET);

        assertThat(await(clients().invalidate(ALICE, PHONE, tablet.serial()))).isFalse();
        assertThat(await(clients().invalidate(ALICE, PHONE, phone.serial()))).isTrue();
        assertThat(await(clients().invalidate(ALICE, PHONE, phone.serial()))).isFalse();
        assertThat(use(PHONE, phone, NONE)).isFalse();

        assertThat(await(clients().revoke(BOB, TABLET))).isFalse();
        assertThat(use(TABLET, tablet, NONE)).isTrue();
        assertThat(await(clients().revoke(ALICE, TABLET))).isTrue();
        assertThat(use(TABLET, tablet, NONE)).isFalse();

        StoredToken again = issued(PHONE);
        issued(TABLET);
        assertThat(await(clients().revokeOthers(ALICE, Optional.of(PHONE)))).isEqualTo(1);
        assertThat(tokens(TABLET)).isEmpty();
        assertThat(use(PHONE, again, NONE)).isTrue();
        assertThat(await(clients().revokeOthers(ALICE, Optional.empty()))).isEqualTo(1);
        assertThat(use(PHONE, again, NONE)).isFalse();
    }

    /** Who had the password can come back by it, and is listed as long as that is so. */
    @Test
    void whoIsRevokedIsForgottenUnlessHeHasThePassword() {
        seen(ALICE, PHONE);
        await(clients().seen(ALICE, new ClientSighting(TABLET, Optional.empty(), Optional.empty(), false), 5));
        assertThat(await(clients().revoke(ALICE, PHONE))).isTrue();
        assertThat(await(clients().revoke(ALICE, TABLET))).isTrue();
        assertThat(await(clients().revoke(ALICE, TABLET))).isFalse();
        assertThat(await(clients().list(ALICE))).extracting(KnownClient::client).containsExactly(PHONE);
        await(clients().seen(ALICE, new ClientSighting(TABLET, Optional.empty(), Optional.empty(), false), 5));
        assertThat(await(clients().revokeOthers(ALICE, Optional.empty()))).isZero();
        assertThat(await(clients().list(ALICE))).extracting(KnownClient::client).containsExactly(PHONE);
    }

    @Test
    void aListSaysWhoWasSeenWhenAndHow() {
        Instant first = clock.instant();
        await(clients().seen(ALICE, new ClientSighting(PHONE, Optional.of("Prog"), Optional.of("Phone"), true), 5));
        clock.step(Duration.ofMinutes(1));
        await(clients().seen(ALICE, new ClientSighting(TABLET, Optional.empty(), Optional.empty(), false), 5));
        StoredToken token = issued(PHONE);
        clock.step(Duration.ofMinutes(1));
        use(PHONE, token, NONE);
        Instant last = clock.instant();
        assertThat(await(clients().list(ALICE)))
                .containsExactly(
                        new KnownClient(PHONE, Optional.of("Prog"), Optional.of("Phone"), first, last, true, 1),
                        new KnownClient(
                                TABLET,
                                Optional.empty(),
                                Optional.empty(),
                                first.plusSeconds(60),
                                first.plusSeconds(60),
                                false,
                                0));
        await(clients().seen(ALICE, new ClientSighting(PHONE, Optional.of("Next"), Optional.empty(), false), 5));
        assertThat(await(clients().list(ALICE)).get(0))
                .isEqualTo(new KnownClient(PHONE, Optional.of("Next"), Optional.empty(), first, last, true, 1));
        assertThat(await(clients().list(BOB))).isEmpty();
        assertThat(await(clients().list(CAROL))).isEmpty();
    }

    @Test
    @Tag("D-105")
    void beyondTheMostTheOneLongestUnseenIsForgottenWithItsTokens() {
        List<ClientKey> keys = new ArrayList<>();
        List<StoredToken> tokens = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ClientKey key = ClientKey.of(ALICE, "client " + i);
            clock.step(Duration.ofSeconds(1));
            seen(ALICE, key);
            keys.add(key);
            tokens.add(issued(key));
        }
        assertThat(await(clients().list(ALICE))).hasSize(5);
        assertThat(use(keys.get(2), tokens.get(2), NONE)).isFalse();
        assertThat(use(keys.get(3), tokens.get(3), NONE)).isTrue();
    }

    @Test
    void nobodyHasAClientWithoutAnAccount() {
        assertThatThrownBy(() -> seen(CAROL, PHONE))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.NO_ACCOUNT));
    }

    @Test
    void keysAreOfOneAccountAndReadStrictly() {
        assertThat(ClientKey.of(ALICE, "x")).isNotEqualTo(ClientKey.of(BOB, "x"));
        assertThat(ClientKey.parse(PHONE.hex())).contains(PHONE);
        for (String other : List.of("", "x", PHONE.hex() + "0", PHONE.hex().toUpperCase(java.util.Locale.ROOT) + "A")) {
            assertThat(ClientKey.parse(other)).isEmpty();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientKey("g".repeat(32)));
        TokenSerial serial = TokenSerial.generate(new java.security.SecureRandom());
        assertThat(serial.hex()).hasSize(32);
    }

    @Test
    @Tag("A-61")
    void aDamagedRowIsReportedAndNobodySignsInByIt() throws java.sql.SQLException {
        seen(ALICE, PHONE);
        StoredToken token = issued(PHONE);
        assertThat(tamper("UPDATE access_token SET expires_at = expires_at + 1 WHERE account = ?", ALICE.toString()))
                .isEqualTo(1);
        assertThat(tokens(PHONE)).isEmpty();
        assertThat(use(PHONE, token, NONE)).isFalse();
        tamper("UPDATE access_client SET password = 0 WHERE account = ?", ALICE.toString());
        assertThat(await(clients().list(ALICE))).isEmpty();
        assertThat(damage).extracting(StoreDamage::table).contains("access_token", "access_client");
    }

    /** What lies in the database is not enough to make a token of: the key is not there, and no user agent id. */
    @Test
    @Tag("A-60")
    void theIdOfAClientIsNotKept() {
        seen(ALICE, PHONE);
        issued(PHONE);
        assertThat(PHONE.toString()).doesNotContain("d4565fa7");
    }

    /** What was revoked while a client signed in is asked for behind the revocation, in the order of the store. */
    @Test
    @Tag("A-58")
    void aTokenIsNotKeptForWhoseAccessWasTakenAwayMeanwhile() {
        seen(ALICE, PHONE);
        assertThat(await(clients().issue(ALICE, PHONE, token(), () -> false))).isFalse();
        assertThat(await(clients().tokens(ALICE, PHONE))).isEmpty();
    }
}
