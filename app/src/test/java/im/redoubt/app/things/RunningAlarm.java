package im.redoubt.app.things;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.alarm.Panel;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.DeviceLine;
import im.redoubt.things.Order;
import im.redoubt.things.command.Answered;
import im.redoubt.things.pin.Pin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** A panel and a keypad on the accounts {@code panel} and {@code keypad} of a service, on line and not paired yet. */
final class RunningAlarm implements AutoCloseable {
    static final BareJid PANEL = BareJid.of("panel@localhost");
    static final String PIN = "471108";

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final Panel panel;
    private final Controller keypad;
    private final Session there;
    private final Session here;

    /**
     * Starts it.
     *
     * @param home where the two keep what they are
     * @param beat how often the panel says that it is there
     * @param link what is special about the panel's client
     */
    RunningAlarm(RunningRedoubt service, Path home, Duration beat, UnaryOperator<Client.Builder> link) {
        panel = Panel.open(PANEL, Things.keep(home.resolve("panel")), beat);
        keypad = Controller.builder(BareJid.of("keypad@localhost"))
                .name("keypad")
                .on(
                        AlarmTypes.ARMED,
                        told -> news.add("armed " + name(told.event().zone())))
                .on(
                        AlarmTypes.INTRUSION,
                        told -> news.add("intrusion " + name(told.event().zone())))
                .on(
                        AlarmTypes.DISARMED,
                        told -> news.add("disarmed " + name(told.event().zone())))
                .open(Things.keep(home.resolve("keypad")));
        there = link.apply(Clients.of(service, "panel"))
                .with(panel.device().feature())
                .build()
                .open();
        here = Clients.of(service, "keypad").with(keypad.feature()).build().open();
    }

    private static String name(Alarm.Zone zone) {
        return zone.name().toLowerCase(Locale.ROOT);
    }

    /** Pairs the two. */
    RunningAlarm paired() {
        Things.pair(device(), devices());
        return this;
    }

    /** Chooses the PIN. */
    RunningAlarm withPin() {
        try (Secret digits = Secret.utf8(PIN.toCharArray())) {
            panel.choosePin(digits).await(Things.PATIENCE);
        }
        return this;
    }

    Panel panel() {
        return panel;
    }

    DeviceLine<Alarm.State> device() {
        return there.get(panel.device().feature());
    }

    ControllerLine devices() {
        return here.get(keypad.feature());
    }

    /** Returns what the keypad has heard, in order. */
    BlockingQueue<String> news() {
        return news;
    }

    Order<Alarm.State> arm() {
        return devices().order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Alarm.Zone.HOUSE));
    }

    Order<Alarm.State> disarm(String digits) {
        try (Pin pin = Pin.of(digits.toCharArray())) {
            return devices().order(PANEL, AlarmTypes.DISARM, new Alarm.Disarm(pin, Alarm.Zone.HOUSE));
        }
    }

    Answered<Alarm.State> armed() {
        return Things.answer(arm());
    }

    /** The panel's session is over. */
    void panelLeaves() {
        there.close();
    }

    /** The keypad's session is over. */
    void keypadLeaves() {
        here.close();
    }

    @Override
    public void close() {
        here.close();
        there.close();
        keypad.close();
        panel.close();
    }
}
