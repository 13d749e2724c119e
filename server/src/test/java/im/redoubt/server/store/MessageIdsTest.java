package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    private final SteppingClock clock = new SteppingClock();

    @Test
    @Tag("C-116")
    void growUnderRandomStepsOfTheClock() {
        long seed = 77;
        Random random = new Random(seed);
        MessageIds ids = new MessageIds(clock, new SecureRandom(), MessageId.START);
        MessageId last = ids.next();
        for (int i = 0; i < 100_000; i++) {
            clock.step(Duration.ofMillis(random.nextInt(3_000) - 1_500));
            MessageId next = ids.next();
            assertThat(next.compareTo(last)).as("seed %d, step %d", seed, i).isPositive();
            last = next;
        }
    }

    @Test
    void growBeyondTheCountOfOneMillisecond() {
        MessageIds ids = new MessageIds(clock, new SecureRandom(), MessageId.START);
        MessageId first = ids.next();
        MessageId last = first;
        for (int i = 0; i < 70_000; i++) {
            MessageId next = ids.next();
            assertThat(next.compareTo(last)).isPositive();
            last = next;
        }
        assertThat(last.time()).isEqualTo(first.time().plusMillis(1));
    }

    @Test
    void followTheClockWhenItIsAheadAndOrderAsTextAndAsBytes() {
        MessageIds ids = new MessageIds(clock, new SecureRandom(), MessageId.START);
        MessageId first = ids.next();
        clock.step(Duration.ofHours(1));
        MessageId second = ids.next();

        assertThat(second.time()).isEqualTo(SteppingClock.START.plus(Duration.ofHours(1)));
        assertThat(second.toString()).isGreaterThan(first.toString()).hasSize(32);
        assertThat(MessageId.parse(second.toString())).contains(second);
        assertThat(MessageIds.fromBytes(MessageIds.toBytes(second))).isEqualTo(second);
        assertThat(java.util.Arrays.compareUnsigned(MessageIds.toBytes(first), MessageIds.toBytes(second)))
                .isNegative();
    }

    @Test
    void parseRefusesWhatIsNoId() {
        String good = "0123456789abcdef0123456789abcdef";

        assertThat(MessageId.parse(good).map(MessageId::toString)).contains(good);
        assertThat(MessageId.parse("")).isEmpty();
        assertThat(MessageId.parse(good + "0")).isEmpty();
        assertThat(MessageId.parse(good.toUpperCase(java.util.Locale.ROOT))).isEmpty();
        assertThat(MessageId.parse(good.replace('0', '\u0660'))).isEmpty();
        assertThat(MessageId.parse(good.replace('0', '-'))).isEmpty();
        assertThat(MessageId.parse("f".repeat(32)).orElseThrow())
                .isGreaterThan(MessageId.parse(good).orElseThrow());
    }
}
