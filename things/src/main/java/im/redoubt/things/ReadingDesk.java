package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.presence.ContactPresence;
import im.redoubt.client.presence.Presences;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.things.event.Inquiry;
import im.redoubt.things.event.Report;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How devices stand: what they tell by themselves, of which only what is later than the last counts, and what they answer, which is of now.
 * Everything but {@link #ask} happens in the session's own order.
 */
final class ReadingDesk {
    private final Host host;
    private final Stored<ControllerMemory> memory;
    private final Worker worker;
    private final Presences presences;
    private final Subjects subjects;
    private final SecureRandom random = new SecureRandom();
    private final Map<BareJid, Instant> last = new HashMap<>();

    ReadingDesk(Host host, Stored<ControllerMemory> memory, Worker worker, Subjects subjects) {
        this.host = host;
        this.memory = memory;
        this.worker = worker;
        this.presences = host.require(Presences.FEATURE);
        this.subjects = subjects;
    }

    /** A device says how it stands, or somebody says so. */
    void take(Element signed, KnownDevice device) {
        Optional<Subjects.Shown<?>> shown = subjects.findReading(signed);
        if (shown.isPresent()) {
            take(signed, device, shown.get());
        }
    }

    private <R extends Reading> void take(Element signed, KnownDevice device, Subjects.Shown<R> shown) {
        Optional<Report<R>> report = read(signed, device, shown.type().codec(), Words.own(device.address()));
        if (report.filter(one -> one.at().isAfter(last.getOrDefault(device.address(), Instant.EPOCH)))
                .isPresent()) {
            last.put(device.address(), report.get().at());
            Reported<R> told = new Reported<>(device, report.get());
            worker.run(() -> shown.listener().accept(told));
        }
    }

    private static <R> Optional<Report<R>> read(
            Element signed, KnownDevice device, Codec<R> reading, Octets belongsTo) {
        Codec<Report<R>> codec = Report.codec(reading);
        return Signed.codec(codec)
                .decode(signed)
                .value()
                .filter(report -> report.isSignedWith(device.keys().verifying(), codec, belongsTo))
                .map(Signed::content);
    }

    <R extends Reading> Pending<Report<R>> ask(BareJid device, ReadingType<R> type) {
        Optional<KnownDevice> known = memory.now().find(device);
        Optional<Jid> there = presences.best(device).map(ContactPresence::address);
        if (!known.isPresent() || !there.isPresent()) {
            return Pending.failed(
                    known.isPresent() ? new ClientException(device + " is not there") : ControllerLine.unknown(device));
        }
        byte[] bytes = new byte[Inquiry.NONCE_BYTES];
        random.nextBytes(bytes);
        Inquiry inquiry = new Inquiry(Octets.copyOf(bytes));
        return host.request(IqRequest.Action.GET, there, Inquiry.CODEC.encode(inquiry))
                .map(answer -> answer.content()
                        .first(Signed.NAMESPACE, Signed.NAME.local())
                        .flatMap(signed ->
                                read(signed, known.get(), type.codec(), inquiry.answeredFor(Words.own(device))))
                        .orElseThrow(() -> new ClientException("what came is not what the device has said")));
    }
}
