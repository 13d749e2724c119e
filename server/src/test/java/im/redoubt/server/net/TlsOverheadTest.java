package im.redoubt.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes around the data: as many as data may need, and no more. */
class TlsOverheadTest {
    private final AtomicInteger excesses = new AtomicInteger();
    private final TlsOverhead overhead = new TlsOverhead(excesses::incrementAndGet);
    private final EmbeddedChannel channel = new EmbeddedChannel(overhead);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void raw(int bytes) {
        channel.writeInbound(channel.alloc().buffer(bytes).writeZero(bytes));
    }

    @Test
    void aHandshakeIsNoExcess() {
        raw(16 << 10);
        raw(48 << 10);
        assertThat(excesses).hasValue(0);
    }

    @Test
    @Tag("T-33")
    @Tag("D-97")
    void recordsWithoutDataAreAnExcessInTheEnd() {
        int records = 0;
        while (excesses.get() == 0 && records < 100_000) {
            raw(22);
            records++;
        }
        assertThat(records).isBetween(2_900, 3_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 16_384})
    void dataInRecordsOfAnySizeIsNoExcessHoweverLong(int size) {
        for (int record = 0; record < 20_000; record++) {
            raw(size + 22);
            overhead.data(size);
        }
        assertThat(excesses).hasValue(0);
    }

    @Test
    void muchDataSavesNothingUpForLater() {
        raw(1 << 20);
        overhead.data(1 << 20);
        int before = excesses.get();
        raw((64 << 10) + 1);
        assertThat(excesses.get()).isGreaterThan(before);
    }
}
