package im.redoubt.things.pairing;

import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.xml.Element;
import java.util.Optional;

/** The controller's side of one pairing: see {@link DevicePairing}. Not thread-safe. */
public final class ControllerPairing {
    private final PairingCode code;
    private final Introduction.Pair pair;
    private final PublicKeys own;
    private final Unverified name;

    /**
     * A device that has proved that it showed the code.
     *
     * @param device its account
     * @param keys its keys
     * @param name what it calls itself
     * @param fingerprint what both show
     */
    public record Met(BareJid device, PublicKeys keys, Unverified name, String fingerprint) {}

    /**
     * Begins one.
     *
     * @param code what the device shows
     * @param controller the own account
     * @param own the own keys
     * @param name what this program calls itself
     */
    public ControllerPairing(PairingCode code, BareJid controller, PublicKeys own, Unverified name) {
        this.code = code;
        this.pair = new Introduction.Pair(code.device(), controller);
        this.own = own;
        this.name = name;
    }

    /** Returns what lets this account through to the device. */
    public Invitation invitation() {
        return code.invitation();
    }

    /** Returns the account of the device. */
    public BareJid device() {
        return code.device();
    }

    /** Returns what is said to the device. */
    public Element introduction() {
        return Introduction.OF_CONTROLLER.encode(Introduction.ofController(own, name, code.secret(), pair));
    }

    /**
     * The device introduces itself.
     *
     * @param from who says so
     * @param element what he says
     * @return the device; nothing if it is somebody else
     */
    public Optional<Met> meet(Jid from, Element element) {
        return Introduction.OF_DEVICE
                .decode(element)
                .value()
                .filter(device -> from.bare().equals(code.device()) && device.isOfDevice(code, pair, own))
                .map(device -> new Met(
                        code.device(),
                        device.keys(),
                        device.name(),
                        Introduction.fingerprint(
                                pair, device.keys(), own, device.nonce().orElseThrow(IllegalStateException::new))));
    }
}
