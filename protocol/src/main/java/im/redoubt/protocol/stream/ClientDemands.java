package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.IterationBounds;
import im.redoubt.protocol.sasl.SelectionPolicy;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a client insists on when it signs in. What a session says in {@link ClientSession#demandsFromNowOn()} belongs in here the
 * next time.
 *
 * @param policy the weakest mechanism that is good enough, and whether channel binding is required
 * @param iterations how many iterations of key derivation are agreed to
 * @param more what else is insisted on
 */
public record ClientDemands(SelectionPolicy policy, IterationBounds iterations, Set<ClientDemand> more) {
    /** What is insisted on with a server that nothing is known of. */
    public static final ClientDemands DEFAULT =
            new ClientDemands(SelectionPolicy.DEFAULT, IterationBounds.DEFAULT, EnumSet.noneOf(ClientDemand.class));

    /** Copies the set. */
    public ClientDemands {
        Set<ClientDemand> copy = EnumSet.noneOf(ClientDemand.class);
        copy.addAll(more);
        more = Collections.unmodifiableSet(copy);
    }

    /** Returns whether this is insisted on. */
    public boolean insistOn(ClientDemand demand) {
        return more.contains(demand);
    }

    /** Returns these demands with this policy. */
    public ClientDemands with(SelectionPolicy another) {
        return new ClientDemands(another, iterations, more);
    }

    /** Returns these demands and one more. */
    public ClientDemands with(ClientDemand demand) {
        Set<ClientDemand> all = EnumSet.of(demand);
        all.addAll(more);
        return new ClientDemands(policy, iterations, all);
    }
}
