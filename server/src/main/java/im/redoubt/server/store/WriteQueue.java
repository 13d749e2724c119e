package im.redoubt.server.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The operations that wait for the writer, first in first out, bounded by number and size. */
final class WriteQueue {
    private final WorkLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<WriteTask<?>> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    WriteQueue(WorkLimits limits) {
        this.limits = limits;
    }

    /** Adds an operation, or says why not. An operation larger than the bound is taken when the queue is empty. */
    void add(WriteTask<?> task) {
        lock.lock();
        try {
            if (closed) {
                throw new StoreException(StoreProblem.CLOSED, "The store is closed.");
            }
            boolean roomy = bytes + task.bytes() <= limits.queuedBytes() && waiting.size() < limits.queuedOperations();
            if (!roomy && !waiting.isEmpty()) {
                throw new StoreException(
                        StoreProblem.BUSY,
                        "More writes wait for the disk than may. Try again later, or use a faster disk.");
            }
            waiting.add(task);
            bytes += task.bytes();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for operations and takes as many as fit into a batch; none means that the queue is closed and empty. */
    List<WriteTask<?>> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            List<WriteTask<?>> batch = new ArrayList<>();
            long size = 0;
            for (WriteTask<?> next = waiting.peek(); next != null; next = waiting.peek()) {
                boolean fits = batch.size() < limits.batchOperations() && size + next.bytes() <= limits.batchBytes();
                if (!fits && !batch.isEmpty()) {
                    break;
                }
                batch.add(waiting.remove());
                size += next.bytes();
            }
            bytes -= size;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more operations; those that wait are still to be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int operations() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
