package im.redoubt.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.store.ImportedAccount;
import im.redoubt.server.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifiers that clients make for accounts that came from another server (XEP-0480), in the store. */
@Tag("A-61")
class UpgradeTest {
    private static final BareJid IMPORTED = BareJid.of("imported@localhost");
    private static final ScramVerifier OLD = verifier(ScramHash.SHA_1, "sesame");
    private static final ScramVerifier MADE = verifier(ScramHash.SHA_512, "sesame");

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
        signIn = bench.service().from(SignInBench.SOURCE);
        Store.await(bench.store().accounts().importAll(List.of(new ImportedAccount(IMPORTED, List.of(OLD)))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static ScramVerifier verifier(ScramHash hash, String password) {
        return ScramVerifier.derive(hash, SignInBench.secret(password), new byte[ScramVerifier.SALT_BYTES], 10_000);
    }

    private static ServerAnswer done(CompletionStage<ServerAnswer> answer) {
        return answer.toCompletableFuture().join();
    }

    private ServerAnswer upgraded(ScramVerifier proved) {
        return done(signIn.upgrade(new ServerEffect.Upgrade(IMPORTED, proved, MADE)));
    }

    private ServerAnswer lacking(ScramHash... wished) {
        return done(signIn.lacking(new ServerEffect.FindLacking(IMPORTED, List.of(wished))));
    }

    @Test
    void whatAnAccountLacksIsAddedAndRecordedOnce() {
        assertThat(lacking(ScramHash.SHA_256, ScramHash.SHA_512))
                .isEqualTo(new ServerAnswer.Lacking(List.of(ScramHash.SHA_256, ScramHash.SHA_512), 10_000));
        assertThat(upgraded(OLD)).isEqualTo(new ServerAnswer.Upgraded());
        assertThat(upgraded(OLD)).isEqualTo(new ServerAnswer.Upgraded());
        assertThat(lacking(ScramHash.SHA_256, ScramHash.SHA_512))
                .isEqualTo(new ServerAnswer.Lacking(List.of(ScramHash.SHA_256), 10_000));
        assertThat(Store.await(bench.store().accounts().verifier(IMPORTED, ScramHash.SHA_512)))
                .contains(MADE);
        assertThat(bench.events())
                .filteredOn(line -> line.contains("verifier-added"))
                .singleElement()
                .asString()
                .contains("\"mechanism\":\"SCRAM-SHA-512\"", "\"name\":\"imported\"", "192.0.2.7");
    }

    /** The password was changed, or the account is gone, while its client computed. */
    @Test
    void nothingIsAddedForAnotherPassword() {
        Store.await(bench.store()
                .accounts()
                .replaceVerifiers(
                        IMPORTED, List.of(verifier(ScramHash.SHA_256, "new"), verifier(ScramHash.SHA_512, "new"))));
        assertThat(upgraded(OLD)).isEqualTo(new ServerAnswer.NotUpgraded());
        Store.await(bench.store().accounts().delete(IMPORTED));
        assertThat(upgraded(OLD)).isEqualTo(new ServerAnswer.NotUpgraded());
        assertThat(Store.await(bench.store().accounts().hashes(IMPORTED))).isEmpty();
        assertThat(bench.events()).noneMatch(line -> line.contains("verifier-added"));
    }

    @Test
    void whatCannotBeWrittenFails() {
        bench.store().close();
        assertThatThrownBy(() -> upgraded(OLD)).hasMessageContaining("closed");
        assertThatThrownBy(() -> lacking(ScramHash.SHA_512)).hasMessageContaining("closed");
        assertThat(bench.events()).isEmpty();
    }
}
