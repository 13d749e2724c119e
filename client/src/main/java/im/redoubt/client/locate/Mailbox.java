package im.redoubt.client.locate;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notes from other threads to the one that waits. There are no more of them than lookups and attempts under way, and a few. */
final class Mailbox {
    private final BlockingQueue<Runnable> notes = new LinkedBlockingQueue<>();

    void post(Runnable note) {
        notes.add(note);
    }

    /** Does what the next note says, if one comes within this time, and what those say that are there with it. */
    void attend(long nanos) throws InterruptedException {
        @Nullable Runnable note = notes.poll(nanos, TimeUnit.NANOSECONDS);
        while (note != null) {
            note.run();
            note = notes.poll();
        }
    }
}
