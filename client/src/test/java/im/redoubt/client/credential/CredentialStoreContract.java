package im.redoubt.client.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stream.ClientDemand;
import im.redoubt.protocol.stream.ClientDemands;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every store of credentials keeps to. */
abstract class CredentialStoreContract {
    static final BareJid ALICE = BareJid.of("alice@example.org");
    static final BareJid BOB = BareJid.of("bob@example.org");
    static final Instant EXPIRY = Instant.parse("2026-12-31T00:00:00.123456789Z");

    private static final ClientDemand ANY = ClientDemand.BOUND_TOKEN;

    private CredentialStore store;

    /** Opens the store; the second time in one test with what it holds, if it lasts. */
    abstract CredentialStore open();

    /** Closes what {@link #open} returned. */
    abstract void close(CredentialStore store);

    /** Returns whether what is kept outlives the object. */
    abstract boolean lasts();

    @BeforeEach
    final void begin() {
        store = open();
    }

    @AfterEach
    final void end() {
        close(store);
    }

    /** Goes on with what is there for the next process. */
    private void reopen() {
        if (lasts()) {
            close(store);
            store = open();
        }
    }

    @Test
    void keepsNothingOfWhomNobodyKnows() {
        assertThat(store.find(ALICE)).isEmpty();
        store.forget(ALICE);
        assertThat(store.find(ALICE)).isEmpty();
    }

    @Test
    void anAccountHasAnInstallationOfItsOwnForEver() {
        UUID alice;
        UUID bob;
        try (Credentials a = store.update(ALICE, c -> c);
                Credentials b = store.update(BOB, c -> c)) {
            alice = a.installation();
            bob = b.installation();
            assertThat(a.demands()).isEqualTo(Credentials.NOTHING_SEEN);
        }
        assertThat(alice).isNotEqualTo(bob);
        assertThat(alice.version()).isEqualTo(4);
        assertThat(alice.variant()).isEqualTo(2);
        reopen();
        update(ALICE, token("t", 0));
        update(ALICE, Credentials::withoutSecrets);
        assertThat(find(ALICE).installation()).isEqualTo(alice);
    }

    @Test
    void keepsEverything() {
        update(ALICE, c -> c.insistingOn(demands(ScramHash.SHA_512, true).with(ANY)));
        update(
                ALICE,
                c -> c.withSaltedPassword(salted(ScramHash.SHA_256)).withSaltedPassword(salted(ScramHash.SHA_512)));
        update(BOB, token("the token", 7));
        BareJid carol = BareJid.of("кэрол@пример.example");
        update(carol, c -> c.withPassword(password("pässword")));
        reopen();
        Credentials alice = find(ALICE);
        assertThat(alice.demands()).isEqualTo(demands(ScramHash.SHA_512, true).with(ANY));
        assertThat(alice.saltedPasswords()).containsExactly(salted(ScramHash.SHA_256), salted(ScramHash.SHA_512));
        assertThat(alice.password()).isEmpty();
        Credentials bob = find(BOB);
        assertThat(bob.token()).contains(new FastToken(TokenMechanism.HT_SHA_256_EXPR, secret("the token"), 7, EXPIRY));
        assertThat(find(carol).password()).contains(secret("pässword"));
        assertThat(find(carol).demands()).isEqualTo(Credentials.NOTHING_SEEN);
    }

    @Test
    @Tag("APP-01")
    void aPasswordIsGoneOnceThereIsAToken() {
        update(ALICE, c -> c.withPassword(password("password")));
        assertThat(find(ALICE).password()).contains(secret("password"));
        update(ALICE, token("one", 0));
        assertHasOnlyTheToken("one");
        reopen();
        assertHasOnlyTheToken("one");
        update(ALICE, c -> c.withPassword(password("password")));
        update(ALICE, c -> c.withSaltedPassword(salted(ScramHash.SHA_256)));
        assertThat(find(ALICE).token()).isEmpty();
        assertThat(find(ALICE).password()).as("salted, it is not kept as it is").isEmpty();
        update(ALICE, token("two", 0));
        assertHasOnlyTheToken("two");
        update(ALICE, token("three", 0));
        reopen();
        assertHasOnlyTheToken("three");
        assertThatThrownBy(() -> store.update(ALICE, c -> c.withSaltedPassword(salted(ScramHash.SHA_256))))
                .isInstanceOf(IllegalStateException.class);
        assertHasOnlyTheToken("three");
    }

    private void assertHasOnlyTheToken(String token) {
        Credentials kept = find(ALICE);
        assertThat(kept.token().map(FastToken::secret)).contains(secret(token));
        assertThat(kept.password()).isEmpty();
        assertThat(kept.saltedPasswords()).isEmpty();
        assertThat(kept).hasToString("credentials with a token");
    }

    @Test
    @Tag("APP-01")
    void aTokenThatWasRefusedLeavesNothing() {
        update(ALICE, token("one", 3));
        update(ALICE, Credentials::withoutSecrets);
        reopen();
        assertThat(find(ALICE)).hasToString("credentials with nothing");
    }

