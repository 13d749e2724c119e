package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link BlockedAddresses} on any engine. */
abstract class BlockedAddressesContract extends StoreContract {
    private static final Jid DOMAIN = Jid.of("spam.example");
    private static final Jid SESSION = Jid.of("bob@example.org/Phone");

    BlockedAddressesContract(TestDatabase database) {
        super(database);
    }

    @Override
    AccountQuotas quotas() {
        return new AccountQuotas(10, 10_000, 1L << 30, 10, 10, 3, 10, 10_000, 50, 3, AccountQuotas.Nodes.DEFAULT);
    }

    @BeforeEach
    void createTwo() {
        createAccounts(ALICE, BOB);
    }

    private List<Jid> of(im.redoubt.protocol.address.BareJid account) {
        return await(store().blockedAddresses().load(account));
    }

    @Test
    @Tag("R-79")
    void keepsAddressesOfAllKindsOverARestartEachOnce() {
        assertThat(done(store().blockedAddresses().add(ALICE, List.of(SESSION, DOMAIN))))
                .containsExactly(SESSION, DOMAIN);
        assertThat(done(store().blockedAddresses().add(ALICE, List.of(DOMAIN, BOB))))
                .containsExactly(BOB, SESSION, DOMAIN);

        reopen();
        assertThat(of(ALICE)).containsExactly(BOB, SESSION, DOMAIN);
        assertThat(of(BOB)).isEmpty();
        assertThat(of(CAROL)).isEmpty();
    }

    @Test
    void removesWhatIsNamedAndAllOfOneAccountOnly() {
        done(store().blockedAddresses().add(ALICE, List.of(SESSION, DOMAIN, BOB)));
        done(store().blockedAddresses().add(BOB, List.of(DOMAIN)));

        assertThat(await(store().blockedAddresses().remove(ALICE, List.of(BOB, CAROL))))
                .containsExactly(SESSION, DOMAIN);
        await(store().blockedAddresses().clear(ALICE));

        assertThat(of(ALICE)).isEmpty();
        assertThat(of(BOB)).containsExactly(DOMAIN);
    }

    @Test
    @Tag("D-105")
    void refusesAllOfWhatDoesNotFit() {
        done(store().blockedAddresses().add(ALICE, List.of(BOB, CAROL)));

        assertThat(refused(store().blockedAddresses().add(ALICE, List.of(DOMAIN, SESSION))))
                .isEqualTo(Refusal.BLOCKLIST_FULL);
        assertThat(refused(store().blockedAddresses()
                        .add(BOB, List.of(DOMAIN, SESSION, CAROL, Jid.of("one.too.many.example")))))
                .isEqualTo(Refusal.BLOCKLIST_FULL);
        assertThat(of(ALICE)).containsExactly(BOB, CAROL);
        assertThat(of(BOB)).isEmpty();
        assertThat(done(store().blockedAddresses().add(ALICE, List.of(CAROL, DOMAIN))))
                .hasSize(3);
    }

    /** Parts of 1023 bytes each that no engine can compress: what nobody could block would be a way around the list. */
    @Test
    @Tag("R-79")
    void takesTheLongestAddressThereIs() {
        Random random = new Random(1);
        List<String> parts = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            StringBuilder text = new StringBuilder();
            random.ints(1_023, 0, 36).forEach(digit -> text.append(Character.forDigit(digit, 36)));
            parts.add(text.toString());
        }
        Jid longest = FullJid.of(parts.get(0) + "@example.org/" + parts.get(1));

        assertThat(done(store().blockedAddresses().add(ALICE, List.of(longest))))
                .containsExactly(longest);
        assertThat(await(store().blockedAddresses().remove(ALICE, List.of(longest))))
                .isEmpty();
    }

    @Test
    @Tag("C-113")
    void aDamagedRowIsReportedAndNotReturned() throws Exception {
        done(store().blockedAddresses().add(ALICE, List.of(BOB, CAROL)));
        tamper("UPDATE blocked_address SET blocked = 'eve@example.org' WHERE blocked = ?", BOB.toString());

        assertThat(of(ALICE)).containsExactly(CAROL);
        assertThat(damage).hasSize(1);
    }
}
