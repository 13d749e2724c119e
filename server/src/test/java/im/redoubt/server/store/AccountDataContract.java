package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link PrivateData} and {@link VCards} on any engine. */
abstract class AccountDataContract extends StoreContract {
    AccountDataContract(TestDatabase database) {
        super(database);
    }

    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(10, 10_000, 1L << 30, 10, 10, 10, 3, 100, 50, 3, AccountQuotas.Nodes.DEFAULT);
    }

    @BeforeEach
    void createTwo() {
        createAccounts(ALICE, BOB);
    }

    @Test
    void keepsOneElementForEachNamespaceAndName() {
        done(store().privateData().put(ALICE, "urn:a", "x", Blob.of("ax")));
        done(store().privateData().put(ALICE, "urn:b", "x", Blob.of("bx")));
        done(store().privateData().put(ALICE, "urn:a", "x", Blob.of("again")));

        reopen();
        assertThat(await(store().privateData().get(ALICE, "urn:a", "x"))).contains(Blob.of("again"));
        assertThat(await(store().privateData().get(ALICE, "urn:b", "x"))).contains(Blob.of("bx"));
        assertThat(await(store().privateData().get(ALICE, "urn:a", "y"))).isEmpty();
        assertThat(await(store().privateData().get(BOB, "urn:a", "x"))).isEmpty();
    }

    @Test
    void keepsOneVCardForEachAccount() {
        done(store().vCards().put(ALICE, Blob.of("<FN>Alice</FN>")));
        done(store().vCards().put(ALICE, Blob.of("<FN>A.</FN>")));

        assertThat(await(reopen().vCards().get(ALICE))).contains(Blob.of("<FN>A.</FN>"));
        assertThat(await(store().vCards().get(BOB))).isEmpty();
    }

    @Test
    @Tag("D-105")
    void refusesElementsBeyondTheQuotaAndKeepsWhatIsThere() {
        done(store().privateData().put(ALICE, "u", "1", Blob.of("x")));
        done(store().privateData().put(ALICE, "u", "2", Blob.of("x")));
        done(store().privateData().put(ALICE, "u", "3", Blob.of("x")));

        assertThat(refused(store().privateData().put(ALICE, "u", "4", Blob.of("x"))))
                .isEqualTo(Refusal.PRIVATE_DATA_FULL);
        assertThat(refused(store().privateData().put(ALICE, "u", "3", Blob.of("x".repeat(200)))))
                .isEqualTo(Refusal.PRIVATE_DATA_FULL);
        assertThat(await(store().privateData().get(ALICE, "u", "3"))).contains(Blob.of("x"));
        done(store().privateData().put(ALICE, "u", "3", Blob.of("x".repeat(80))));
        done(store().privateData().put(BOB, "u", "3", Blob.of("x".repeat(80))));
    }

    @Test
    @Tag("D-105")
    void refusesAVCardThatIsTooLarge() {
        done(store().vCards().put(ALICE, Blob.of("x".repeat(50))));

        assertThat(refused(store().vCards().put(ALICE, Blob.of("x".repeat(51)))))
                .isEqualTo(Refusal.TOO_LARGE);
        assertThat(await(store().vCards().get(ALICE))).contains(Blob.of("x".repeat(50)));
    }

    @Test
    @Tag("C-113")
    void damagedBytesAreReportedAndNotReturned() throws Exception {
        done(store().privateData().put(ALICE, "urn:a", "x", Blob.of("good")));
        done(store().vCards().put(ALICE, Blob.of("good")));
        tamper("UPDATE account_blob SET content = ?", (Object) new byte[] {'g', 'o', 'o', 'e'});

        assertThat(await(store().privateData().get(ALICE, "urn:a", "x"))).isEmpty();
        assertThat(await(store().vCards().get(ALICE))).isEmpty();
        assertThat(damage).hasSize(2);
    }

    @Test
    void keepsNothingForAnAccountThatIsNotThere() {
        assertThatThrownBy(() -> await(store().vCards().put(CAROL, Blob.of("x"))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.NO_ACCOUNT));
    }
}
