package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Pending;
import im.redoubt.client.invitation.Invitations;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.pairing.ControllerPairing;
import im.redoubt.things.pairing.PairingCode;
import im.redoubt.things.pairing.Welcome;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.Optional;

/** How a controller is paired with a device: see {@link im.redoubt.things.pairing.DevicePairing}. */
public final class ControllerMeeting {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Host host;
    private final Stored<ControllerMemory> memory;
    private final Worker worker;
    private final Unverified name;
    private final Invitations invitations;
    private final Presences presences;
    private final Runnable paired;
    private Optional<Going> going = Optional.empty();

    /** A pairing under way. */
    private record Going(
            ControllerPairing pairing,
            Pending<ControllerPairing.Met> met,
            Pending<KnownDevice> welcomed,
            Optional<ControllerPairing.Met> device) {}

    ControllerMeeting(Host host, Stored<ControllerMemory> memory, Worker worker, Unverified name, Runnable paired) {
        this.host = host;
        this.memory = memory;
        this.worker = worker;
        this.name = name;
        this.paired = paired;
        this.invitations = host.require(Invitations.FEATURE);
        this.presences = host.require(Presences.FEATURE);
        host.onEnd(() -> giveUp("the session is over"));
    }

    /** A pairing: first the device is met, then somebody compares the number with what the device shows, and says so there. */
    public record Pairing(Pending<ControllerPairing.Met> met, Pending<KnownDevice> welcomed) {}

    /**
     * Begins to be paired with the device that shows a code; an earlier pairing that is not over is given up.
     *
     * @param code what it shows
     * @return what becomes of it
     */
    public Pairing begin(PairingCode code) {
        ControllerPairing pairing =
                new ControllerPairing(code, host.account(), memory.now().keys().shown(), name);
        Going next = new Going(pairing, new Pending<>(), new Pending<>(), Optional.empty());
        host.run(() -> {
            giveUp("another pairing was begun");
            going = Optional.of(next);
            invitations.accept(pairing.invitation());
            host.send(Words.normal(pairing.device(), pairing.introduction()));
            host.timeline()
                    .after(
                            PATIENCE,
                            () -> host.run(() -> {
                                if (going.filter(now -> now.pairing() == pairing)
                                        .isPresent()) {
                                    giveUp("the device has not answered, or nobody has said the number there");
                                }
                            }));
        });
        return new Pairing(next.met(), next.welcomed());
    }

    private void giveUp(String why) {
        going.ifPresent(now -> {
            now.met().completeExceptionally(new ClientException(why));
            now.welcomed().completeExceptionally(new ClientException(why));
        });
        going = Optional.empty();
    }

    /** Takes what devices say in a pairing. Returns whether it is that. */
    boolean take(Incoming incoming, Element element) {
        if (!going.isPresent()
                || !incoming.from().bare().equals(going.get().pairing().device())) {
            return false;
        }
        Going now = going.get();
        Optional<ControllerPairing.Met> device = now.pairing().meet(incoming.from(), element);
        if (device.isPresent()) {
            going = Optional.of(new Going(now.pairing(), now.met(), now.welcomed(), device));
            now.met().complete(device.get());
            return true;
        }
        Optional<Welcome> welcome = now.device().flatMap(met -> welcome(met, element));
        welcome.ifPresent(role -> {
            going = Optional.empty();
            remember(now, role);
        });
        return welcome.isPresent();
    }

    private Optional<Welcome> welcome(ControllerPairing.Met device, Element element) {
        byte[] own = memory.now().keys().signing().verifying().bytes().toByteArray();
        return Signed.codec(Welcome.CODEC)
                .decode(element)
                .value()
                .filter(signed -> signed.isSignedWith(device.keys().verifying(), Welcome.CODEC, Digest.of(own)))
                .map(Signed::content);
    }

    private void remember(Going now, Welcome welcome) {
        ControllerPairing.Met met = now.device().orElseThrow(IllegalStateException::new);
        KnownDevice known = new KnownDevice(
                met.device(), met.keys(), welcome.role(), met.name(), welcome.counter(), welcome.latest());
        worker.begin(() -> {
                    memory.become(memory.now().paired(known));
                    return known;
                })
                .whenDone((kept, failure) -> {
                    if (kept != null) {
                        presences.approve(met.device());
                        presences.subscribe(met.device());
                        host.run(paired);
                        now.welcomed().complete(kept);
                    } else {
                        now.welcomed().completeExceptionally(new ClientException("it cannot be kept", failure));
                    }
                });
    }

    Pending<Boolean> forget(BareJid device) {
        return worker.begin(() -> {
            boolean known = memory.now().find(device).isPresent();
            memory.become(memory.now().without(device));
            presences.deny(device);
            presences.unsubscribe(device);
            return known;
        });
    }
}
