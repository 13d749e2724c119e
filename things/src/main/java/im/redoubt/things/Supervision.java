package im.redoubt.things;

import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.event.Pulse;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether there are signs of the devices. A sign counts if it is later than the one before and of now, so that a server cannot keep some back
 * to show them later. Everything but {@link #isThere} happens in the session's own order.
 */
final class Supervision {
    private final Host host;
    private final Stored<ControllerMemory> memory;
    private final Duration patience;
    private final Listeners<Sign> listeners;
    private final Map<BareJid, Instant> last = new HashMap<>();
    private final Map<BareJid, Deadline> deadlines = new HashMap<>();
    private final Set<BareJid> there = ConcurrentHashMap.newKeySet();
    private final Set<BareJid> missed = new HashSet<>();

    /** Until when a sign is expected. */
    private record Deadline(long nanos, Runnable cancelling) {}

    Supervision(Host host, Stored<ControllerMemory> memory, Duration patience) {
        this.host = host;
        this.memory = memory;
        this.patience = patience;
        this.listeners = host.listeners();
    }

    Listeners<Sign> listeners() {
        return listeners;
    }

    boolean isThere(BareJid device) {
        return there.contains(device);
    }

    /** Expects a sign of each device from now on. */
    void begin() {
        for (KnownDevice device : memory.now().devices()) {
            if (!deadlines.containsKey(device.address())) {
                expect(device.address(), patience);
            }
        }
    }

    void take(BareJid device, Pulse pulse) {
        Instant before = last.getOrDefault(device, Instant.EPOCH);
        Instant now = host.timeline().now();
        if (!pulse.at().isAfter(before)
                || Duration.between(pulse.at(), now).abs().compareTo(patience) > 0) {
            return;
        }
        last.put(device, pulse.at());
        missed.remove(device);
        if (there.add(device)) {
            listeners.tell(new Sign(device, true));
        }
        // From when it was given, not from when it came: who keeps each one back for a while gains nothing.
        Duration age = Duration.between(pulse.at(), now);
        expect(device, age.isNegative() ? patience : patience.minus(age));
    }

    private void expect(BareJid device, Duration longest) {
        Optional.ofNullable(deadlines.get(device))
                .ifPresent(before -> before.cancelling().run());
        long nanos = host.timeline().nanos() + longest.toNanos();
        deadlines.put(
                device, new Deadline(nanos, host.timeline().after(longest, () -> host.run(() -> miss(device, nanos)))));
    }

    /** A sign may have come while this waited for its turn: then what is due is another deadline, later. */
    private void miss(BareJid device, long nanos) {
        if (!Optional.ofNullable(deadlines.get(device))
                .filter(now -> now.nanos() == nanos)
                .isPresent()) {
            return;
        }
        deadlines.remove(device);
        there.remove(device);
        if (memory.now().find(device).isPresent() && missed.add(device)) {
            listeners.tell(new Sign(device, false));
        }
    }
}
