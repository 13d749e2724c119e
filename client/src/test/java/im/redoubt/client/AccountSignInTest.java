package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.credential.CredentialException;
import im.redoubt.client.credential.CredentialStore;
import im.redoubt.client.credential.Credentials;
import im.redoubt.client.credential.EncryptedStore;
import im.redoubt.client.credential.EphemeralStore;
import im.redoubt.client.credential.FastToken;
import im.redoubt.client.credential.KeystoreAccess;
import im.redoubt.client.credential.Password;
import im.redoubt.client.credential.SaltedPassword;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.IterationBounds;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientDemand;
import im.redoubt.protocol.stream.ClientDemands;
import im.redoubt.protocol.stream.ClientMeans;
import im.redoubt.protocol.stream.ClientToken;
import im.redoubt.protocol.stream.ClientWishes;
import im.redoubt.protocol.stream.UserAgent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt to sign in is given of a store, and what is left there. */
class AccountSignInTest {
    private static final BareJid ALICE = BareJid.of("alice@example.org");
    private static final Instant EXPIRY = Instant.parse("2026-12-01T00:00:00Z");
    private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8};

    private final EphemeralStore store = new EphemeralStore();
    private final List<Throwable> failures = new ArrayList<>();
    private Instant now = EXPIRY.minusSeconds(60);

    private AccountSignIn signIn(Optional<Password> password, CredentialStore kept) {
        return signIn(password, Optional.empty(), kept);
    }

    private AccountSignIn signIn(Optional<Password> password, Optional<Secret> invitation, CredentialStore kept) {
        ClientWishes wishes = ClientWishes.NONE.as(
                new UserAgent(Optional.of(UUID.randomUUID()), Optional.of("program"), Optional.of("device")));
        return new AccountSignIn(
                ALICE,
                new AccountSignIn.Means(
                        password,
                        false,
                        Optional.empty(),
                        invitation,
                        ClientDemands.DEFAULT,
                        new AccountSignIn.Kept(kept, failures::add)),
                wishes,
                () -> now,
                new SecureRandom());
    }

    private void keep(UnaryOperator<Credentials> change) {
        store.update(ALICE, change).close();
    }

    private static UnaryOperator<Credentials> token(String token, long count) {
        return kept -> kept.withToken(new FastToken(TokenMechanism.HT_SHA_256_EXPR, secret(token), count, EXPIRY));
    }

    private static Secret secret(String text) {
        return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Long> count(ClientContext context) {
        return context.means().token().map(ClientToken::count);
    }

    @Test
    @Tag("A-46")
    void eachAttemptUsesTheTokenWithACountThatIsKeptBefore() {
        keep(token("one", 4));
        AccountSignIn signIn = signIn(Optional.empty(), store);
        for (long use = 5; use < 8; use++) {
            assertThat(count(signIn.context(Optional.empty()))).contains(use);
            assertThat(store.find(ALICE).orElseThrow().token().map(FastToken::count))
                    .contains(use);
        }
        AccountSignIn another = signIn(Optional.empty(), store);
        assertThat(count(another.context(Optional.empty()))).contains(8L);
        assertThat(signIn.possible()).isTrue();
    }

    @Test
    void whoSignsInIsTheSameInstallationAndInsistsOnWhatWasSeen() {
        ClientDemands seen = ClientDemands.DEFAULT
                .with(new SelectionPolicy(ScramHash.SHA_512, true))
                .with(ClientDemand.BOUND_TOKEN);
        keep(kept -> kept.insistingOn(seen));
        UUID installation = store.find(ALICE).orElseThrow().installation();
        ClientContext context = signIn(Optional.empty(), store).context(Optional.empty());
        assertThat(context.demands()).isEqualTo(seen);
        assertThat(context.wishes().agent())
                .isEqualTo(new UserAgent(Optional.of(installation), Optional.of("program"), Optional.of("device")));
        assertThat(signIn(Optional.empty(), store)
                        .context(Optional.empty())
                        .wishes()
                        .agent()
                        .id())
                .contains(installation);
    }

    @Test
    void aTokenThatHasEndedIsGone() {
        keep(token("one", 1));
        now = EXPIRY;
        AccountSignIn signIn = signIn(Optional.empty(), store);
        ClientContext context = signIn.context(Optional.empty());
        assertThat(context.means()).isEqualTo(ClientMeans.NONE);
        assertThat(signIn.possible()).isFalse();
        assertThat(store.find(ALICE).orElseThrow().token()).isEmpty();
        keep(token("two", FastToken.MOST_USES));
        now = EXPIRY.minusSeconds(1);
        assertThat(signIn.context(Optional.empty()).means().token()).isEmpty();
    }

    @Test
    void onlyTheTokenThatWasRefusedIsDropped() {
        keep(token("one", 1));
        AccountSignIn signIn = signIn(Optional.empty(), store);
        signIn.context(Optional.empty());
        keep(token("two", 0));
        signIn.dropToken();
        assertThat(store.find(ALICE).orElseThrow().token().map(FastToken::secret))
                .contains(secret("two"));
        assertThat(count(signIn.context(Optional.empty()))).contains(1L);
        signIn.dropToken();
        assertThat(store.find(ALICE).orElseThrow().token()).isEmpty();
        assertThat(signIn.possible()).isFalse();
        // What the user typed meanwhile stays.
        keep(kept -> kept.withPassword(Password.of("password".toCharArray())));
        signIn.dropToken();
        assertThat(store.find(ALICE).orElseThrow().password()).isPresent();
    }

    /** XEP-0445 section 4: what was used once is used up, so the next connection only signs in. */
    @Test
    void anAccountIsMadeOnce() {
        Optional<Secret> invitation = Optional.of(secret("token"));
        try (Password password = Password.of("password".toCharArray())) {
            AccountSignIn signIn = signIn(Optional.of(password), invitation, store);
            assertThat(signIn.context(Optional.empty()).means().invitation()).isEqualTo(invitation);
            assertThat(signIn.context(Optional.empty()).means().invitation()).isEqualTo(invitation);
            signIn.registered();
            assertThat(signIn.context(Optional.empty()).means()).isEqualTo(ClientMeans.PASSWORD);
        }
        assertThatThrownBy(() -> signIn(Optional.empty(), invitation, store).context(Optional.empty()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("no password");
    }

    @Test
    @Tag("APP-01")
    void aKeptPasswordAnswersAndIsNotHandedOutItself() {
        keep(kept -> kept.withPassword(Password.of("password".toCharArray())));
        AccountSignIn signIn = signIn(Optional.empty(), store);
        assertThat(signIn.context(Optional.empty()).means()).isEqualTo(ClientMeans.PASSWORD);
        Secret expected = ScramHash.SHA_256.saltedPassword(secret("password"), SALT, 4096);
        assertThat(signIn.key(question(ScramHash.SHA_256, 4096))).contains(expected);
        signIn.password().orElseThrow().close();
        assertThat(signIn.password()).contains(secret("password"));
        keep(kept ->
                kept.withSaltedPassword(new SaltedPassword(ScramHash.SHA_256, Octets.copyOf(SALT), 4096, expected)));
        assertThat(signIn.context(Optional.empty()).means()).isEqualTo(ClientMeans.PASSWORD);
        assertThat(signIn.key(question(ScramHash.SHA_256, 4096))).contains(expected);
        assertThat(signIn.key(question(ScramHash.SHA_256, 8192))).isEmpty();
        assertThat(signIn.key(question(ScramHash.SHA_512, 4096))).isEmpty();
        assertThat(signIn.password()).isEmpty();
    }

    @Test
    void whatTheApplicationGaveComesFirst() {
        keep(kept -> kept.withPassword(Password.of("old".toCharArray())));
        AccountSignIn signIn = signIn(Optional.of(Password.of("new".toCharArray())), store);
        signIn.context(Optional.empty());
        assertThat(signIn.password()).contains(secret("new"));
    }

    @Test
    @Tag("APP-01")
    void aTokenWhoseUseCannotBeKeptIsNotUsed(@TempDir Path directory) throws Exception {
        KeystoreAccess plain = new KeystoreAccess() {
            @Override
            public byte[] wrap(byte[] bytes) {
                return bytes.clone();
            }

            @Override
            public byte[] unwrap(byte[] bytes) throws GeneralSecurityException {
                return bytes.clone();
            }
        };
        try (EncryptedStore kept = EncryptedStore.open(directory.resolve("store"), plain)) {
            kept.update(ALICE, token("one", 1)).close();
            AccountSignIn signIn = signIn(Optional.of(Password.of("password".toCharArray())), kept);
            assertThat(count(signIn.context(Optional.empty()))).contains(2L);
            Path inTheWay = Files.createDirectory(directory.resolve("store.new"));
            Files.createFile(inTheWay.resolve("full"));
            assertThat(signIn.context(Optional.empty()).means()).isEqualTo(ClientMeans.PASSWORD);
            assertThat(failures).singleElement().isInstanceOf(CredentialException.class);
            signIn.dropToken();
            assertThat(kept.find(ALICE).orElseThrow().token().map(FastToken::count))
                    .contains(2L);
            Files.delete(inTheWay.resolve("full"));
            assertThat(count(signIn.context(Optional.empty()))).contains(3L);
        }
    }

    private static KeyQuestion question(ScramHash hash, int iterations) {
        return KeyQuestion.of(hash, SALT, iterations, IterationBounds.DEFAULT).orElseThrow();
    }
}
