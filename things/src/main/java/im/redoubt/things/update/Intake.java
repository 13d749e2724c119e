package im.redoubt.things.update;

/**
 * Where the bytes of a program go, in order, from whatever brings them. None of them is believed before {@link #finish}.
 *
 * <p>Life cycle: {@link #position} says from where on bytes are wanted, at first and after a restart; {@link #write} takes them;
 * {@link #finish} puts the program on trial if it is the one that the maker signed. After any other result but {@link Finished#STOPPED}
 * it can be gone on with, from {@link #position}.
 *
 * <p>Thread-safe.
 */
public final class Intake {
    private final Updater updater;
    private final Release release;

    /** What came of the bytes. */
    public enum Finished {
        /** They are those of the release. They are started next time, on trial. */
        ON_TRIAL,
        /** There are fewer than the release has. Those that came are kept. */
        TRUNCATED,
        /** There were more than the release has. All are gone. */
        TOO_LONG,
        /** They are others than those of the release. All are gone. */
        OTHER_BYTES,
        /** Another release is taken in place of this one, or this one is on trial already. Nothing is taken here any more. */
        STOPPED
    }

    Intake(Updater updater, Release release) {
        this.updater = updater;
        this.release = release;
    }

    /** Returns what is taken in. */
    public Release release() {
        return release;
    }

    /**
     * Returns how many bytes there are: the next one that is written is the one behind them.
     *
     * @throws im.redoubt.client.ClientException if the disk cannot be read
     */
    public long position() {
        return updater.position(this);
    }

    /**
     * Writes the next bytes. What is more than the release has is not written, and makes {@link #finish} say so.
     *
     * @param bytes some bytes
     * @param from the first of them that is written
     * @param length how many are
     * @return whether more are wanted
     * @throws im.redoubt.client.ClientException if the disk does not take them; some may be written then, {@link #position} says how many
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public boolean write(byte[] bytes, int from, int length) {
        if (from < 0 || length < 0 || from > bytes.length - length) {
            throw new IndexOutOfBoundsException(from + " and " + length + " more of " + bytes.length);
        }
        return updater.write(this, bytes, from, length);
    }

    /**
     * Looks at all that was written, as it is on the disk, and puts it on trial if it is what the maker signed.
     *
     * @return what came of it
     * @throws im.redoubt.client.ClientException if the disk cannot be read or written; it may be tried again
     */
    public Finished finish() {
        return updater.finish(this);
    }
}
