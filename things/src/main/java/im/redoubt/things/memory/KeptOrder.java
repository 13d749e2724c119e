package im.redoubt.things.memory;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Field;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A command that a controller has signed and of which it does not know yet what came of it, so that this is known over a restart. Immutable.
 *
 * <p>Guarantee: no PIN is in it but sealed to the device, for this command alone.
 *
 * @param id the identifier that each repetition has
 * @param device the device that it is for
 * @param times when it may be acted upon, as it was signed last
 * @param accepted whether the server has taken over that of a device that sleeps, so that it is not sent again
 * @param overtaken how many others may be done at the device behind it; from {@link Taken#MOST} on the device may have forgotten it
 * @param attempt what stands for it as it was signed last, 32 bytes: what the answer belongs to
 * @param command the command as it is written
 */
public record KeptOrder(
        Octets id,
        BareJid device,
        Warrant.Times times,
        boolean accepted,
        int overtaken,
        Octets attempt,
        Element command) {
    /** The most bytes of a command, as it is written. */
    public static final int MOST_BYTES = 1 << 15;

    static final Codec<KeptOrder> CODEC = Codec.element(Signed.NAMESPACE, "order")
            .of(
                    (id, device, notBefore, expiry, accepted, overtaken, attempt, command) -> new KeptOrder(
                            id, device, new Warrant.Times(notBefore, expiry), accepted, overtaken, attempt, command),
                    attribute("id", Kind.bytes(Warrant.ID_BYTES), KeptOrder::id),
                    attribute("device", Kind.bareJid(), KeptOrder::device),
                    attribute(
                            "not-before", Kind.instant(), order -> order.times().notBefore()),
                    attribute("expiry", Kind.instant(), order -> order.times().expiry()),
                    attribute("accepted", Kind.truth(), KeptOrder::accepted),
                    attribute("overtaken", Kind.integer(0, Taken.MOST), KeptOrder::overtaken),
                    attribute("attempt", Kind.bytes(32), KeptOrder::attempt),
                    Field.<KeptOrder, Element>content(
                            Kind.bytes(MOST_BYTES).as(KeptOrder::read, command -> Octets.copyOf(Stored.bytes(command))),
                            KeptOrder::command));

    private static Optional<Element> read(Octets bytes) {
        List<Element> elements = Stored.elements(bytes.toByteArray());
        return elements.size() == 1 ? Optional.of(elements.get(0)) : Optional.empty();
    }

    /** Returns how many bytes the command has, as it is written. */
    int bytes() {
        return Stored.bytes(command).length;
    }

    /** Returns whether the device may have forgotten it, and would do it once more. */
    public boolean mayBeForgotten() {
        return overtaken >= Taken.MOST;
    }

    /**
     * Returns whether it may still be given. Where the clock was set back behind the time at which it was signed, it may not: so no clock makes it
     * good again and again. The fence that counts is the device's: what it gives out, and its own clock.
     *
     * @param now the time of day
     */
    public boolean isGoodAt(Instant now) {
        return !now.isBefore(times.notBefore()) && now.isBefore(times.expiry());
    }

    /** Returns this with one more that may be done behind it. */
    KeptOrder withOneBehind() {
        return new KeptOrder(id, device, times, accepted, Math.min(Taken.MOST, overtaken + 1), attempt, command);
    }

    /** Returns this as one that the device has forgotten. */
    KeptOrder forgotten() {
        return new KeptOrder(id, device, times, accepted, Taken.MOST, attempt, command);
    }

    /** Returns this as one that the server has taken over. */
    KeptOrder takenOver() {
        return new KeptOrder(id, device, times, true, overtaken, attempt, command);
    }

    /** Returns this as a repetition: the latest time at which it was signed stays, also if the clock was set back since. */
    KeptOrder repeating(KeptOrder before) {
        Warrant.Times latest = before.times.notBefore().isAfter(times.notBefore()) ? before.times : times;
        return new KeptOrder(id, device, latest, before.accepted, before.overtaken, attempt, command);
    }
}
