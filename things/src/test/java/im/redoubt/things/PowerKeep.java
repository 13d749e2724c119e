package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.things.memory.Keep;
import java.util.Optional;

/** A disk whose power goes, or that is full, at the write that a test says. */
final class PowerKeep implements Keep {
    /** What happens at that write. */
    enum Fault {
        /** The power goes before anything is there. */
        CUT_BEFORE,
        /** The power goes when all of it is there. */
        CUT_BEHIND,
        /** It is full. */
        FULL,
        /** It says that it is, and all of it is there. */
        FULL_YET_THERE
    }

    /** The power is gone: nothing else happens in this process. */
    static final class Cut extends Error {
        private static final long serialVersionUID = 1;
    }

    private Optional<byte[]> disk = Optional.empty();
    private Fault fault = Fault.FULL;
    private int left = Integer.MAX_VALUE;
    private int writes;

    /** The next write but so many fails, and no other one. */
    void failAfter(int good, Fault next) {
        left = good;
        fault = next;
    }

    int writes() {
        return writes;
    }

    @Override
    public Optional<byte[]> read() {
        return disk.map(byte[]::clone);
    }

    @Override
    public void replace(byte[] bytes) {
        boolean fails = left == 0;
        left--;
        if (!fails || fault == Fault.CUT_BEHIND || fault == Fault.FULL_YET_THERE) {
            disk = Optional.of(bytes.clone());
            writes++;
        }
        if (fails) {
            if (fault == Fault.CUT_BEFORE || fault == Fault.CUT_BEHIND) {
                throw new Cut();
            }
            throw new ClientException("the disk is full");
        }
    }

    @Override
    public void close() {}
}
