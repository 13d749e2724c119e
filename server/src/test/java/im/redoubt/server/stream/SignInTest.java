package im.redoubt.server.stream;

import static im.redoubt.server.fixture.SignInBench.ADDRESS;
import static im.redoubt.server.fixture.SignInBench.SOURCE;
import static im.redoubt.server.fixture.SignInBench.secret;
import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramError;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attempts of one connection to sign in: what is looked up, what is counted, what is said of it. */
class SignInTest {
    private static final Optional<BareJid> NOBODY = Optional.of(BareJid.of("nobody@localhost"));

    @TempDir
    private Path directory = Path.of("");

    // Both are set before each test.
    @SuppressWarnings("NullAway.Init")
    private SignInBench bench;

    // As above.
    @SuppressWarnings("NullAway.Init")
    private SignIn signIn;

    @BeforeEach
    void open() {
        bench = new SignInBench(directory, Duration.ZERO);
        signIn = bench.service().from(SOURCE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return Store.await(stage.toCompletableFuture());
    }

    private ScramVerifier verifier(Optional<BareJid> account, String name, ScramHash hash) {
        ServerAnswer answer = done(signIn.verifier(new ServerEffect.FindVerifier(account, name, hash)));
        return ((ServerAnswer.Verifier) answer).verifier();
    }

    private ServerAnswer password(Optional<BareJid> account, Secret password) {
        return done(signIn.password(new ServerEffect.CheckPassword(account, "alice", password)));
    }

    private void fails(SaslCondition condition, Optional<ScramError> error) {
        done(signIn.failed(new ServerEffect.Penalise(
                Optional.of(ALICE), Optional.of("SCRAM-SHA-1"), new SaslRefusal(condition, error, "a test"))));
    }

    private void fails(SaslCondition condition) {
        fails(condition, Optional.empty());
    }

    @Test
    void anAccountHasTheVerifierThatTheStoreHolds() {
        ScramVerifier found = verifier(Optional.of(ALICE), "alice", ScramHash.SHA_256);
        assertThat(found.matches(secret("sesame"))).isTrue();
        assertThat(verifier(Optional.of(ALICE), "alice", ScramHash.SHA_512).hash())
                .isEqualTo(ScramHash.SHA_512);
    }

    /** A decoy is the same each time, another for each name, and claims as many rounds as an account has. */
    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void whoDoesNotExistHasADecoy() {
        ScramVerifier decoy = verifier(NOBODY, "nobody", ScramHash.SHA_256);
        assertThat(decoy.iterations()).isEqualTo(10_000);
        assertThat(decoy.matches(secret("sesame"))).isFalse();
        assertThat(verifier(NOBODY, "NoBody", ScramHash.SHA_256).salt()).isEqualTo(decoy.salt());
        assertThat(verifier(Optional.empty(), "no body", ScramHash.SHA_256).salt())
                .isNotEqualTo(decoy.salt());
        assertThat(verifier(Optional.empty(), "no body", ScramHash.SHA_256).salt())
                .isEqualTo(
                        verifier(Optional.empty(), "no body", ScramHash.SHA_256).salt());
    }

    @Test
    void aPasswordIsComparedAndErased() {
        try (Secret right = secret("sesame");
                Secret wrong = secret("Sesame");
                Secret unused = secret("sesame");
                Secret nobodys = secret("sesame")) {
            assertThat(password(Optional.of(ALICE), right)).isEqualTo(new ServerAnswer.PasswordChecked(true));
            assertThat(password(Optional.of(ALICE), wrong)).isEqualTo(new ServerAnswer.PasswordChecked(false));
            assertThat(password(NOBODY, nobodys)).isEqualTo(new ServerAnswer.PasswordChecked(false));
            assertThat(password(Optional.empty(), unused)).isEqualTo(new ServerAnswer.PasswordChecked(false));
            assertThat(List.of(right, wrong, nobodys, unused)).allSatisfy(SignInTest::assertErased);
        }
    }

    private static void assertErased(Secret secret) {
        assertThatThrownBy(secret::reveal).isInstanceOf(IllegalStateException.class);
    }

    /** RFC 6120 section 6.5.11: when nothing can be compared now, that is what is said, and the password goes all the same. */
    @Test
    @Tag("D-104")
    void aPasswordThatCannotBeComparedNowIsErasedToo() {
        CountDownLatch hold = new CountDownLatch(1);
        bench.pool().submit(ADDRESS, () -> {
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
        try (Secret password = secret("sesame")) {
            CompletionStage<ServerAnswer> answer =
                    signIn.password(new ServerEffect.CheckPassword(Optional.of(ALICE), "alice", password));
            assertThatThrownBy(() -> done(answer)).hasMessageContaining("too many passwords are being compared");
            assertErased(password);
        } finally {
            hold.countDown();
        }
    }

    /** The event tells an operator what to do; it does not tell whether there is such an account. */
    @ParameterizedTest
    @ValueSource(strings = {"alice@localhost", "nobody@localhost"})
    void anOldClientWithoutAVerifierIsNamed(String account) {
        verifier(Optional.of(BareJid.of(account)), "x", ScramHash.SHA_1);
        fails(SaslCondition.NOT_AUTHORIZED);
        verifier(Optional.of(BareJid.of(account)), "x", ScramHash.SHA_256);
        fails(SaslCondition.NOT_AUTHORIZED);
        List<String> events = bench.events();
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).contains("\"reason\":\"old-client-not-allowed\"");
        assertThat(events.get(1)).contains("\"reason\":\"not-authorized\"");
    }

    @ParameterizedTest
    @CsvSource({
        "ABORTED,,aborted",
        "INVALID_AUTHZID,,invalid-authzid",
        "INVALID_MECHANISM,,invalid-mechanism",
        "INCORRECT_ENCODING,,malformed-request",
        "MALFORMED_REQUEST,,malformed-request",
        "TEMPORARY_AUTH_FAILURE,,temporary-failure",
        "NOT_AUTHORIZED,,not-authorized",
        "ACCOUNT_DISABLED,,not-authorized",
        "NOT_AUTHORIZED,INVALID_PROOF,not-authorized",
        "NOT_AUTHORIZED,CHANNEL_BINDINGS_DONT_MATCH,channel-binding-mismatch",
        "NOT_AUTHORIZED,SERVER_DOES_SUPPORT_CHANNEL_BINDING,downgrade-detected"
    })
    @Tag("SRV-09")
    void theEventSaysWhatWasWrong(SaslCondition condition, ScramError error, String word) {
        fails(condition, Optional.ofNullable(error));
        assertThat(bench.events())
                .singleElement()
                .asString()
                .contains("\"reason\":\"" + word + "\"")
                .contains("\"SCRAM-SHA-1\"")
                .contains("192.0.2.7");
    }

    /** Who gives up, or could not be served, guessed nothing. */
    @ParameterizedTest
    @EnumSource(SaslCondition.class)
    void whatIsNoGuessIsNotCounted(SaslCondition condition) {
        verifier(Optional.of(ALICE), "alice", ScramHash.SHA_256);
        fails(condition);
        boolean guess = condition != SaslCondition.ABORTED && condition != SaslCondition.TEMPORARY_AUTH_FAILURE;
        assertThat(bench.offenders().size()).isEqualTo(guess ? 1 : 0);
    }

    /** Each failure counts once, whether it belongs to an attempt or not; beyond the free ones nothing is looked up. */
    @Test
    @Tag("A-54")
    void afterTooManyFailuresNothingIsTried() {
        fails(SaslCondition.MALFORMED_REQUEST);
        for (int count = 0; count < 2; count++) {
            verifier(Optional.of(ALICE), "alice", ScramHash.SHA_256);
            fails(SaslCondition.NOT_AUTHORIZED);
        }
        fails(SaslCondition.MALFORMED_REQUEST);
        assertThat(done(signIn.verifier(new ServerEffect.FindVerifier(Optional.of(ALICE), "alice", ScramHash.SHA_256))))
                .isEqualTo(new ServerAnswer.Unavailable());
        fails(SaslCondition.TEMPORARY_AUTH_FAILURE);
        assertThat(bench.events().getLast()).contains("\"reason\":\"throttled\"");
    }

    /** A failure is told late, the later the more there were. */
    @Test
    @Tag("A-54")
    void aFailureIsToldLate() {
        try (SignInBench slow = new SignInBench(directory.resolve("slow"), Duration.ofMillis(30))) {
            SignIn late = slow.service().from(SOURCE);
            long before = System.nanoTime();
            done(late.failed(new ServerEffect.Penalise(
                    Optional.empty(),
                    Optional.empty(),
                    new SaslRefusal(SaslCondition.NOT_AUTHORIZED, Optional.empty(), "a test"))));
            assertThat(System.nanoTime() - before).isGreaterThan(20_000_000);
        }
    }

    /** Who signed in is remembered, with the place; once a day, since each time costs a write. */
    @Test
    void whereSomebodySignedInIsRememberedOnceADay() {
        assertThat(remembered()).isEmpty();
        Instant first = bench.clock().instant();
        succeeds();
        assertThat(remembered()).contains(first);
        bench.clock().advance(Duration.ofHours(23));
        succeeds();
        assertThat(remembered()).contains(first);
        bench.clock().advance(Duration.ofHours(2));
        succeeds();
        assertThat(remembered()).contains(first.plus(Duration.ofHours(25)));
        assertThat(signIn.proof().mechanism()).isEqualTo("SCRAM-SHA-256");
        assertThat(bench.events())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"action\":\"sign-in\"")
                        .contains("\"outcome\":\"success\"")
                        .contains("\"alice\""));
    }

    private Optional<Instant> remembered() {
        done(bench.store().accounts().setAdmin(ALICE, false)); // written behind what was to be remembered
        return done(bench.service().lastSeen(ALICE, ADDRESS));
    }

    private void succeeds() {
        verifier(Optional.of(ALICE), "alice", ScramHash.SHA_256);
        signIn.succeeded(new ServerEffect.SignedIn(ALICE, "SCRAM-SHA-256", Optional.empty()));
    }

    /** The store may fail: then a known place counts as a new one, and a verifier is not made up. */
    @Test
    void whereTheStoreFailsNobodyIsTakenForAStranger() {
        bench.store().close();
        assertThat(done(bench.service().lastSeen(ALICE, ADDRESS))).isEmpty();
        CompletionStage<ServerAnswer> answer =
                signIn.verifier(new ServerEffect.FindVerifier(Optional.of(ALICE), "alice", ScramHash.SHA_256));
        assertThatThrownBy(() -> done(answer)).isNotNull();
    }
}
