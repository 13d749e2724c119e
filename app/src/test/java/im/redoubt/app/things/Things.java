package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.ControllerMeeting;
import im.redoubt.things.DeviceLine;
import im.redoubt.things.Order;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Role;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.pairing.DevicePairing;
import im.redoubt.things.pairing.PairingCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests of devices and controllers have in common. */
final class Things {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofMillis(20);

    private Things() {}

    static Keep keep(Path file) {
        try (Secret passphrase = Secret.utf8("a passphrase of the tests".toCharArray())) {
            return Keep.in(file, passphrase);
        }
    }

    /** Pairs the two, as people do it: a code, and a number that is compared. */
    static void pair(DeviceLine<?> device, ControllerLine devices) {
        PairingCode shown = device.meeting()
                .show(new DevicePairing.Place(Role.OWNER, Optional.empty()))
                .await(PATIENCE);
        PairingCode typed = PairingCode.read(Unverified.of(shown.reveal())).orElseThrow();
        ControllerMeeting.Pairing pairing = devices.meeting().begin(typed);
        String number = pairing.met().await(PATIENCE).fingerprint();
        Optional<Peer> peer = device.meeting().confirm(number).await(PATIENCE);
        KnownDevice known = pairing.welcomed().await(PATIENCE);
        assertThat(known.address()).isEqualTo(shown.device());
        assertThat(peer.map(Peer::role)).contains(known.role());
    }

    /** Waits until something is so, for a minute at most. */
    static void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes to be so: " + what).isLessThan(end);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    static <R> Answered<R> answer(Order<R> order) {
        return order.answer().await(PATIENCE);
    }
}
