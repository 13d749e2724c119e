package im.redoubt.things.update;

import im.redoubt.client.ClientException;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.update.Intake.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes other programs for a device, and says which one is started.
 *
 * <p>Guarantee: a program is started only if the maker signed it for this kind of device, it is newer than any that was well here, and its
 * bytes on the disk are those that were signed. The program that is well is not touched before another one is. Wherever the power goes, the
 * old one or the new one starts.
 *
 * <p>Life cycle:
 * <ol>
 *   <li>{@link #offer}: a release is looked at, and its bytes are taken in, into the slot that is not in use; over restarts, by
 *       {@link #underWay}.
 *   <li>{@link Intake#finish}: it is on trial.
 *   <li>{@link #begin}, at each start: says what to start, and counts how often the one on trial was.
 *   <li>{@link #confirm}: the program that runs says that it is well. One that does not within three starts is {@link #givenUp}, and the old
 *       one is started.
 * </ol>
 *
 * <p>Thread-safe; one has the directory open at a time. Whoever starts programs closes it before the one that was started opens it.
 */
public final class Updater implements AutoCloseable {
    private final Object lock = new Object();
    private final OwnProgram own;
    private final Disk disk;
    private final Keep keep;
    private final Stored<Standing> stored;
    private Optional<Intake> current = Optional.empty();
    private boolean surplus;

    private Updater(OwnProgram own, Disk disk, Keep keep) {
        this.own = own;
        this.disk = disk;
        this.keep = keep;
        this.stored = Stored.open(keep, Standing.CODEC, Standing.FIRST);
        Standing now = stored.now();
        boolean trying = now.trial()
                .filter(trial -> trial.release().number() == own.number())
                .isPresent();
        // Whatever runs and is not on trial is well; an older one is not taken in its place.
        if (!trying && own.number() > now.floor()) {
            stored.become(now.notBelow(own.number()));
        }
    }

    /**
     * Opens the programs of a device.
     *
     * @param own what the program that opens them knows of itself; whoever starts programs has the number of the one that came with it
     * @param directory where programs are, of the device's own; it is made if it is not there
     * @param keep where it is kept which program is where; closed with this
     * @throws ClientException if it cannot be read or written; the message says what to do
     */
    public static Updater open(OwnProgram own, Path directory, Keep keep) {
        try {
            return open(own, new FileDisk(directory), keep);
        } catch (IOException e) {
            throw new ClientException("the directory of programs cannot be made: " + directory, e);
        }
    }

    static Updater open(OwnProgram own, Disk disk, Keep keep) {
        return new Updater(own, disk, keep);
    }

    /**
     * Says which program to start, at each start once. One on trial loses a start by that, before it runs.
     *
     * @return the program; nothing for the one that came with the device
     * @throws ClientException if the program that was well is damaged: nothing older is started in its place
     */
    public Optional<Program> begin() {
        synchronized (lock) {
            Optional<Standing.Trial> trial = stored.now().trial();
            if (trial.isPresent() && isToBeTried(trial.get())) {
                return Optional.of(new Program(spare().path(), trial.get().release(), true));
            }
            return stored.now().held().map(this::whole);
        }
    }

    /** What cannot be counted is not started: the program that is well runs, and the trial goes on when the disk does. */
    private boolean isToBeTried(Standing.Trial trial) {
        Release release = trial.release();
        boolean whole = spare().holdsForSure(release);
        boolean tried = whole && trial.startsLeft() > 0;
        GivenUp.Reason why = whole ? GivenUp.Reason.NOT_CONFIRMED : GivenUp.Reason.DAMAGED;
        Standing now = stored.now();
        try {
            stored.become(
                    tried
                            ? now.trying(release, trial.startsLeft() - 1)
                            : now.givingUp(new GivenUp(release.number(), why)));
        } catch (ClientException notCounted) {
            return false;
        }
        return tried;
    }

    private Program whole(Standing.Held held) {
        ProgramFile file = new ProgramFile(disk, held.slot());
        if (!file.holdsForSure(held.release())) {
            throw new ClientException(
                    "program " + held.release().number() + " is damaged on the disk; write it anew to " + file.path());
        }
        return new Program(file.path(), held.release(), false);
    }

    /**
     * Says that the program that calls it is well. From then on nothing older is taken.
     *
     * @return whether it was on trial
     * @throws ClientException if that cannot be written: it is on trial still
     */
    public boolean confirm() {
        synchronized (lock) {
            Optional<Release> tried = stored.now()
                    .trial()
                    .map(Standing.Trial::release)
                    .filter(release -> release.number() == own.number());
            tried.ifPresent(release -> stored.become(stored.now().confirmed(release)));
            return tried.isPresent();
        }
    }

    /** Returns what was on trial and is not started any more, until another release is taken in. */
    public Optional<GivenUp> givenUp() {
        synchronized (lock) {
            return stored.now().givenUp();
        }
    }

    /**
     * Says whether a release would be refused, and changes nothing.
     *
     * @param release any bytes
     * @return why it would be
     */
    public Optional<Refusal> refusal(Octets release) {
        synchronized (lock) {
            return Release.read(release).map(this::against).orElse(Optional.of(Refusal.MALFORMED));
        }
    }

    private Optional<Refusal> against(Signed<Release> signed) {
        if (!Release.isSigned(signed, own)) {
            return Optional.of(Refusal.UNSIGNED);
        }
        Release release = signed.content();
        Standing now = stored.now();
        if (!release.product().equals(own.product())) {
            return Optional.of(Refusal.OTHER_PRODUCT);
        }
        if (release.number() <= now.floor()) {
            return Optional.of(Refusal.NOT_NEWER);
        }
        if (release.replaces() > now.floor()) {
            return Optional.of(Refusal.STEP_MISSING);
        }
        if (release.size() > own.mostSize()) {
            return Optional.of(Refusal.TOO_LARGE);
        }
        return now.trial().isPresent() ? Optional.of(Refusal.ON_TRIAL) : Optional.empty();
    }

    /**
     * Offers a release, which is taken in if nothing is against it. One that is taken in already is gone on with; another one that is not
     * finished gives way.
     *
     * @param release any bytes, such as {@link Release#sign} gave
     * @return where its bytes go, or why it is refused
     * @throws ClientException if the disk cannot be read or written; it may be offered again
     */
    public Offered offer(Octets release) {
        synchronized (lock) {
            Optional<Refusal> against = refusal(release);
            if (against.isPresent()) {
                return new Offered.Refused(against.get());
            }
            Release offered = Release.read(release)
                    .orElseThrow(IllegalStateException::new)
                    .content();
            if (!stored.now().intake().equals(Optional.of(offered))) {
                current = Optional.empty();
                discard();
                stored.become(stored.now().takingIn(offered));
            }
            return new Offered.TakenIn(underWay().orElseThrow(IllegalStateException::new));
        }
    }

    /**
     * Returns what is being taken in, to be gone on with after a restart.
     *
     * @throws ClientException if the disk cannot be read or written
     */
    public Optional<Intake> underWay() {
        synchronized (lock) {
            if (!current.isPresent() && stored.now().intake().isPresent()) {
                spare().keepWhatIsSure();
                current = stored.now().intake().map(release -> new Intake(this, release));
            }
            return current;
        }
    }

    long position(Intake intake) {
        synchronized (lock) {
            return isCurrent(intake) ? spare().length() : 0;
        }
    }

    boolean write(Intake intake, byte[] bytes, int from, int length) {
        synchronized (lock) {
            if (!isCurrent(intake)) {
                return false;
            }
            surplus |= !spare().write(bytes, from, length, intake.release().size());
            return spare().length() < intake.release().size();
        }
    }

    Finished finish(Intake intake) {
        synchronized (lock) {
            if (!isCurrent(intake)) {
                return Finished.STOPPED;
            }
            if (surplus) {
                discard();
                return Finished.TOO_LONG;
            }
            Release release = intake.release();
            if (spare().length() < release.size()) {
                return Finished.TRUNCATED;
            }
            spare().sync();
            if (!spare().holds(release)) {
                discard();
                return Finished.OTHER_BYTES;
            }
            stored.become(stored.now().trying(release, Standing.STARTS));
            current = Optional.empty();
            return Finished.ON_TRIAL;
        }
    }

    private boolean isCurrent(Intake intake) {
        return current.filter(one -> one == intake).isPresent();
    }

    private ProgramFile spare() {
        return new ProgramFile(disk, stored.now().spare());
    }

    private void discard() {
        spare().delete();
        surplus = false;
    }

    /** Lets others open it. What is being taken in stays. */
    @Override
    public void close() {
        synchronized (lock) {
            current = Optional.empty();
            keep.close();
        }
    }
}
