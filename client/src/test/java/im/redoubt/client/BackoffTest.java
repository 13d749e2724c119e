package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SecureRandom random = new SecureRandom();

    /** As many clients as a server may have, all of which it left at the same moment: in each twentieth of the time some come, and never many. */
    @Test
    @Tag("N-122")
    void clientsOfAServerThatRestartsDoNotComeAllAtOnce() {
        int[] come = new int[21];
        for (int i = 0; i < 10_000; i++) {
            long pause = new Backoff(FIRST, LONGEST, random).next().toMillis();
            come[(int) (pause * 20 / FIRST.toMillis())]++;
        }
        assertThat(come[0]).as("too early").isZero();
        for (int i = 1; i < 20; i++) {
            assertThat(come[i]).isBetween(300, 800);
        }
        assertThat(come[20]).as("at the very end").isLessThan(50);
    }

    @Test
    @Tag("N-122")
    void boundDoublesUpToTheLongest() {
        Backoff backoff = new Backoff(FIRST, LONGEST, random);
        for (int i = 0; i < 100; i++) {
            long bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(i, 20));
            assertThat(backoff.next().toMillis()).isBetween(bound / 20, bound);
            assertThat(backoff.failures()).isEqualTo(i + 1);
        }
        backoff.succeeded();
        assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
    }
}
