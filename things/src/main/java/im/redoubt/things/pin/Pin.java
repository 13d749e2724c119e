package im.redoubt.things.pin;

import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import im.redoubt.things.key.OpeningKey;
import im.redoubt.things.key.SealingKey;
import im.redoubt.things.key.VerifyingKey;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PIN as somebody has typed it, or sealed to the device that is to prove it.
 *
 * <p>Guarantee: what is written is sealed, to one device, for one command of one controller; nobody else can read it, and it is of no use in
 * any other command. It is never printed.
 */
public final class Pin implements AutoCloseable {
    /** How a PIN is written: sealed. One that is not cannot be. */
    public static final Kind<Pin> KIND = Kind.bytes(SealingKey.OVERHEAD_BYTES + PinRules.MOST_DIGITS)
            .as(box -> Optional.of(new Pin(Optional.empty(), Optional.of(box))), Pin::sealedBytes);

    private final Optional<Secret> digits;
    private final Optional<Octets> box;

    private Pin(Optional<Secret> digits, Optional<Octets> box) {
        this.digits = digits;
        this.box = box;
    }

    /**
     * Takes what somebody has typed.
     *
     * @param typed the digits; the caller still owns this array and should wipe it
     */
    public static Pin of(char[] typed) {
        return new Pin(Optional.of(Secret.utf8(typed)), Optional.empty());
    }

    /**
     * Seals it.
     *
     * @param device the key of the device
     * @param purpose what it is for: nothing can be read where it is another one
     * @throws IllegalStateException if it was not typed here
     * @throws IllegalArgumentException if it has more digits than any PIN
     */
    public Pin sealed(SealingKey device, byte[] purpose) {
        byte[] typed = digits.orElseThrow(() -> new IllegalStateException("a PIN that is sealed already"))
                .reveal();
        try {
            if (typed.length > PinRules.MOST_DIGITS) {
                throw new IllegalArgumentException("a PIN has " + PinRules.MOST_DIGITS + " digits at most");
            }
            // Always as long, so that nobody sees how many digits there are.
            byte[] padded = Arrays.copyOf(typed, PinRules.MOST_DIGITS);
            try {
                return new Pin(Optional.empty(), Optional.of(device.seal(padded, purpose)));
            } finally {
                Arrays.fill(padded, (byte) 0);
            }
        } finally {
            Arrays.fill(typed, (byte) 0);
        }
    }

    /**
     * Opens one that was sealed.
     *
     * @param device the device's own key
     * @param purpose what it is for
     * @return the PIN as it was typed; nothing if it was sealed to another device, or for something else
     */
    public Optional<Pin> opened(OpeningKey device, byte[] purpose) {
        Optional<Secret> padded = box.flatMap(bytes -> device.open(bytes, purpose));
        return padded.map(Pin::unpadded);
    }

    private static Pin unpadded(Secret padded) {
        byte[] bytes = padded.reveal();
        padded.close();
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        byte[] typed = Arrays.copyOf(bytes, length);
        try {
            return new Pin(Optional.of(Secret.copyOf(typed)), Optional.empty());
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(typed, (byte) 0);
        }
    }

    /**
     * Tries it.
     *
     * @param lock what counts the tries
     * @param peer who says it
     * @param nanos the time of the device's own clock
     * @throws IllegalStateException if it is sealed
     */
    public PinLock.Outcome tryAt(PinLock lock, VerifyingKey peer, long nanos) {
        return lock.attempt(peer, digits.orElseThrow(() -> new IllegalStateException("a PIN that is sealed")), nanos);
    }

    private Octets sealedBytes() {
        return box.orElseThrow(() -> new IllegalArgumentException("a PIN that was not sealed is not written"));
    }

    /** Returns whether both were sealed, into the same bytes. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Pin that && box.isPresent() && box.equals(that.box));
    }

    @Override
    public int hashCode() {
        return box.hashCode();
    }

    /** Erases it. */
    @Override
    public void close() {
        digits.ifPresent(Secret::close);
    }

    /** Returns {@code ***}. */
    @Override
    public String toString() {
        return "***";
    }
}
