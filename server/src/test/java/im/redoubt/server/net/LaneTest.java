package im.redoubt.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing overtakes on the way to one connection. */
class LaneTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final Lane lane = new Lane(loop);
    private final List<Integer> arrived = new ArrayList<>();

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** As a connection sends: at once where it may, behind the others where not. */
    private void send(int number) {
        if (lane.isFree()) {
            arrived.add(number);
        } else {
            lane.enter(() -> arrived.add(number));
        }
    }

    @Test
    void isFreeOnItsLoopOnly() throws Exception {
        assertThat(lane.isFree()).isFalse();
        assertThat(loop.submit(lane::isFree).get()).isTrue();
    }

    @Test
    void isNotFreeWhileSomethingIsUnderWay() throws Exception {
        assertThat(loop.submit(() -> {
                            lane.enter(() -> {});
                            return lane.isFree();
                        })
                        .get())
                .isFalse();
        assertThat(loop.submit(lane::isFree).get()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneSenderThatMovesBetweenThreadsKeepsItsOrder(long seed) throws Exception {
        Random random = new Random(seed);
        for (int number = 0; number < 2_000; number++) {
            int next = number;
            if (random.nextBoolean()) {
                send(next);
            } else {
                CountDownLatch sent = new CountDownLatch(1);
                loop.execute(() -> {
                    send(next);
                    sent.countDown();
                });
                assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
        loop.submit(() -> {}).get();
        assertThat(loop.submit(() -> List.copyOf(arrived)).get())
                .containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
    }
}
