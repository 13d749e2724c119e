package im.redoubt.server.token;

import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.TokenClient;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.sasl.TokenOutcome;
import im.redoubt.protocol.sasl.TokenProof;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.store.ClientKey;
import im.redoubt.server.store.ClientSighting;
import im.redoubt.server.store.NewAccount;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.TokenSerial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens are handed out, used, replaced and refused: XEP-0484. */
@Tag("APP-01")
class TokensTest {
    private static final BareJid BOB = BareJid.of("bob@localhost");
    private static final String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
    private static final String TABLET = "b0c1aa1e-6b7f-4a3c-9a0e-1d2f3a4b5c6d";
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final ChannelBindings HERE =
            ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, new byte[32]);

    @TempDir
    private Path directory = Path.of("");

    // Both are set before each test.
    @SuppressWarnings("NullAway.Init")
    private SignInBench bench;

    // As above.
    @SuppressWarnings("NullAway.Init")
    private Tokens tokens;

    @BeforeEach
    void open() {
        bench = new SignInBench(directory, Duration.ZERO);
        tokens = tokens(1);
        List<ScramVerifier> verifiers = List.of(verifier(ScramHash.SHA_256), verifier(ScramHash.SHA_512));
        done(bench.store().accounts().create(new NewAccount(BOB, verifiers, false)));
        seen(ALICE, PHONE);
        seen(ALICE, TABLET);
        seen(BOB, PHONE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Tokens tokens(int key) {
        byte[] bytes = new byte[TokenMint.KEY_BYTES];
        Arrays.fill(bytes, (byte) key);
        return new Tokens(
                bench.store().clients(),
                new TokenMint(Secret.copyOf(bytes)),
                new TokenPolicy(Duration.ofDays(30), 10),
                bench.clock(),
                new SecureRandom());
    }

    private static ScramVerifier verifier(ScramHash hash) {
        return ScramVerifier.of(hash, 10_000, new byte[16], new byte[hash.length()], new byte[hash.length()]);
    }

    private static <T> T done(CompletionStage<T> stage) {
        return Store.await(stage.toCompletableFuture());
    }

    private void seen(BareJid account, String userAgent) {
        done(tokens.seen(
                account,
                new ClientSighting(ClientKey.of(account, userAgent), Optional.empty(), Optional.empty(), true)));
    }

    private IssuedToken issue(BareJid account, String userAgent, TokenMechanism mechanism) {
        return done(tokens.issue(account, userAgent, mechanism, () -> true)).orElseThrow();
    }

    private Secret issued() {
        return issue(ALICE, PHONE, TokenMechanism.HT_SHA_256_EXPR).token();
    }

    private static TokenProof proof(TokenMechanism mechanism, Secret token) {
        return proof(mechanism, HERE, token);
    }

    private static TokenProof proof(TokenMechanism mechanism, ChannelBindings connection, Secret token) {
        byte[] message =
                TokenClient.begin(mechanism, "alice", token, connection).bytes();
        return TokenProof.parse(mechanism, HERE, message).on(new TokenOutcome.Cases<TokenProof>() {
            @Override
            public TokenProof proof(TokenProof proof) {
                return proof;
            }

            @Override
            public TokenProof refused(SaslRefusal refusal) {
                throw new AssertionError(refusal.toString());
            }
        });
    }

    private Optional<TokenUse> use(BareJid account, String userAgent, Secret token, OptionalLong count) {
        return done(tokens.use(Optional.of(account), userAgent, proof(TokenMechanism.HT_SHA_256_EXPR, token), count));
    }

    private boolean works(Secret token) {
        return use(ALICE, PHONE, token, NONE).isPresent();
    }

    @Test
    void aTokenSignsInAndTheServerProvesThatItKnowsIt() {
        Secret token = issued();
        TokenClient client = TokenClient.begin(TokenMechanism.HT_SHA_256_EXPR, "alice", token, HERE);
        TokenUse use = use(ALICE, PHONE, token, NONE).orElseThrow();
        assertThat(client.on(use.answer())).isInstanceOf(im.redoubt.protocol.sasl.ServerProven.class);
        assertThat(use.mechanism()).isEqualTo(TokenMechanism.HT_SHA_256_EXPR);
        assertThat(use.due()).isFalse();
        assertThat(new String(token.reveal(), StandardCharsets.US_ASCII)).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    @Tag("A-58")
    void aTokenIsNobodyElsesAndNoOtherDevices() {
        Secret token = issued();
        assertThat(use(ALICE, TABLET, token, NONE)).isEmpty();
        assertThat(use(BOB, PHONE, token, NONE)).isEmpty();
        assertThat(use(BareJid.of("nobody@localhost"), PHONE, token, NONE)).isEmpty();
        assertThat(use(BareJid.of("alice@other.example"), PHONE, token, NONE)).isEmpty();
        assertThat(use(ALICE, "unknown", token, NONE)).isEmpty();
        assertThat(done(tokens.use(Optional.empty(), PHONE, proof(TokenMechanism.HT_SHA_256_EXPR, token), NONE)))
                .isEmpty();
        assertThat(works(token)).isTrue();
    }

    /** XEP-0484 section 3.4: never with another mechanism, above all not with one that is not bound. */
    @Test
    @Tag("A-58")
    void aTokenIsGoodForItsMechanismAndItsConnectionOnly() {
        Secret token = issued();
        assertThat(done(tokens.use(Optional.of(ALICE), PHONE, proof(TokenMechanism.HT_SHA_256_NONE, token), NONE)))
                .isEmpty();
        byte[] other = new byte[32];
        other[0] = 1;
        ChannelBindings elsewhere = ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, other);
        assertThat(done(tokens.use(
                        Optional.of(ALICE), PHONE, proof(TokenMechanism.HT_SHA_256_EXPR, elsewhere, token), NONE)))
                .isEmpty();
        Secret unbound = issue(ALICE, TABLET, TokenMechanism.HT_SHA_256_NONE).token();
        assertThat(use(ALICE, TABLET, unbound, NONE)).isEmpty();
        assertThat(done(tokens.use(Optional.of(ALICE), TABLET, proof(TokenMechanism.HT_SHA_256_NONE, unbound), NONE)))
                .isPresent();
    }

    @Test
    @Tag("A-58")
    void aCountIsTakenOnce() {
        Secret token = issued();
        assertThat(use(ALICE, PHONE, token, OptionalLong.of(3))).isPresent();
        assertThat(use(ALICE, PHONE, token, OptionalLong.of(3))).isEmpty();
        assertThat(use(ALICE, PHONE, token, OptionalLong.of(2))).isEmpty();
        assertThat(use(ALICE, PHONE, token, NONE)).isEmpty();
        assertThat(use(ALICE, PHONE, token, OptionalLong.of(4))).isPresent();
    }

    /** XEP-0484 section 3.5. */
    @Test
    @Tag("A-58")
    void aTokenIsDueWhenHalfOfItsTimeIsOverAndTheOldOneGoesWhenTheNewOneWasUsed() {
        Secret first = issued();
        assertThat(use(ALICE, PHONE, first, NONE).orElseThrow().due()).isFalse();
        bench.clock().advance(Duration.ofDays(16));
        assertThat(use(ALICE, PHONE, first, NONE).orElseThrow().due()).isTrue();
        Secret second = issued();
        assertThat(works(first)).isTrue();
        assertThat(use(ALICE, PHONE, second, NONE).orElseThrow().due()).isFalse();
        assertThat(works(first)).isFalse();
        assertThat(works(second)).isTrue();
    }

    @Test
    @Tag("A-58")
    void anExpiredTokenIsWorthNothing() {
        IssuedToken token = issue(ALICE, PHONE, TokenMechanism.HT_SHA_256_EXPR);
        Instant now = bench.clock().instant();
        assertThat(token.expiresAt()).isEqualTo(now.plus(Duration.ofDays(30)));
        bench.clock().advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(works(token.token())).isTrue();
        bench.clock().advance(Duration.ofSeconds(1));
        assertThat(works(token.token())).isFalse();
    }

    @Test
    @Tag("A-58")
    void whatIsInvalidatedRevokedOrFromBeforeAChangeOfThePasswordIsWorthNothing() {
        Secret token = issued();
        TokenUse use = use(ALICE, PHONE, token, NONE).orElseThrow();
        assertThat(done(tokens.invalidate(ALICE, PHONE, use))).isTrue();
        assertThat(works(token)).isFalse();

        token = issued();
        done(bench.store().clients().revoke(ALICE, ClientKey.of(ALICE, PHONE)));
        assertThat(works(token)).isFalse();

        token = issued();
        List<ScramVerifier> verifiers = List.of(verifier(ScramHash.SHA_256), verifier(ScramHash.SHA_512));
        done(bench.store().accounts().replaceVerifiers(ALICE, verifiers));
        assertThat(works(token)).isFalse();
    }

    @Test
    @Tag("A-58")
    @Tag("A-60")
    void withoutTheKeyTheDatabaseIsWorthNothing() throws IOException {
        Secret token = issued();
        String text = new String(token.reveal(), StandardCharsets.US_ASCII);
        bench.store().close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).as(file.toString()).doesNotContain(text).doesNotContain(PHONE);
            }
        }
    }

    @Test
    @Tag("A-58")
    void anotherKeyMakesOtherTokens() {
        Secret token = issued();
        assertThat(done(tokens(2).use(Optional.of(ALICE), PHONE, proof(TokenMechanism.HT_SHA_256_EXPR, token), NONE)))
                .isEmpty();
    }

    @Test
    @Tag("A-58")
    void noTwoTokensAreAlike() {
        TokenMint mint = new TokenMint(Secret.copyOf(new byte[TokenMint.KEY_BYTES]));
        TokenSerial one = new TokenSerial("0".repeat(32));
        TokenSerial two = new TokenSerial("0".repeat(31) + "1");
        Set<String> made = new HashSet<>();
        for (BareJid account : List.of(ALICE, BOB)) {
            for (String agent : List.of(PHONE, TABLET)) {
                for (TokenSerial serial : List.of(one, two)) {
                    for (TokenMechanism mechanism : TokenMechanism.values()) {
                        Secret token = mint.token(account, ClientKey.of(account, agent), serial, mechanism);
                        made.add(new String(token.reveal(), StandardCharsets.US_ASCII));
                    }
                }
            }
        }
        assertThat(made).hasSize(24);
        assertThat(new TokenSerial("a")).isNotEqualTo(one);
    }

    @Test
    void aKeyHasItsLength() {
        for (int length : new int[] {0, 16, 31, 33}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TokenMint(Secret.copyOf(new byte[length])));
        }
    }

    @Test
    @Tag("A-60")
    void nothingPrintsAToken() {
        IssuedToken token = issue(ALICE, PHONE, TokenMechanism.HT_SHA_256_EXPR);
        String text = new String(token.token().reveal(), StandardCharsets.US_ASCII);
        assertThat(token.toString()).doesNotContain(text).contains("***");
        assertThat(use(ALICE, PHONE, token.token(), NONE).toString()).doesNotContain(text);
    }
}