    @Test
    @Tag("A-46")
    void eachUseOfATokenIsCountedBeforeItIsSent() {
        update(ALICE, token("one", 0));
        for (int use = 1; use <= 3; use++) {
            assertThat(update(ALICE, Credentials::withTokenUsed)).contains((long) use);
            reopen();
            assertThat(find(ALICE).token().map(FastToken::count)).contains((long) use);
        }
        update(ALICE, token("one", FastToken.MOST_USES));
        assertThatThrownBy(() -> store.update(ALICE, Credentials::withTokenUsed))
                .isInstanceOf(IllegalStateException.class);
        update(ALICE, Credentials::withoutSecrets);
        assertThatThrownBy(() -> store.update(ALICE, Credentials::withTokenUsed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("LIB-07")
    void whatIsInsistedOnOnlyGrows() {
        update(ALICE, c -> c.insistingOn(demands(ScramHash.SHA_512, false)));
        update(ALICE, c -> c.insistingOn(demands(ScramHash.SHA_1, true).with(ANY)));
        update(ALICE, c -> c.insistingOn(demands(ScramHash.SHA_256, false)));
        update(ALICE, c -> c.withPassword(password("password")));
        reopen();
        assertThat(find(ALICE).demands())
                .isEqualTo(demands(ScramHash.SHA_512, true).with(ANY));
    }

    @Test
    void aChangeThatFailsChangesNothing() {
        update(ALICE, token("one", 1));
        assertThatThrownBy(() -> store.update(ALICE, c -> {
                    c.withPassword(password("password"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertHasOnlyTheToken("one");
        assertThatThrownBy(() -> store.update(BOB, c -> {
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(store.find(BOB)).isEmpty();
        reopen();
        assertHasOnlyTheToken("one");
    }

    @Test
    @Tag("LIB-08")
    void whatIsHandedOutIsACopy() {
        Password mine = password("password");
        Credentials handed = store.update(ALICE, c -> c.withPassword(mine));
        assertThat(mine.reveal()).as("still the caller's").isEqualTo(secret("password"));
        handed.close();
        mine.close();
        Credentials found = store.find(ALICE).orElseThrow();
        Secret revealed = found.password().orElseThrow();
        assertThat(revealed).isEqualTo(secret("password"));
        found.close();
        assertThatThrownBy(revealed::reveal).isInstanceOf(IllegalStateException.class);
        assertThat(find(ALICE).password()).contains(secret("password"));
    }

    @Test
    void anAccountIsForgottenAlone() {
        update(ALICE, token("one", 0));
        update(BOB, token("two", 0));
        UUID before = find(ALICE).installation();
        store.forget(ALICE);
        reopen();
        assertThat(store.find(ALICE)).isEmpty();
        assertThat(find(BOB).token()).isPresent();
        assertThat(store.update(ALICE, c -> c).installation()).isNotEqualTo(before);
    }

    @Test
    @Tag("LIB-08")
    void hasSoManyAccounts() {
        List<BareJid> accounts = new ArrayList<>();
        for (int i = 0; i < CredentialStore.MOST_ACCOUNTS; i++) {
            accounts.add(BareJid.of("user" + i, "example.org"));
        }
        accounts.forEach(account -> store.update(account, c -> c).close());
        assertThatThrownBy(() -> store.update(ALICE, c -> c))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.problem()).isEqualTo(Problem.FULL));
        assertThatThrownBy(() -> store.update(BareJid.of("example.org"), c -> c))
                .isInstanceOf(CredentialException.class);
        store.update(accounts.get(0), c -> c).close();
        store.forget(accounts.get(0));
        store.update(ALICE, c -> c).close();
        reopen();
        assertThat(store.find(ALICE)).isPresent();
        assertThat(store.find(accounts.get(0))).isEmpty();
    }

    @Test
    @Tag("APP-06")
    void nothingThatIsKeptIsPrinted() {
        update(ALICE, c -> c.withPassword(password("swordfish")));
        assertThat(find(ALICE)).hasToString("credentials with a password");
        update(ALICE, c -> c.withSaltedPassword(salted(ScramHash.SHA_256)));
        assertThat(find(ALICE)).hasToString("credentials with a salted password");
        assertThat(find(ALICE).saltedPasswords().toString()).contains("***").doesNotContain("7, 7");
        update(ALICE, token("swordfish", 0));
        assertThat(find(ALICE).token().toString()).contains("***").doesNotContain("swordfish");
        assertThat(store.toString()).doesNotContain("swordfish").doesNotContain("alice");
    }

    @Test
    void isClosedForGood() {
        update(ALICE, token("one", 0));
        CredentialStore closed = store;
        close(closed);
        store = open();
        for (Runnable use : List.<Runnable>of(
                () -> closed.find(ALICE), () -> closed.update(ALICE, c -> c), () -> closed.forget(ALICE))) {
            assertThatThrownBy(use::run)
                    .isInstanceOfSatisfying(
                            CredentialException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.CLOSED));
        }
    }

    /** Changes, and returns the token's count afterwards. */
    private Optional<Long> update(BareJid account, UnaryOperator<Credentials> change) {
        try (Credentials after = store.update(account, change)) {
            return after.token().map(FastToken::count);
        }
    }

    private Credentials find(BareJid account) {
        return store.find(account).orElseThrow();
    }

    static UnaryOperator<Credentials> token(String token, long count) {
        return c -> c.withToken(new FastToken(TokenMechanism.HT_SHA_256_EXPR, secret(token), count, EXPIRY));
    }

    static ClientDemands demands(ScramHash weakest, boolean binding) {
        return ClientDemands.DEFAULT.with(new SelectionPolicy(weakest, binding));
    }

    static SaltedPassword salted(ScramHash hash) {
        byte[] key = new byte[hash.length()];
        Arrays.fill(key, (byte) 7);
        return new SaltedPassword(hash, Octets.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 10_000, Secret.copyOf(key));
    }

    static Password password(String text) {
        return Password.of(text.toCharArray());
    }

    static Secret secret(String text) {
        return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
