package im.redoubt.client.credential;

import static im.redoubt.client.credential.CredentialStoreContract.ALICE;
import static im.redoubt.client.credential.CredentialStoreContract.password;
import static im.redoubt.client.credential.CredentialStoreContract.secret;
import static im.redoubt.client.credential.CredentialStoreContract.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedStoreTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("store.p12");
    }

    private EncryptedStore open(String passphrase) {
        try (Secret secret = secret(passphrase)) {
            return EncryptedStore.open(EncryptedFile.open(file(), new Pkcs12Vault(secret, new SecureRandom(), 1_000)));
        }
    }

    private void write() {
        try (EncryptedStore store = open("correct horse")) {
            store.update(ALICE, token("the-token-of-alice", 1)).close();
        }
    }

    private void assertRefused(String passphrase, Problem... problems) throws IOException {
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> open(passphrase))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(problems).contains(e.problem()));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    @Tag("APP-07")
    void nothingIsInTheFileInClear() throws IOException {
        write();
        String text = new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .doesNotContain("alice", "example.org", "the-token", "correct horse", "HT-SHA", "SCRAM")
                .doesNotContain("a\0l\0i\0c\0e");
    }

    @Test
    @Tag("APP-01")
    void isAKeyStoreThatOthersRead() throws Exception {
        try (Secret secret = secret("correct horse");
                EncryptedStore store = EncryptedStore.open(file(), secret)) {
            store.update(ALICE, token("the-token-of-alice", 1)).close();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file())) {
            store.load(in, null);
        }
        char[] passphrase = Base64.getEncoder()
                .encodeToString("correct horse".getBytes(StandardCharsets.UTF_8))
                .toCharArray();
        assertThat(store.getKey("key", passphrase).getEncoded()).hasSize(32);
        // OBJECT IDENTIFIER of PBES2, PBKDF2, HMAC-SHA-256 and AES-256-CBC; 600,000 iterations
        String hex = hex(Files.readAllBytes(file()));
        assertThat(hex)
                .contains(
                        "06092a864886f70d01050d",
                        "06092a864886f70d01050c",
                        "06082a864886f70d0209",
                        "060960864801650304012a")
                .contains("0203"
                        + Integer.toHexString(0x1000000 | Pkcs12Vault.ITERATIONS)
                                .substring(1));
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return hex.toString();
    }

    @Test
    @Tag("APP-01")
    void anotherPassphraseIsRefusedAndChangesNothing() throws IOException {
        write();
        for (String wrong : List.of("correct hors", "correct horse ", "Correct horse", "battery staple")) {
            assertRefused(wrong, Problem.WRONG_KEY);
        }
        try (EncryptedStore store = open("correct horse")) {
            assertThat(store.find(ALICE)).isPresent();
        }
    }

    @Test
    void aPassphraseIsNoEmptyWord() {
        for (String tooShort : List.of("", "1234567")) {
            try (Secret passphrase = secret(tooShort)) {
                assertThatThrownBy(() -> EncryptedStore.open(file(), passphrase))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    @Tag("APP-01")
    void aFileThatWasCutOffIsRefused() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file());
        List<Integer> lengths = new ArrayList<>(List.of(0, 1, 2, 3, 4, 10, whole.length - 1, whole.length - 2));
        for (int length = 20; length < whole.length; length += 7) {
            lengths.add(length);
        }
        for (int length : lengths) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertRefused("correct horse", Problem.DAMAGED);
        }
    }

    @Test
    @Tag("APP-01")
    void aFileWithABitFlippedIsRefused() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file());
        String plain = plain();
        int refused = 0;
        for (int at = 5; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            Files.write(file(), changed);
            try {
                // What says nothing of the content, such as the time in an attribute, may differ; the content may not.
                assertThat(plain()).isEqualTo(plain);
            } catch (CredentialException expected) {
                assertThat(expected.problem()).isIn(Problem.DAMAGED, Problem.WRONG_KEY);
                refused++;
            }
            assertThat(Files.readAllBytes(file())).isEqualTo(changed);
        }
        assertThat(refused).isGreaterThan(whole.length / 2);
    }

    @Test
    void somethingElseIsRefused() throws IOException {
        write();
        for (byte[] other : List.of(
                "not a key store".getBytes(StandardCharsets.UTF_8),
                new byte[1000],
                "redoubt-credentials-1\nabc".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file(), other);
            assertRefused("correct horse", Problem.DAMAGED);
        }
        Files.write(file(), new byte[DiskDirectory.MOST_BYTES + 1]);
        assertRefused("correct horse", Problem.DAMAGED);
    }

    @ParameterizedTest
    @Tag("APP-01")
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--", "rw-----w-", "rw---x---"})
    void aFileThatOthersCanReadIsRefused(String mode) throws IOException {
        write();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
        assertRefused("correct horse", Problem.EXPOSED);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        open("correct horse").close();
    }

    @Test
    @Tag("APP-01")
    void whatItMakesIsItsOwnersAlone() throws IOException {
        Path deep = directory.resolve("a/b/store.p12");
        try (Secret passphrase = secret("correct horse");
                EncryptedStore store = EncryptedStore.open(deep, passphrase)) {
            store.update(ALICE, token("one", 1)).close();
            assertThat(mode(deep)).isEqualTo("rw-------");
            assertThat(mode(deep.resolveSibling("store.p12.lock"))).isEqualTo("rw-------");
            assertThat(mode(directory.resolve("a/b"))).isEqualTo("rwx------");
            assertThat(deep.resolveSibling("store.p12.new")).doesNotExist();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    @Tag("APP-01")
    void aLinkAndADirectoryOfEverybodyAreRefused() throws IOException {
        write();
        Path link = directory.resolve("link.p12");
        Files.createSymbolicLink(link, file());
        Path everybodys = Files.createDirectory(directory.resolve("everybodys"));
        Files.setPosixFilePermissions(everybodys, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Secret passphrase = secret("correct horse")) {
            for (Path path : List.of(link, everybodys.resolve("store.p12"))) {
                assertThatThrownBy(() -> EncryptedStore.open(path, passphrase))
                        .isInstanceOfSatisfying(
                                CredentialException.class,
                                e -> assertThat(e.problem()).isEqualTo(Problem.EXPOSED));
            }
        }
        assertThat(everybodys.resolve("store.p12")).doesNotExist();
    }

    @Test
    void whatSomebodyPutInItsWayIsRemoved() throws IOException {
        write();
        Path left = directory.resolve("store.p12.new");
        Files.writeString(left, "left by who was killed");
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));
        write();
        assertThat(left).doesNotExist();
        assertThat(mode(file())).isEqualTo("rw-------");
    }

    @Test
    @Tag("APP-01")
    void oneStoreHasTheFileOpen() {
        try (EncryptedStore first = open("correct horse")) {
            assertThatThrownBy(() -> open("correct horse"))
                    .isInstanceOfSatisfying(
                            CredentialException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
            first.update(ALICE, token("one", 1)).close();
        }
        open("correct horse").close();
    }

    @Test
    void aFailedStartGivesTheFileBack() throws IOException {
        write();
        assertRefused("battery staple", Problem.WRONG_KEY);
        open("correct horse").close();
    }

    @Test
    @Tag("APP-01")
    void aPasswordThatWasReplacedIsNotInTheFileAnyMore() {
        try (EncryptedStore store = open("correct horse")) {
            store.update(ALICE, c -> c.withPassword(password("swordfish"))).close();
        }
        assertThat(plain()).contains("swordfish");
        write();
        assertThat(plain()).doesNotContain("swordfish").contains("the-token-of-alice");
    }

    /** Returns what is in the file once it is opened. */
    private String plain() {
        try (Secret passphrase = secret("correct horse");
                Pkcs12Vault vault = new Pkcs12Vault(passphrase, new SecureRandom())) {
            return new String(vault.open(Files.readAllBytes(file())), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9, or the plug, behind every step of a change: there is the old file or the new one, and it opens. */
    @Test
    @Tag("APP-01")
    @Tag("C-109")
    void whereverTheMachineStopsThereIsTheOldFileOrTheNewOne() {
        KeystoreAccess access = FakeAndroid.access("crashes");
        int steps = 0;
        boolean stopped = true;
        while (stopped) {
            for (int written = 0; written <= 10; written++) {
                for (boolean names : new boolean[] {false, true}) {
                    CrashingDirectory disk = new CrashingDirectory();
                    disk.stopAfter(-1);
                    store(disk, access).update(ALICE, token("old", 1)).close();
                    disk.stopAfter(steps);
                    stopped = stops(() ->
                            store(disk, access).update(ALICE, token("new", 2)).close());
                    CrashingDirectory afterwards = disk.afterwards(names, written);
                    try (EncryptedStore store = store(afterwards, access)) {
                        Optional<Long> count =
                                store.find(ALICE).orElseThrow().token().map(FastToken::count);
                        assertThat(count).as("after " + steps + " steps").isIn(Optional.of(1L), Optional.of(2L));
                        if (!stopped) {
                            assertThat(count).as("it had returned").contains(2L);
                        }
                        store.update(ALICE, token("next", 3)).close();
                        assertThat(store.find(ALICE).orElseThrow().token().map(FastToken::count))
                                .contains(3L);
                    }
                }
            }
            steps++;
        }
        assertThat(steps).isGreaterThan(10);
    }

    private static boolean stops(Runnable change) {
        try {
            change.run();
            return false;
        } catch (CrashingDirectory.Stopped stopped) {
            return true;
        }
    }

    private static EncryptedStore store(Directory directory, KeystoreAccess access) {
        return new EncryptedStore(new EncryptedFile(directory, "store", new PlatformVault(access), () -> {}));
    }

    @Test
    void whatCannotBeWrittenIsAsIfItHadNotBeenAskedFor() throws IOException {
        try (EncryptedStore store = open("correct horse")) {
            store.update(ALICE, token("one", 1)).close();
            // Nothing can be made where a directory has the name.
            Files.createDirectory(directory.resolve("store.p12.new"));
            Files.writeString(directory.resolve("store.p12.new/full"), "");
            assertThatThrownBy(() -> store.update(ALICE, token("two", 2)))
                    .isInstanceOfSatisfying(
                            CredentialException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.PLATFORM));
            assertThatThrownBy(() -> store.forget(ALICE)).isInstanceOf(CredentialException.class);
            assertThat(store.find(ALICE).orElseThrow().token().map(FastToken::count))
                    .contains(1L);
        }
        try (EncryptedStore store = open("correct horse")) {
            assertThat(store.find(ALICE).orElseThrow().token().map(FastToken::count))
                    .contains(1L);
        }
    }
}
