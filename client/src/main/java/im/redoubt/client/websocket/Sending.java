package im.redoubt.client.websocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out of a WebSocket, for the thread that writes and for the answers of the one that reads. The reader never waits for the
 * writer: if that is writing, it takes the answer along when it is done. Of several pings only the last is answered, so that
 * whoever sends many gets no more than he can take (RFC 6455 section 5.5.3).
 */
final class Sending {
    private final FrameWriter frames;
    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Object answers = new Object();
    private Optional<byte[]> pong = Optional.empty();
    private Optional<byte[]> close = Optional.empty();
    private boolean closed;
    private volatile long writingSince;

    Sending(FrameWriter frames, OutputStream out) {
        this.frames = frames;
        this.out = out;
    }

    /** Sends frames that were written, and the answers that are due. Nothing goes behind a close frame. */
    void send(byte[] written) throws IOException {
        lock.lock();
        try {
            write(written);
        } finally {
            lock.unlock();
        }
        answer();
    }

    /** Has a ping answered. */
    void pong(byte[] payload) throws IOException {
        synchronized (answers) {
            pong = Optional.of(payload);
        }
        answer();
    }

    /** Has the WebSocket closed from our side, once. */
    void close(int code) throws IOException {
        synchronized (answers) {
            if (!close.isPresent()) {
                close = Optional.of(new byte[] {(byte) (code >> Byte.SIZE), (byte) code});
            }
        }
        answer();
    }

    private void answer() throws IOException {
        while (due() && lock.tryLock()) {
            try {
                write(new byte[0]);
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean due() {
        synchronized (answers) {
            return pong.isPresent() || (close.isPresent() && !closed);
        }
    }

    private void write(byte[] written) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        synchronized (answers) {
            if (closed) {
                pong = Optional.empty();
                return;
            }
            all.write(written, 0, written.length);
            pong.ifPresent(payload -> frames.write(FrameHead.PONG, payload, all));
            close.ifPresent(payload -> frames.write(FrameHead.CLOSE, payload, all));
            closed = close.isPresent();
            pong = Optional.empty();
        }
        writingSince = System.nanoTime() | 1;
        try {
            all.writeTo(out);
            out.flush();
        } finally {
            writingSince = 0;
        }
    }

    long writingSince() {
        return writingSince;
    }
}
