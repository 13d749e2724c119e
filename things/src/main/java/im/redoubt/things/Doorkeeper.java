package im.redoubt.things;

import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.admission.Admission;
import im.redoubt.client.admission.GivenToken;
import im.redoubt.client.admission.Hearing;
import im.redoubt.client.admission.HearingResult;
import im.redoubt.client.blocking.Blocking;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.presence.SubscriptionRequest;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.pairing.DevicePairing;
import im.redoubt.things.vocabulary.Reading;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the server keep strangers from the device (IOT-05), so that they cost it nothing: by a list of whom it hears, where the server has such
 * lists; elsewhere those who have written once are blocked (XEP-0191), and only so many, so that nobody fills that list either.
 */
final class Doorkeeper<S extends Reading> {
    /** How many strangers are blocked in a session. */
    static final int MOST_BLOCKED = 100;

    private final Host host;
    private final DeviceCore<S> core;
    private final Admission admission;
    private final Blocking blocking;
    private final Presences presences;
    private final AtomicInteger blocked = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean();
    private volatile boolean listed = true;
    private Runnable closing = () -> {};

    Doorkeeper(Host host, DeviceCore<S> core) {
        this.host = host;
        this.core = core;
        this.admission = host.require(Admission.FEATURE);
        this.blocking = host.require(Blocking.FEATURE);
        this.presences = host.require(Presences.FEATURE);
        presences.requests().add(this::asked);
        host.onOtherMessage(incoming -> {
            stranger(incoming.from().bare());
            return false;
        });
    }

    private Set<BareJid> peers() {
        Set<BareJid> peers = new LinkedHashSet<>();
        core.memory().members().forEach(member -> peers.add(member.peer().address()));
        return peers;
    }

    /** Lets in the peers and nobody else. */
    void close() {
        open.set(false);
        closeLater(Optional.empty());
        set(new Hearing.Only(peers(), Set.of())).whenDone((done, failure) -> {});
    }

    /**
     * Lets in, besides, whoever shows this first, until everything that may follow from it is over.
     *
     * @return when it is so, or cannot be
     */
    Pending<Boolean> open(GivenToken token) {
        open.set(true);
        closeLater(Optional.of(DevicePairing.GOOD.multipliedBy(2)));
        return set(new Hearing.Only(peers(), Set.of(token)));
    }

    private synchronized void closeLater(Optional<Duration> later) {
        closing.run();
        closing = later.map(after -> host.timeline().after(after, this::close)).orElse(() -> {});
    }

    /** Nothing depends on whether it succeeds: what comes is looked at here as well. */
    private Pending<Boolean> set(Hearing hearing) {
        Pending<Boolean> done = new Pending<>();
        admission.set(hearing).whenDone((result, failure) -> {
            listed = !(result instanceof HearingResult.NotOffered);
            done.complete(result instanceof HearingResult.InForce);
        });
        return done;
    }

    /** Somebody wants to see the device's presence: whoever is paired is let without asking, and nobody else is. */
    private void asked(SubscriptionRequest request) {
        BareJid from = request.from();
        if (peers().contains(from)) {
            presences.approve(from);
        } else if (!open.get()) {
            presences.deny(from);
            stranger(from);
        }
    }

    private void stranger(BareJid from) {
        boolean own = from.isDomain() || from.equals(core.device());
        if (!listed && !own && !open.get() && !peers().contains(from) && blocked.incrementAndGet() <= MOST_BLOCKED) {
            blocking.block(from).whenDone((done, failure) -> {});
        }
    }
}
