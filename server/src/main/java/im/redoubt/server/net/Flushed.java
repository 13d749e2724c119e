package im.redoubt.server.net;

import im.redoubt.server.session.Parcel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The stanzas of a peer that does not count: they have got there when the operating system has taken them. Only those are remembered
 * until then that the store keeps for so long.
 */
final class Flushed implements Receipts {
    private final Channel channel;
    private final Marks marks = new Marks();
    private final Queue<Parcel> owed = new ArrayDeque<>(0);
    private int written;
    private long sent;

    Flushed(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void sent(Parcel parcel) {
        sent++;
        if (parcel.claim().debt().isPresent()) {
            owed.add(parcel);
        }
        if (!marks.isEmpty()) { // for most stanzas nobody waits, and nothing is made for them
            marks.reached(sent, this::flush);
        }
    }

    /**
     * What was written is about to be handed to the operating system. Bytes are taken in their order: these, which are none, after all
     * before.
     */
    void flushing() {
        int more = owed.size() - written;
        if (more > 0) {
            written += more;
            var _ = channel.write(channel.alloc().buffer(0)).addListener(future -> {
                if (future.isSuccess()) {
                    taken(more);
                }
            });
        }
    }

    /** The operating system has so many more. What was drained meanwhile is somewhere else. */
    private void taken(int count) {
        for (int left = count; left > 0 && !owed.isEmpty(); left--) {
            written--;
            owed.remove().claim().got();
        }
    }

    @Override
    public void through(int more, CompletableFuture<Void> done) {
        if (more == 0) {
            flush(done);
        } else {
            marks.add(sent + more, done);
        }
    }

    /** As above. */
    private void flush(CompletableFuture<Void> done) {
        ChannelFuture last = channel.writeAndFlush(channel.alloc().buffer(0));
        var _ = last.addListener(future -> {
            if (future.isSuccess()) {
                done.complete(null);
            } else {
                done.completeExceptionally(future.cause());
            }
        });
    }

    /** The peer counts from now on: who waits here waits for what is not written yet to be handled, which is {@code more}. */
    void moveTo(Unacknowledged next, int more) {
        marks.reached(Long.MAX_VALUE, done -> next.through(more, done));
    }

    @Override
    public List<Parcel> drain() {
        marks.fail();
        List<Parcel> left = List.copyOf(owed);
        owed.clear();
        written = 0;
        return left;
    }

    /** Its peer goes on over another connection, and so has got all that was sent before it counted. */
    void settle() {
        taken(owed.size());
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public long progress() {
        return 0;
    }

    @Override
    public boolean isWaiting() {
        return false;
    }

    @Override
    public boolean asks() {
        return false;
    }

    @Override
    public boolean asksAgain() {
        return false;
    }
}
