package im.redoubt.server.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The addresses that offend often, for programs that block addresses: fail2ban and nftables (see
 * {@link OffenderFiles}).
 *
 * <p>Guarantees: reporting costs no I/O; the list is bounded, and while it is full nobody is taken off before time, so
 * that nobody gets off by bringing others on; points are kept in a sketch of fixed size. Thread-safe.
 */
public final class Offenders {

    /**
     * Who is listed, and how long.
     *
     * @param threshold the points that bring an address on the list
     * @param pointLasts how long one point counts; points are worked off one after the other
     * @param listedFor how long an address stays on the list after its last offence
     * @param mostAddresses how many addresses are listed at a time
     * @param writeEvery the least time between two writings of the files
     */
    public record Settings(
            int threshold, Duration pointLasts, Duration listedFor, int mostAddresses, Duration writeEvery) {

        /** Listed for an hour after 30 points, of which one is worked off in 30 s; 10,000 addresses; every 5 s. */
        public static final Settings DEFAULT =
                new Settings(30, Duration.ofSeconds(30), Duration.ofHours(1), 10_000, Duration.ofSeconds(5));

        /** Checks the numbers. */
        public Settings {
            if (threshold < 1 || mostAddresses < 1 || pointLasts.toSeconds() < 1 || listedFor.toSeconds() < 1) {
                throw new IllegalArgumentException("offenders need a threshold, room, and times of at least 1 s");
            }
        }
    }

    /**
     * One listed address.
     *
     * @param address the address or network
     * @param offence what brought it on the list
     * @param since when it came on the list
     * @param until when it leaves it
     */
    public record Listed(AddressKey address, Offence offence, Instant since, Instant until) {}

    private final Settings settings;
    private final InstantSource clock;
    private final KeyedHash hash = KeyedHash.random();
    private final DebtSketch points;
    private final Map<AddressKey, Listed> listed = new LinkedHashMap<>();
    private final List<Listed> fresh = new ArrayList<>();
    private long turnedAway;
    private boolean changed;
    private Instant expired = Instant.EPOCH;

    /**
     * Makes an empty list.
     *
     * @param settings who is listed, and how long
     * @param clock tells the time of day, which the files need
     */
    public Offenders(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        long most = settings.pointLasts().toNanos() * settings.threshold() * 2;
        this.points = new DebtSketch(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()), most);
    }

    /**
     * Counts an offence.
     *
     * @param address whose
     * @param offence what
     */
    public void report(AddressKey address, Offence offence) {
        long point = settings.pointLasts().toNanos();
        if (points.add(hash.of(address), point * offence.points()) < point * settings.threshold()) {
            return;
        }
        synchronized (listed) {
            Instant now = clock.instant();
            Listed before = listed.get(address);
            if (before == null && listed.size() >= settings.mostAddresses()) {
                expire(now);
            }
            if (before == null && listed.size() >= settings.mostAddresses()) {
                turnedAway++;
                return;
            }
            boolean goesOn = before != null && before.until().isAfter(now);
            Instant since = before != null && goesOn ? before.since() : now;
            Listed entry = new Listed(address, offence, since, now.plus(settings.listedFor()));
            listed.put(address, entry);
            changed = true;
            if (!goesOn && fresh.size() < settings.mostAddresses()) {
                fresh.add(entry);
            }
        }
    }

    private void expire(Instant now) {
        // Not more than once a second: a full list is looked through in vain as often as somebody reports.
        if (Duration.between(expired, now).abs().compareTo(Duration.ofSeconds(1)) >= 0) {
            expired = now;
            changed |= listed.values().removeIf(entry -> !entry.until().isAfter(now));
        }
    }

    /**
     * What is to be written.
     *
     * @param all everybody on the list
     * @param fresh who came on it since the last writing
     */
    record Changes(List<Listed> all, List<Listed> fresh) {}

    /** Takes what there is to write; nothing if nothing changed since the last time. */
    Optional<Changes> take() {
        synchronized (listed) {
            expire(clock.instant());
            if (!changed) {
                return Optional.empty();
            }
            Changes changes = new Changes(List.copyOf(listed.values()), List.copyOf(fresh));
            changed = false;
            fresh.clear();
            return Optional.of(changes);
        }
    }

    /** Gives back what could not be written. */
    void giveBack(Changes changes) {
        synchronized (listed) {
            changed = true;
            fresh.addAll(0, changes.fresh());
        }
    }

    Settings settings() {
        return settings;
    }

    InstantSource clock() {
        return clock;
    }

    /**
     * Counts the addresses on the list.
     *
     * @return how many there are
     */
    public int size() {
        synchronized (listed) {
            expire(clock.instant());
            return listed.size();
        }
    }

    /**
     * Counts the addresses that found the list full.
     *
     * @return how many times, since the start
     */
    public long turnedAway() {
        synchronized (listed) {
            return turnedAway;
        }
    }
}
