package im.redoubt.alarm;

import im.redoubt.alarm.Alarm.State;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.client.Pending;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Change;
import im.redoubt.things.Device;
import im.redoubt.things.Reply;
import im.redoubt.things.command.Peer;
import im.redoubt.things.memory.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The panel of an alarm system: what it does when it is commanded, and when a door opens. The siren follows its state.
 *
 * <p>Guarantee: it does not arm before a PIN was chosen, and it disarms by nothing but that PIN; it sounds whether there is a network or not.
 */
public final class Panel implements AutoCloseable {
    private static final Unverified AT_THE_PANEL = Unverified.of("panel");

    private final Device<State> device;

    private Panel(Device<State> device) {
        this.device = device;
    }

    /**
     * Opens it.
     *
     * @param account its account
     * @param keep where it keeps what it is; closed with it
     * @param beat how often it tells that it is there
     */
    public static Panel open(BareJid account, Keep keep, Duration beat) {
        return new Panel(Device.builder(account, AlarmTypes.STATE, new State(List.of(), false))
                .name("alarm panel")
                .beat(beat)
                .withPin(Panel::guessing)
                .on(
                        AlarmTypes.ARM,
                        (state, arm, by) -> Reply.done(armed(state, arm.zone(), by.name()), with(state, arm.zone())))
                .on(
                        AlarmTypes.DISARM,
                        (state, disarm, by) ->
                                Reply.done(disarmed(state, disarm.zone(), by), without(state, disarm.zone())))
                .open(keep));
    }

    /** Returns the device. */
    public Device<State> device() {
        return device;
    }

    /** Somebody is in a zone. If it is armed, the siren sounds. */
    public Pending<State> intrusion(Zone zone) {
        return device.change(state -> state.armed().contains(zone)
                ? Change.to(new State(state.armed(), true)).telling(AlarmTypes.INTRUSION, new Alarm.Intrusion(zone))
                : Change.to(state));
    }

    /** Somebody arms a zone who stands before the panel. Without a PIN nothing changes. */
    public Pending<State> arm(Zone zone) {
        return device.change(state -> device.hasPin() ? armed(state, zone, AT_THE_PANEL) : Change.to(state));
    }

    /**
     * Somebody chooses the PIN who stands before the panel.
     *
     * @throws IllegalArgumentException if it is too easy to guess
     */
    public Pending<Boolean> choosePin(Secret pin) {
        return device.choosePin(pin);
    }

    private static Change<State> armed(State state, Zone zone, Unverified by) {
        return state.armed().contains(zone)
                ? Change.to(state)
                : Change.to(with(state, zone)).telling(AlarmTypes.ARMED, new Alarm.Armed(zone, by));
    }

    private static Change<State> disarmed(State state, Zone zone, Peer by) {
        return Change.to(without(state, zone)).telling(AlarmTypes.DISARMED, new Alarm.Disarmed(zone, by.name()));
    }

    private static Change<State> guessing(State state, Peer by) {
        return Change.to(state).telling(AlarmTypes.GUESSING, new Alarm.Guessing(by.name()));
    }

    private static State with(State state, Zone zone) {
        List<Zone> armed = new ArrayList<>(state.armed());
        if (!armed.contains(zone)) {
            armed.add(zone);
        }
        return new State(armed, state.sounding());
    }

    private static State without(State state, Zone zone) {
        List<Zone> armed = new ArrayList<>(state.armed());
        armed.remove(zone);
        return new State(armed, false);
    }

    @Override
    public void close() {
        device.close();
    }
}
