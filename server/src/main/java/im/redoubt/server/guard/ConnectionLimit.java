package im.redoubt.server.guard;

import im.redoubt.server.guard.Admission.Limit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be: of one address and in sum, those that have not signed in counted separately.
 *
 * <p>Guarantee: the counts never pass the limits, and a closed permit is counted no more. There is an entry only for an
 * address that holds a connection, so the table is never larger than the number of connections.
 *
 * <p>Behind a balancer, acquire after the PROXY header: the balancer's own address holds all connections.
 */
public final class ConnectionLimit {

    /**
     * The limits, in connections.
     *
     * @param total all connections
     * @param unauthenticatedTotal all connections that have not signed in; less than the total, so that strangers
     *     cannot use up what signed-in users need
     * @param perAddress connections of one address
     * @param unauthenticatedPerAddress connections of one address that have not signed in
     */
    public record Settings(int total, int unauthenticatedTotal, int perAddress, int unauthenticatedPerAddress) {
        /** Checks that every limit lets somebody in. */
        public Settings {
            if (total < 1 || unauthenticatedTotal < 1 || perAddress < 1 || unauthenticatedPerAddress < 1) {
                throw new IllegalArgumentException("a limit on connections must be at least 1");
            }
        }
    }

    private static final class Count {
        int all;
        int unauthenticated;
    }

    private final Settings settings;
    private final Map<AddressKey, Count> counts = new HashMap<>();
    private final Count sum = new Count();

    /**
     * Makes the limit, with nobody connected.
     *
     * @param settings the limits
     */
    public ConnectionLimit(Settings settings) {
        this.settings = settings;
    }

    /**
     * Asks for a place for a new connection.
     *
     * @param address where it comes from
     * @return a permit to be closed with the connection, or the limit that stands against it
     */
    public Admission acquire(AddressKey address) {
        synchronized (counts) {
            Optional<Limit> reached = reached(counts.get(address));
            if (reached.isPresent()) {
                return new Admission.Refused(reached.get());
            }
            Count count = counts.computeIfAbsent(address, key -> new Count());
            count.all++;
            count.unauthenticated++;
            sum.all++;
            sum.unauthenticated++;
        }
        return new ConnectionPermit(this, address);
    }

    private Optional<Limit> reached(@Nullable Count count) {
        if (sum.all >= settings.total) {
            return Optional.of(Limit.TOTAL);
        }
        if (sum.unauthenticated >= settings.unauthenticatedTotal) {
            return Optional.of(Limit.UNAUTHENTICATED_TOTAL);
        }
        if (count == null) {
            return Optional.empty();
        }
        if (count.all >= settings.perAddress) {
            return Optional.of(Limit.PER_ADDRESS);
        }
        return count.unauthenticated >= settings.unauthenticatedPerAddress
                ? Optional.of(Limit.UNAUTHENTICATED_PER_ADDRESS)
                : Optional.empty();
    }

    void authenticated(AddressKey address) {
        synchronized (counts) {
            held(address).unauthenticated--;
            sum.unauthenticated--;
        }
    }

    void release(AddressKey address, boolean unauthenticated) {
        synchronized (counts) {
            Count count = held(address);
            count.all--;
            sum.all--;
            if (unauthenticated) {
                count.unauthenticated--;
                sum.unauthenticated--;
            }
            if (count.all == 0) {
                counts.remove(address);
            }
        }
    }

    private Count held(AddressKey address) {
        Count count = counts.get(address);
        if (count == null) {
            throw new IllegalStateException("a permit without a count");
        }
        return count;
    }

    /**
     * Counts the connections.
     *
     * @return all connections that hold a permit
     */
    public int connections() {
        synchronized (counts) {
            return sum.all;
        }
    }

    /**
     * Counts the connections that have not signed in.
     *
     * @return those that hold a permit and have not signed in
     */
    public int unauthenticated() {
        synchronized (counts) {
            return sum.unauthenticated;
        }
    }

    /** How many addresses the table holds, for tests of its bound. */
    int addresses() {
        synchronized (counts) {
            return counts.size();
        }
    }
}
