package im.redoubt.server.guard;

import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows down those who guess passwords, and not those who know them.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>Every failure adds a debt of time to its address, and the failure is told later the larger the debt is: at the
 *       10th in a row after 10 s. In the long run one address gets one guess per 30 s, however many connections it uses.
 *   <li>Failures of an account from sources that it never signed in from are counted together; past 30 at once they are
 *       let through at two per second from everywhere, so that many addresses gain little.
 *   <li>A source that the account signed in from before waits for neither. It has a generous limit of its own, and is
 *       never refused: nobody elsewhere can lock the owner out.
 *   <li>Nothing depends on whether the account exists, except that only existing accounts have known sources.
 *   <li>Memory is fixed at 3 MiB; there are no entries, so none can be pushed out (see {@link DebtSketch}).
 * </ul>
 *
 * <p>Price: while an account is under attack, its owner's new device may be told to try again; it competes with the
 * attacker's attempts for two per second. Thread-safe; nothing here sleeps.
 */
public final class SignInThrottle {

    /**
     * How hard the throttle is.
     *
     * @param failureCost the debt of one failure for its address: the time per guess in the long run
     * @param firstDelay how long after one failure the failure is told; grows with the square of the failures in debt
     * @param longestDelay the longest delay of the telling
     * @param freeFailures how many failures an address may be in debt before new attempts from it wait
     * @param longestWait the longest wait of a new attempt; those that would wait longer are refused
     * @param accountCost the debt of one failure for its account, counted over all sources not seen before
     * @param accountFreeFailures how many of those an account may be in debt before new attempts on it wait
     */
    public record Settings(
            Duration failureCost,
            Duration firstDelay,
            Duration longestDelay,
            int freeFailures,
            Duration longestWait,
            Duration accountCost,
            int accountFreeFailures) {

        /** 30 s per guess and address, 0.1 to 10 s for an answer, two guesses per second and account. */
        public static final Settings DEFAULT = new Settings(
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                10,
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                30);

        /** Checks the numbers. */
        public Settings {
            if (failureCost.isNegative() || firstDelay.isNegative() || accountCost.isNegative()) {
                throw new IllegalArgumentException("a time of the sign-in throttle must not be negative");
            }
            if (longestDelay.compareTo(firstDelay) < 0 || longestWait.compareTo(failureCost) < 0) {
                throw new IllegalArgumentException("the longest delay or wait is shorter than one failure's");
            }
            if (freeFailures < 1 || accountFreeFailures < 1) {
                throw new IllegalArgumentException("at least one failure must be free");
            }
        }
    }

    /** What an attempt is counted under. */
    record Keys(long address, long account, long pair, boolean known) {}

    /** The most that a source known to the account waits. */
    private static final Duration KNOWN_LONGEST_WAIT = Duration.ofSeconds(5);

    /** A known source may be in debt for this many times the free failures: old passwords in old phones are common. */
    private static final int KNOWN_FACTOR = 5;

    /** What no account can be called; all impossible names count as one. */
    private static final String NO_NAME = "";

    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);

    private final Settings settings;
    private final KeyedHash hash = KeyedHash.random();
    private final DebtSketch addresses;
    private final DebtSketch accounts;
    private final DebtSketch pairs;

    /**
     * Makes a throttle that has seen nothing.
     *
     * @param settings how hard it is
     * @param nanoTime the clock, in nanoseconds from any origin, as {@link System#nanoTime}
     */
    public SignInThrottle(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.addresses = new DebtSketch(nanoTime, FORGIVEN_AFTER.toNanos());
        this.accounts = new DebtSketch(nanoTime, FORGIVEN_AFTER.toNanos());
        this.pairs = new DebtSketch(nanoTime, FORGIVEN_AFTER.toNanos());
    }

    /**
     * Somebody wants to sign in; the caller has looked up whether the account signed in from there before.
     *
     * @param address where from
     * @param account the account that the name stands for, whether it exists or not
     * @param known whether the account signed in from there before
     * @return an attempt with its wait, or a refusal
     */
    public SignInDecision attempt(AddressKey address, BareJid account, boolean known) {
        String name = account.toString();
        Keys keys = new Keys(hash.of(address), hash.of(name), hash.of(name, address), known);
        return known ? knownAttempt(keys) : strangersAttempt(keys);
    }

    /**
     * Somebody wants to sign in under a name that can be no account's.
     *
     * @param address where from
     * @return an attempt that can only fail, with its wait, or a refusal
     */
    public SignInDecision attempt(AddressKey address) {
        return strangersAttempt(new Keys(hash.of(address), hash.of(NO_NAME), 0, false));
    }

    private SignInAttempt knownAttempt(Keys keys) {
        long limit = settings.failureCost.toNanos() * settings.freeFailures * KNOWN_FACTOR;
        long wait = Math.clamp(pairs.debt(keys.pair) - limit, 0, KNOWN_LONGEST_WAIT.toNanos());
        return new SignInAttempt(this, keys, Duration.ofNanos(wait), false);
    }

    /** Decided and paid for in one step, or attempts at the same moment would all see the same debt. */
    private synchronized SignInDecision strangersAttempt(Keys keys) {
        long wait = Math.max(
                addresses.debt(keys.address) - settings.failureCost.toNanos() * settings.freeFailures,
                accounts.debt(keys.account) - settings.accountCost.toNanos() * settings.accountFreeFailures);
        if (wait <= 0) {
            return new SignInAttempt(this, keys, Duration.ZERO, false);
        }
        if (wait > settings.longestWait.toNanos()) {
            return new SignInDecision.Refused(Duration.ofNanos(wait));
        }
        addresses.add(keys.address, settings.failureCost.toNanos());
        accounts.add(keys.account, settings.accountCost.toNanos());
        return new SignInAttempt(this, keys, Duration.ofNanos(wait), true);
    }

    /** Counts a failure and says when to tell it. */
    Duration failed(Keys keys, boolean paidAhead) {
        long cost = settings.failureCost.toNanos();
        long debt = paidAhead ? addresses.debt(keys.address) : addresses.add(keys.address, cost);
        if (keys.known) {
            pairs.add(keys.pair, cost);
        } else if (!paidAhead) {
            accounts.add(keys.account, settings.accountCost.toNanos());
        }
        double failures = cost == 0 ? 0 : (double) debt / cost;
        double delay = settings.firstDelay.toNanos() * failures * failures;
        return Duration.ofNanos(Math.min(settings.longestDelay.toNanos(), (long) delay));
    }
}
