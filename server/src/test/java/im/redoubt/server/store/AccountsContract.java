package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Accounts} and {@link KnownSources} on any engine. */
abstract class AccountsContract extends StoreContract {
    AccountsContract(TestDatabase database) {
        super(database);
    }

    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(10, 10_000, 1L << 30, 10, 10, 10, 10, 10_000, 1_000, 3, AccountQuotas.Nodes.DEFAULT);
    }

    @Test
    void findsWhatWasCreatedAlsoAfterReopening() {
        done(store().accounts().create(new NewAccount(ALICE, TestAccounts.verifiers("x"), true)));

        Account found = await(reopen().accounts().find(ALICE)).orElseThrow();

        assertThat(found).isEqualTo(new Account(ALICE, true, SteppingClock.START));
        assertThat(await(store().accounts().exists(ALICE))).isTrue();
        assertThat(await(store().accounts().exists(BOB))).isFalse();
        assertThat(await(store().accounts().find(BOB))).isEmpty();
        assertThat(await(store().accounts().count())).isEqualTo(1);
    }

    @Test
    void refusesASecondAccountOfTheSameAddressAndKeepsTheFirst() {
        createAccounts(ALICE);

        Refusal refusal =
                refused(store().accounts().create(new NewAccount(ALICE, TestAccounts.verifiers("other"), true)));

        assertThat(refusal).isEqualTo(Refusal.ACCOUNT_EXISTS);
        assertThat(await(store().accounts().find(ALICE)).orElseThrow().admin()).isFalse();
        assertThat(verifier(ScramHash.SHA_256)).contains(encoded(ScramHash.SHA_256, "a"));
    }

    @Test
    void keepsAVerifierForEachHash() {
        createAccounts(ALICE);

        assertThat(verifier(ScramHash.SHA_256)).contains(encoded(ScramHash.SHA_256, "a"));
        assertThat(verifier(ScramHash.SHA_512)).contains(encoded(ScramHash.SHA_512, "a"));
        assertThat(verifier(ScramHash.SHA_1)).isEmpty();
        assertThat(await(store().accounts().verifier(BOB, ScramHash.SHA_256))).isEmpty();
    }

    @Test
    @Tag("SRV-02")
    void anAccountCannotBeWithoutTheStrongHashes() {
        List<ScramVerifier> weak = List.of(TestAccounts.verifier(ScramHash.SHA_1, "a"));

        assertThatThrownBy(() -> new NewAccount(ALICE, weak, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().accounts().replaceVerifiers(ALICE, weak))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewPasswordLeavesNothingOfTheOldOne() {
        List<ScramVerifier> withOldClients = new ArrayList<>(TestAccounts.verifiers("old"));
        withOldClients.add(TestAccounts.verifier(ScramHash.SHA_1, "old"));
        done(store().accounts().create(new NewAccount(ALICE, withOldClients, false)));

        done(store().accounts().replaceVerifiers(ALICE, TestAccounts.verifiers("new")));

        assertThat(verifier(ScramHash.SHA_1)).isEmpty();
        assertThat(verifier(ScramHash.SHA_256)).contains(encoded(ScramHash.SHA_256, "new"));
        assertThat(refused(store().accounts().replaceVerifiers(BOB, TestAccounts.verifiers("new"))))
                .isEqualTo(Refusal.NO_ACCOUNT);
    }

    @Test
    void listsInPagesInTheOrderOfBytes() {
        List<BareJid> addresses =
                List.of(BareJid.of("a@example.org"), BareJid.of("a.b@example.org"), BareJid.of("b@example.org"), CAROL);
        for (BareJid address : addresses.reversed()) {
            createAccounts(address);
        }

        List<Account> first = await(store().accounts().list(Optional.empty(), 3));
        List<Account> rest =
                await(store().accounts().list(Optional.of(first.getLast().address()), 3));

        assertThat(first)
                .extracting(Account::address)
                .containsExactly(addresses.get(1), addresses.get(0), addresses.get(2));
        assertThat(rest).extracting(Account::address).containsExactly(CAROL);
    }

    @Test
    void givesAndTakesTheRoleOfAnAdministrator() {
        createAccounts(ALICE);

        assertThat(done(store().accounts().setAdmin(ALICE, true)).admin()).isTrue();
        assertThat(await(reopen().accounts().find(ALICE)).orElseThrow().admin()).isTrue();
        assertThat(done(store().accounts().setAdmin(ALICE, false)).admin()).isFalse();
        assertThat(refused(store().accounts().setAdmin(BOB, true))).isEqualTo(Refusal.NO_ACCOUNT);
        assertThat(damage).isEmpty();
    }

    @Test
    void importsManyAndSaysWhichWereThere() {
        createAccounts(BareJid.of("user7@example.org"));
        List<NewAccount> accounts = IntStream.range(0, 300)
                .mapToObj(i -> TestAccounts.of(BareJid.of("user" + i + "@example.org")))
                .toList();

        List<Outcome<Account>> outcomes = await(store().accounts().createAll(accounts));

        assertThat(outcomes).hasSize(300);
        assertThat(outcomes.get(7)).isEqualTo(new Outcome.Refused<>(Refusal.ACCOUNT_EXISTS));
        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(299);
        assertThat(await(store().accounts().count())).isEqualTo(300);
    }

    @Test
    @Tag("A-61")
    void aDamagedVerifierIsReportedAndNotUsed() throws Exception {
        createAccounts(ALICE);
        tamper(
                "UPDATE scram_verifier SET verifier = ? WHERE scheme = ?",
                encoded(ScramHash.SHA_256, "evil"),
                "SCRAM-SHA-256");

        assertThat(verifier(ScramHash.SHA_256)).isEmpty();
        assertThat(verifier(ScramHash.SHA_512)).isPresent();
        assertThat(damage).extracting(StoreDamage::table).containsExactly("scram_verifier");
        assertThat(store().health().damagedRows()).isEqualTo(1);
    }

    private void imported(ScramHash... hashes) {
        List<ScramVerifier> verifiers =
                Stream.of(hashes).map(hash -> TestAccounts.verifier(hash, "a")).toList();
        assertThat(await(store().accounts().importAll(List.of(new ImportedAccount(ALICE, verifiers)))))
                .allMatch(Outcome.Done.class::isInstance);
    }

    private Accounts.VerifierAddition added(String proved, String made) {
        return await(store().accounts()
                .addVerifier(
                        ALICE,
                        TestAccounts.verifier(ScramHash.SHA_256, proved),
                        TestAccounts.verifier(ScramHash.SHA_512, made)));
    }

    @Test
    void anImportedAccountHasWhatTheOtherServerKept() {
        imported(ScramHash.SHA_1);

        assertThat(await(store().accounts().hashes(ALICE))).containsExactly(ScramHash.SHA_1);
        assertThat(verifier(ScramHash.SHA_1)).contains(encoded(ScramHash.SHA_1, "a"));
        assertThat(await(store().accounts().hashes(BOB))).isEmpty();
        assertThat(await(store().accounts()
                        .importAll(List.of(
                                new ImportedAccount(ALICE, TestAccounts.verifiers("b")),
                                new ImportedAccount(BOB, TestAccounts.verifiers("b"))))))
                .extracting(Object::getClass)
                .containsExactly(Outcome.Refused.class, Outcome.Done.class);
        List<ScramVerifier> twice =
                List.of(TestAccounts.verifier(ScramHash.SHA_1, "a"), TestAccounts.verifier(ScramHash.SHA_1, "b"));
        assertThatThrownBy(() -> new ImportedAccount(CAROL, twice)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImportedAccount(CAROL, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhatAPageOfAccountsHas() {
        imported(ScramHash.SHA_1);
        createAccounts(BOB, CAROL);

        assertThat(await(store().accounts().hashes(ALICE, BOB)))
                .isEqualTo(Map.of(ALICE, Set.of(ScramHash.SHA_1), BOB, Set.of(ScramHash.SHA_256, ScramHash.SHA_512)));
    }

    @Test
    @Tag("A-61")
    void aVerifierIsAddedWhileTheProvedOneIsStored() {
        imported(ScramHash.SHA_256);

        assertThat(added("a", "made")).isEqualTo(Accounts.VerifierAddition.ADDED);

        assertThat(await(reopen().accounts().hashes(ALICE))).containsExactly(ScramHash.SHA_256, ScramHash.SHA_512);
        assertThat(verifier(ScramHash.SHA_512)).contains(encoded(ScramHash.SHA_512, "made"));
        assertThat(verifier(ScramHash.SHA_256)).contains(encoded(ScramHash.SHA_256, "a"));
    }

    @Test
    @Tag("A-61")
    void nothingIsAddedForAPasswordThatIsNotTheAccountsAnyMore() {
        imported(ScramHash.SHA_256);

        assertThat(added("other", "made")).isEqualTo(Accounts.VerifierAddition.NOT_PROVED);
        await(store().accounts().delete(ALICE));
        assertThat(added("a", "made")).isEqualTo(Accounts.VerifierAddition.NOT_PROVED);
        done(store().accounts().create(new NewAccount(ALICE, TestAccounts.verifiers("new"), false)));
        assertThat(added("a", "made")).isEqualTo(Accounts.VerifierAddition.NOT_PROVED);

        assertThat(verifier(ScramHash.SHA_512)).contains(encoded(ScramHash.SHA_512, "new"));
    }

    @Test
    @Tag("A-61")
    void whatIsThereIsNotReplaced() {
        createAccounts(ALICE);

        assertThat(added("a", "made")).isEqualTo(Accounts.VerifierAddition.THERE_ALREADY);

        assertThat(verifier(ScramHash.SHA_512)).contains(encoded(ScramHash.SHA_512, "a"));
    }

    /** Neither proves a damaged verifier anything, nor is one replaced in silence. */
    @Test
    @Tag("A-61")
    void aDamagedVerifierHasNothingAdded() throws Exception {
        imported(ScramHash.SHA_256);
        tamper("UPDATE scram_verifier SET checksum = checksum + 1 WHERE scheme = ?", "SCRAM-SHA-256");
        assertThat(added("a", "made")).isEqualTo(Accounts.VerifierAddition.NOT_PROVED);
        assertThat(damage).extracting(StoreDamage::table).containsExactly("scram_verifier");

        createAccounts(BOB);
        tamper("UPDATE scram_verifier SET verifier = ? WHERE scheme = ?", "rubbish", "SCRAM-SHA-512");
        assertThat(await(store().accounts().hashes(BOB))).containsExactly(ScramHash.SHA_256, ScramHash.SHA_512);
        assertThat(await(store().accounts()
                        .addVerifier(
                                BOB,
                                TestAccounts.verifier(ScramHash.SHA_256, "a"),
                                TestAccounts.verifier(ScramHash.SHA_512, "made"))))
                .isEqualTo(Accounts.VerifierAddition.THERE_ALREADY);
        assertThat(await(store().accounts().verifier(BOB, ScramHash.SHA_512))).isEmpty();
    }

    @Test
    void aDamagedAccountIsReportedAndLeftOut() throws Exception {
        createAccounts(ALICE, BOB);
        tamper("UPDATE account SET admin = 1 WHERE address = ?", ALICE.toString());
        tamper("UPDATE account SET format = 9 WHERE address = ?", BOB.toString());

        assertThat(await(store().accounts().list(Optional.empty(), 10))).isEmpty();
        assertThat(damage)
                .extracting(StoreDamage::reason)
                .containsExactly("the checksum is wrong", "format 9 is unknown");
    }

    @Test
    void remembersTheMostRecentSourcesOfEachAccount() {
        createAccounts(ALICE, BOB);
        for (String source : List.of("one", "two", "three", "two", "four")) {
            clock.step(Duration.ofSeconds(1));
            await(store().knownSources().remember(ALICE, source));
        }

        assertThat(List.of("one", "two", "three", "four"))
                .filteredOn(source ->
                        await(store().knownSources().lastSeen(ALICE, source)).isPresent())
                .containsExactly("two", "three", "four");
        assertThat(await(store().knownSources().lastSeen(BOB, "two"))).isEmpty();
    }

    @Test
    void remembersNothingForAnAccountThatIsNotThere() {
        assertThatThrownBy(() -> await(store().knownSources().remember(BOB, "one")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.NO_ACCOUNT));
    }

    private Optional<String> verifier(ScramHash hash) {
        return await(store().accounts().verifier(ALICE, hash)).map(ScramVerifier::encode);
    }

    private static String encoded(ScramHash hash, String seed) {
        return TestAccounts.verifier(hash, seed).encode();
    }

    @Test
    void listsTheAdministratorsAndNobodyElse() {
        createAccounts(ALICE, BOB);
        assertThat(await(store().accounts().administrators(10))).isEmpty();
        done(store().accounts().setAdmin(BOB, true));
        assertThat(await(store().accounts().administrators(10)))
                .containsExactly(new Account(
                        BOB,
                        true,
                        await(store().accounts().find(BOB)).orElseThrow().createdAt()));
        done(store().accounts().setAdmin(ALICE, true));
        assertThat(await(store().accounts().administrators(1)))
                .extracting(Account::address)
                .containsExactly(ALICE);
    }
}
