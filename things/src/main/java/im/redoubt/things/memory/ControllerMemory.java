package im.redoubt.things.memory;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.list;

import im.redoubt.client.extension.Codec;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.key.OwnKeys;
import im.redoubt.things.key.Signed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a controller keeps. Immutable.
 *
 * @param keys its own keys
 * @param devices what it was paired with
 * @param orders what it has commanded, and does not know yet what came of it
 */
public record ControllerMemory(OwnKeys keys, List<KnownDevice> devices, KeptOrders orders) {
    /** The most devices of a controller. */
    public static final int MOST_DEVICES = 256;

    /** How it is written. One that was written before there were orders in it is read as one without any. */
    public static final Codec<ControllerMemory> CODEC = Codec.element(Signed.NAMESPACE, "controller")
            .of(
                    (signing, opening, devices, orders) ->
                            new ControllerMemory(new OwnKeys(signing, opening), devices, new KeptOrders(orders)),
                    attribute("signing", Kinds.SIGNING, memory -> memory.keys().signing()),
                    attribute("opening", Kinds.OPENING, memory -> memory.keys().opening()),
                    list(KnownDevice.CODEC, MOST_DEVICES, ControllerMemory::devices),
                    list(
                            KeptOrder.CODEC,
                            KeptOrders.MOST,
                            memory -> memory.orders().all()));

    /** Takes a copy. */
    public ControllerMemory {
        devices = List.copyOf(devices);
    }

    /** Returns the device of an account, if this controller was paired with it. */
    public Optional<KnownDevice> find(BareJid address) {
        return devices.stream().filter(known -> known.address().equals(address)).findFirst();
    }

    /** Returns this with a device in place of what was known of that account. */
    public ControllerMemory with(KnownDevice device) {
        List<KnownDevice> all = new ArrayList<>(devices);
        all.removeIf(known -> known.address().equals(device.address()));
        all.add(device);
        return new ControllerMemory(keys, all, orders);
    }

    /** Returns this without a device. */
    public ControllerMemory without(BareJid device) {
        List<KnownDevice> all = new ArrayList<>(devices);
        all.removeIf(known -> known.address().equals(device));
        return new ControllerMemory(keys, all, orders);
    }

    /**
     * Returns this with a device that it was paired with now. Whatever was under way there is not given again: at a new pairing a device forgets
     * what it was commanded before, and would do it once more.
     */
    public ControllerMemory paired(KnownDevice device) {
        return with(device).with(orders.forgottenBy(device.address()));
    }

    /** Returns this with other orders. */
    public ControllerMemory with(KeptOrders next) {
        return new ControllerMemory(keys, devices, next);
    }
}
