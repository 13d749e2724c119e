package im.redoubt.things;

import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.extension.Codec;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.things.event.Happened;
import im.redoubt.things.event.Heard;
import im.redoubt.things.event.Pulse;
import im.redoubt.things.event.Stamp;
import im.redoubt.things.event.Told;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Event;
import im.redoubt.xml.Element;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hears what happened at devices: of each device in order, each once, whatever is lost or repeated on the way. What is heard is acknowledged
 * when it is kept that it was.
 */
final class EventHearing {
    private final Host host;
    private final Stored<ControllerMemory> memory;
    private final Worker worker;
    private final Subjects subjects;
    /** Who is to be told soon up to where his events are here. */
    private final Map<BareJid, Jid> due = new HashMap<>();

    EventHearing(Host host, Stored<ControllerMemory> memory, Worker worker, Subjects subjects) {
        this.host = host;
        this.memory = memory;
        this.worker = worker;
        this.subjects = subjects;
    }

    /** An event came, or somebody says so. */
    void take(Jid from, Element told) {
        worker.run(() -> memory.now().find(from.bare()).ifPresent(device -> take(from, told, device)));
    }

    private void take(Jid from, Element told, KnownDevice device) {
        Optional<Stamp> stamp = Told.stamp(told)
                .filter(signed ->
                        signed.isSignedWith(device.keys().verifying(), Stamp.CODEC, Words.own(device.address())))
                .map(Signed::content);
        if (!stamp.isPresent() || stamp.get().number() > device.heard() + 1) {
            return; // not of the device, or not its turn: the device says it again
        }
        if (stamp.get().number() == device.heard() + 1) {
            // What nobody here wants to hear of is passed over: what comes behind it must not wait for it.
            Optional<Subjects.Subject<?>> subject = subjects.find(stamp.get());
            if (subject.isPresent() && !tell(subject.get(), told, device)) {
                return; // changed on the way: the device says it again
            }
            memory.become(memory.now().with(current(device).hearing(stamp.get().number())));
        }
        acknowledge(from, device);
    }

    private static <E extends Event> boolean tell(Subjects.Subject<E> subject, Element told, KnownDevice device) {
        Codec<E> codec = subject.type().codec();
        Optional<Happened<E>> happened = Told.codec(codec).decode(told).value().flatMap(whole -> whole.happened(codec));
        happened.ifPresent(event -> subject.listener().accept(new News<>(device, event)));
        return happened.isPresent();
    }

    /** A device says which events it has: what it has no more cannot be heard any more, and is not waited for. */
    void take(Jid from, Pulse pulse) {
        worker.run(() -> memory.now().find(from.bare()).ifPresent(device -> {
            if (pulse.oldest() > device.heard() + 1) {
                subjects.missing().accept(new Missing(device, device.heard() + 1, pulse.oldest() - 1));
                memory.become(memory.now().with(current(device).hearing(pulse.oldest() - 1)));
                acknowledge(from, device);
            }
        }));
    }

    private KnownDevice current(KnownDevice device) {
        return memory.now().find(device.address()).orElse(device);
    }

    /** Of several events that came together the last is acknowledged, and the others by it: each costs the device a write. */
    private void acknowledge(Jid from, KnownDevice device) {
        if (due.put(device.address(), from) == null && !worker.run(() -> acknowledgeDue(device))) {
            acknowledgeDue(device);
        }
    }

    private void acknowledgeDue(KnownDevice device) {
        Jid from = due.remove(device.address());
        if (from == null) {
            return;
        }
        Heard heard = new Heard(current(device).heard());
        Signed<Heard> signed = Signed.sign(
                heard,
                Heard.CODEC,
                Words.own(device.address()),
                memory.now().keys().signing());
        // Whether it arrives makes no difference here: if not, the device says once more what was heard already.
        Pending<IqResponse> unheeded = host.request(
                IqRequest.Action.SET,
                Optional.of(from),
                Signed.codec(Heard.CODEC).encode(signed));
        unheeded.whenDone((answer, failure) -> {});
    }
}
