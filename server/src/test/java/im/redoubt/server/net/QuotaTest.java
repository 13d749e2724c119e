package im.redoubt.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much strangers and accounts may send. */
class QuotaTest {
    private static final BareJid ALICE = BareJid.parse("alice@localhost").orElseThrow();
    private static final BareJid BOB = BareJid.parse("bob@localhost").orElseThrow();

    private final AtomicLong now = new AtomicLong();
    private final Settings settings = Settings.defaults(Path.of("."));
    private final Quotas quotas = new Quotas(settings.limits(), now::get);

    @Test
    @Tag("D-96")
    void aStrangerHasSoManyBytesInAllWhateverItWaits() {
        int bytes = settings.limits().connections().unauthenticatedBytes();
        Quota stranger = quotas.stranger();
        for (int i = 0; i < bytes; i++) {
            assertThat(stranger.bytes(1)).isZero();
            now.addAndGet(Duration.ofHours(1).toNanos());
        }
        assertThat(stranger.bytes(1)).isEqualTo(Quota.REFUSED);
        assertThat(quotas.stranger().bytes(1)).isZero();
    }

    @Test
    @Tag("D-96")
    void aStrangerHasSoManyElements() {
        Quota stranger = quotas.stranger();
        for (int i = 0; i < settings.limits().connections().unauthenticatedElements(); i++) {
            assertThat(stranger.element()).isZero();
        }
        assertThat(stranger.element()).isEqualTo(Quota.REFUSED);
    }

    @Test
    @Tag("D-101")
    @Tag("SRV-06")
    void anAccountWaitsAndIsNeverRefused() {
        Quota alice = quotas.open(ALICE);
        int burst = settings.limits().rates().burstBytes();
        assertThat(alice.bytes(burst)).isZero();
        long wait = alice.bytes(burst);
        assertThat(wait).isPositive();
        now.addAndGet(wait);
        assertThat(alice.bytes(0)).isZero();
        while (alice.element() == 0) {
            // until the burst of stanzas is used up
        }
        assertThat(alice.element()).isPositive();
    }

    @Test
    @Tag("D-101")
    @Tag("SRV-06")
    void twoSessionsShareOneQuotaAndAnotherAccountHasItsOwn() {
        int burst = settings.limits().rates().burstBytes();
        Quota phone = quotas.open(ALICE);
        Quota desk = quotas.open(ALICE);
        assertThat(phone.bytes(burst)).isZero();

        assertThat(desk.bytes(burst)).isPositive();
        assertThat(quotas.open(BOB).bytes(burst)).isZero();

        quotas.close(ALICE);
        quotas.close(ALICE);
        assertThat(quotas.open(ALICE).bytes(burst)).isPositive();
    }
}
