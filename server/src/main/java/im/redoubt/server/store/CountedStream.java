package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;

/** A client's stream whose stanzas are counted (XEP-0198), and how many of them are counted on disk. Any thread may ask. */
public final class CountedStream {
    private final String id;
    private final BareJid account;
    private volatile long durable;

    /**
     * Begins with a count that is on disk, or with 0.
     *
     * @param id what the client names to resume it
     * @param account whose stream it is
     * @param durable how many are counted on disk
     */
    public CountedStream(String id, BareJid account, long durable) {
        this.id = id;
        this.account = account;
        this.durable = durable;
    }

    /** Returns what the client names to resume it. */
    public String id() {
        return id;
    }

    /** Returns whose stream it is. */
    public BareJid account() {
        return account;
    }

    /** Returns how many stanzas are counted on disk. It never falls. */
    public long durable() {
        return durable;
    }

    /** So many are on disk now. Only on the thread that tells of what was committed, in the order of the commits. */
    void reached(long handled) {
        durable = Math.max(durable, handled);
    }

    @Override
    public String toString() {
        return account + " " + id;
    }
}
