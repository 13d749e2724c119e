package im.redoubt.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How late a loop is, answered or not. */
class LoopPulseTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LoopPulse pulse = new LoopPulse(channel.eventLoop(), now::get);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void isHowLongTheLastAnswerTook() {
        assertThat(pulse.nanos()).isZero();
        pulse.ask();
        now.addAndGet(70);
        channel.runPendingTasks();
        now.addAndGet(1_000);
        assertThat(pulse.nanos()).isEqualTo(70);
    }

    @Test
    void growsWhileThereIsNoAnswerAndAsksNoSecondTime() {
        pulse.ask();
        now.addAndGet(10);
        pulse.ask();
        now.addAndGet(20);
        assertThat(pulse.nanos()).isEqualTo(30);
        channel.runPendingTasks();
        assertThat(pulse.nanos()).isEqualTo(30);
    }

    @Test
    @Tag("D-106")
    void tellsThatALoopHasEnded() {
        EventLoop loop = new DefaultEventLoop();
        LoopPulse other = new LoopPulse(loop, now::get);
        assertThat(other.isAlive()).isTrue();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
        assertThat(other.isAlive()).isFalse();
        other.ask();
        assertThat(other.nanos()).isZero();
    }
}
