package im.redoubt.server.net;

import im.redoubt.server.session.Parcel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The stanzas of a peer that does not count: they have got there when the operating system has taken them. */
final class Flushed implements Receipts {
    private final Channel channel;
    private final Marks marks = new Marks();
    private long sent;

    Flushed(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void sent(Parcel parcel) {
        sent++;
        if (!marks.isEmpty()) { // for most stanzas nobody waits, and nothing is made for them
            marks.reached(sent, this::flush);
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

    /** Bytes are taken in their order: these, which are none, after all before. */
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
        return List.of();
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
