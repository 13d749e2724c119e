package im.redoubt.things.pairing;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.things.command.Hours;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Role;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.Optional;

/**
 * The device's side of a pairing:
 *
 * <ol>
 *   <li>somebody who stands before the device has it show a code, for a role; nothing of anybody is taken before;
 *   <li>a controller introduces itself and proves that it knows the code, which is used up by that;
 *   <li>the device introduces itself in the same way, and both show a number;
 *   <li>somebody who stands before the device compares the two and says it: only now is the controller a peer.
 * </ol>
 *
 * <p>Not thread-safe.
 */
public final class DevicePairing {
    /** How long a code is good, and how long the number can be said. */
    public static final Duration GOOD = Duration.ofMinutes(10);

    /** How many wrong proofs a code survives: its 128 bits are not guessed, and who guesses must not keep others from being paired. */
    public static final int MOST_WRONG = 1_000;

    private final BareJid device;
    private final Unverified name;
    private Optional<Open> open = Optional.empty();
    private Optional<Met> met = Optional.empty();

    /**
     * What somebody who is paired becomes.
     *
     * @param role his role
     * @param hours when he may give commands; always if there are none
     */
    public record Place(Role role, Optional<Hours> hours) {}

    private record Open(PairingCode code, Place place, long until, int wrong) {}

    /**
     * Somebody who has proved that he knows the code.
     *
     * @param peer who he would be
     * @param at where his program is
     * @param fingerprint what both show
     * @param until until when it can be said
     */
    public record Met(Peer peer, Jid at, String fingerprint, long until) {}

    /**
     * Makes one.
     *
     * @param device the account of the device
     * @param name what it calls itself
     */
    public DevicePairing(BareJid device, Unverified name) {
        this.device = device;
        this.name = name;
    }

    /** Returns whether somebody introduces himself, whoever he is. */
    public static boolean isIntroduction(Element element) {
        return element.name().equals(Introduction.OF_CONTROLLER.name());
    }

    /** Shows a code; an earlier one is good no more. */
    public void open(PairingCode code, Place place, long nanos) {
        met = Optional.empty();
        open = Optional.of(new Open(code, place, nanos + GOOD.toNanos(), 0));
    }

    /** Takes nobody any more. */
    public void close() {
        open = Optional.empty();
        met = Optional.empty();
    }

    /**
     * A controller introduces itself.
     *
     * @param from who says so
     * @param element what he says
     * @param own the keys of the device
     * @return what the device says to him; nothing if he does not know the code, or there is none
     */
    public Optional<Element> meet(Jid from, Element element, PublicKeys own, long nanos) {
        Optional<Introduction> heard =
                Introduction.OF_CONTROLLER.decode(element).value();
        if (!heard.isPresent() || !open.isPresent()) {
            return Optional.empty();
        }
        Open now = open.get();
        Introduction controller = heard.get();
        Introduction.Pair pair = new Introduction.Pair(device, from.bare());
        if (nanos - now.until() > 0) {
            close();
            return Optional.empty();
        }
        if (!controller.isOfController(now.code().secret(), pair)) {
            int wrong = now.wrong() + 1;
            open = wrong < MOST_WRONG
                    ? Optional.of(new Open(now.code(), now.place(), now.until(), wrong))
                    : Optional.empty();
            return Optional.empty();
        }
        open = Optional.empty();
        Peer peer = new Peer(
                from.bare(), controller.keys(), now.place().role(), now.place().hours(), controller.name());
        PairingCode code = now.code();
        String number = Introduction.fingerprint(pair, own, controller.keys(), code.nonce());
        met = Optional.of(new Met(peer, from, number, nanos + GOOD.toNanos()));
        Introduction device = Introduction.ofDevice(own, name, code, pair, controller.keys());
        return Optional.of(Introduction.OF_DEVICE.encode(device));
    }

    /** Returns who waits for somebody to say the number. */
    public Optional<Met> met() {
        return met;
    }

    /**
     * Somebody who stands before the device says which number the controller shows.
     *
     * @param typed the number; blanks do not matter
     * @return who is a peer from now on; nothing if it is another number, after which everything begins anew
     */
    public Optional<Met> confirm(String typed, long nanos) {
        Optional<Met> confirmed = met.filter(one -> nanos - one.until() <= 0)
                .filter(one -> digits(one.fingerprint()).equals(digits(typed)));
        close();
        return confirmed;
    }

    private static String digits(String text) {
        return text.replace(" ", "");
    }
}
