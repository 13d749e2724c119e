package im.redoubt.server.net;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to one connection. Guarantee: what is sent later does not overtake what was sent before, also when the first comes
 * from another thread, and is still among the tasks of the event loop, and the second from the event loop itself.
 */
final class Lane {
    private final EventLoop loop;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Queue<Runnable> held = new ArrayDeque<>(0);
    private volatile boolean holding;

    Lane(EventLoop loop) {
        this.loop = loop;
    }

    /** Returns whether the caller is the event loop and nothing is under way, so that it may act at once. */
    boolean isFree() {
        return loop.inEventLoop() && underWay.get() == 0 && !holding;
    }

    /** What comes waits for {@link #release}. Only on the event loop. */
    void hold() {
        holding = true;
    }

    /** Runs what waited, in its order. Only on the event loop. */
    void release() {
        for (Runnable next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
        holding = false;
    }

    /** Runs a task on the event loop behind those that entered before. Any thread may call. */
    void enter(Runnable task) {
        underWay.incrementAndGet();
        loop.execute(() -> {
            underWay.decrementAndGet();
            if (holding) {
                held.add(task);
            } else {
                task.run();
            }
        });
    }
}
