package im.redoubt.things.memory;

import im.redoubt.client.ClientException;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The orders that a controller keeps. Immutable.
 *
 * @param all those orders, the oldest first
 */
public record KeptOrders(List<KeptOrder> all) {
    /** How many are kept. */
    public static final int MOST = 64;

    /** How many bytes their commands have together: with all else that a controller keeps, they must fit into one encrypted file. */
    public static final int MOST_BYTES_TOGETHER = 1 << 18;

    /** Before the first one. */
    public static final KeptOrders NONE = new KeptOrders(List.of());

    /** Takes a copy. */
    public KeptOrders {
        all = List.copyOf(all);
    }

    /** Returns the order of an identifier, if it is kept. */
    public Optional<KeptOrder> find(Octets id) {
        return all.stream().filter(order -> order.id().equals(id)).findFirst();
    }

    /**
     * Returns this with an order that is signed, for the first time or again. All others for that device may be done behind it from now on.
     *
     * @throws ClientException if there are too many already
     */
    public KeptOrders signed(KeptOrder order) {
        List<KeptOrder> next = new ArrayList<>(without(order.id())
                .changing(other -> other.device().equals(order.device()), KeptOrder::withOneBehind)
                .all);
        next.add(find(order.id()).map(order::repeating).orElse(order));
        if (next.size() > MOST || next.stream().mapToInt(KeptOrder::bytes).sum() > MOST_BYTES_TOGETHER) {
            throw new ClientException("too many commands are under way; wait for some");
        }
        return new KeptOrders(next);
    }

    /** Returns this with one that the server has taken over. */
    public KeptOrders accepted(Octets id) {
        return changing(order -> order.id().equals(id), KeptOrder::takenOver);
    }

    /** Returns this at a new beginning with a device, which has forgotten all that it was commanded. */
    KeptOrders forgottenBy(BareJid device) {
        return changing(order -> order.device().equals(device), KeptOrder::forgotten);
    }

    /** Returns this without one of which it is known what came of it, or that it will never be. */
    public KeptOrders without(Octets id) {
        List<KeptOrder> next = new ArrayList<>(all);
        next.removeIf(order -> order.id().equals(id));
        return new KeptOrders(next);
    }

    private KeptOrders changing(Predicate<KeptOrder> which, UnaryOperator<KeptOrder> change) {
        List<KeptOrder> next = new ArrayList<>();
        all.forEach(order -> next.add(which.test(order) ? change.apply(order) : order));
        return new KeptOrders(next);
    }
}
