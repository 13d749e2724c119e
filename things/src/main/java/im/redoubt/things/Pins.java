package im.redoubt.things;

import im.redoubt.client.extension.Octets;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Reason;
import im.redoubt.things.key.OpeningKey;
import im.redoubt.things.key.VerifyingKey;
import im.redoubt.things.pin.Pin;
import im.redoubt.things.pin.PinLock;
import im.redoubt.things.pin.PinRecord;
import im.redoubt.things.vocabulary.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether the PINs in a command are the device's. */
final class Pins {
    private final PinLock lock;
    private Optional<Peer> trying = Optional.empty();
    /** The last command whose PIN was wrong. */
    private Optional<Octets> wrong = Optional.empty();

    /**
     * What came of it.
     *
     * @param against what is against the command, if something is
     * @param pause how long to wait, if he has to
     */
    record Proof(Optional<Reason> against, Optional<Duration> pause) {
        static final Proof RIGHT = new Proof(Optional.empty(), Optional.empty());

        static Proof not(Reason why) {
            return new Proof(Optional.of(why), Optional.empty());
        }
    }

    /**
     * How PINs are opened.
     *
     * @param key the device's
     * @param purpose what they were sealed for
     * @param digest which command it is, with the sealed PINs in it
     * @param nanos the time of the device's own clock
     */
    record Opening(OpeningKey key, Octets purpose, Octets digest, long nanos) {}

    Pins(PinRecord kept, Consumer<Peer> tampering, long nanos) {
        this.lock = new PinLock(kept, key -> trying.ifPresent(tampering), nanos);
    }

    /** A command that is given once more, since its answer was lost, is the same try: it says nothing that was not said. */
    <C> Proof prove(CommandType.Secrets<C> secrets, C command, Peer peer, Opening opening) {
        if (wrong.filter(opening.digest()::equals).isPresent()) {
            return new Proof(Optional.of(Reason.WRONG_PIN), pause(peer.keys().verifying(), opening.nanos()));
        }
        List<Pin> boxes = new ArrayList<>();
        secrets.map(command, pin -> {
            boxes.add(pin);
            return pin;
        });
        for (Pin box : boxes) {
            Proof proof = prove(box, peer, opening);
            if (proof.against().isPresent()) {
                return proof;
            }
        }
        return Proof.RIGHT;
    }

    private Proof prove(Pin box, Peer peer, Opening opening) {
        Optional<Pin> opened = box.opened(opening.key(), opening.purpose().toByteArray());
        if (!opened.isPresent()) {
            return Proof.not(Reason.UNREADABLE);
        }
        VerifyingKey key = peer.keys().verifying();
        trying = Optional.of(peer);
        try (Pin pin = opened.get()) {
            return switch (pin.tryAt(lock, key, opening.nanos())) {
                case RIGHT -> Proof.RIGHT;
                case WRONG -> {
                    wrong = Optional.of(opening.digest());
                    yield new Proof(Optional.of(Reason.WRONG_PIN), pause(key, opening.nanos()));
                }
                case LOCKED -> new Proof(Optional.of(Reason.LOCKED), pause(key, opening.nanos()));
                case NOT_SET -> Proof.not(Reason.NO_PIN);
            };
        }
    }

    private Optional<Duration> pause(VerifyingKey key, long nanos) {
        Duration pause = lock.wait(key, nanos);
        return pause.isZero() ? Optional.empty() : Optional.of(Duration.ofSeconds(pause.toMillis() / 1_000 + 1));
    }
}
