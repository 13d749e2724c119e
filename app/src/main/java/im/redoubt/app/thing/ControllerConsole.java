package im.redoubt.app.thing;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.State;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Session;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.ControllerMeeting;
import im.redoubt.things.News;
import im.redoubt.things.Order;
import im.redoubt.things.Sign;
import im.redoubt.things.UncertainException;
import im.redoubt.things.command.Answered;
import im.redoubt.things.event.Happened;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.pairing.PairingCode;
import im.redoubt.things.pin.Pin;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A keypad or a portal of an alarm system on the terminal: what gives commands to the panel and hears what happens there. */
public final class ControllerConsole implements ThingConsole {
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final Screen screen;
    private final Controller controller;
    private volatile Optional<ControllerLine> line = Optional.empty();

    private ControllerConsole(Screen screen, Controller controller) {
        this.screen = screen;
        this.controller = controller;
    }

    /**
     * Opens it.
     *
     * @param name what it calls itself
     * @param patience after how long without a sign of a panel that is a trouble
     */
    public static ControllerConsole open(Screen screen, BareJid account, String name, Keep keep, Duration patience) {
        Controller controller = Controller.builder(account)
                .name(name)
                .patience(patience)
                .on(
                        AlarmTypes.INTRUSION,
                        news -> tell(
                                screen, news, "INTRUSION " + shown(news.event().zone())))
                .on(
                        AlarmTypes.ARMED,
                        news -> tell(
                                screen,
                                news,
                                "armed " + shown(news.event().zone()) + " by "
                                        + Screen.safe(news.event().by())))
                .on(
                        AlarmTypes.DISARMED,
                        news -> tell(
                                screen,
                                news,
                                "disarmed " + shown(news.event().zone()) + " by "
                                        + Screen.safe(news.event().by())))
                .on(
                        AlarmTypes.GUESSING,
                        news -> tell(
                                screen,
                                news,
                                "somebody guesses the PIN: "
                                        + Screen.safe(news.event().by())))
                .onMissing(missing -> screen.show("MISSING: events " + missing.first() + " to " + missing.last()
                        + " of " + missing.device().address()))
                .resuming(AlarmTypes.ARM, order -> goesOn(screen, order))
                .resuming(AlarmTypes.DISARM, order -> goesOn(screen, order))
                .open(keep);
        controller
                .underWay()
                .forEach(order -> screen.show("a command was under way when this was stopped: "
                        + order.command().name().local() + " of " + order.device()));
        return new ControllerConsole(screen, controller);
    }

    /** This was stopped while a command was under way. */
    private static void goesOn(Screen screen, Order<State> order) {
        String earlier = "earlier " + order.type().codec().name().local() + " of " + order.device();
        order.answer()
                .whenDone((answer, failure) -> screen.show(earlier + ": "
                        + (answer != null ? shown(answer) : "uncertain: " + String.valueOf(failure.getMessage()))));
    }

    private static void tell(Screen screen, News<?> news, String words) {
        Happened<?> happened = news.happened();
        screen.show("event " + happened.number() + " of " + news.device().address() + " at "
                + (happened.certain() ? "" : "about ") + happened.at() + ": " + words);
    }

    @Override
    public Feature<?> feature() {
        return controller.feature();
    }

    @Override
    public void opened(Session session) {
        ControllerLine now = session.get(controller.feature());
        now.signs().add(this::sign);
        line = Optional.of(now);
        screen.show("on line");
    }

    private void sign(Sign sign) {
        screen.show(sign.there() ? "there: " + sign.device() : "TROUBLE: no sign of " + sign.device());
    }

    @Override
    public void take(String words) {
        String[] parts = words.trim().split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        if (line.isEmpty()) {
            screen.show("not on line yet");
            return;
        }
        try {
            switch (parts[0]) {
                case "pair" -> pair(rest, line.get());
                case "arm" ->
                    order(rest, (device, zone) -> line.get().order(device, AlarmTypes.ARM, new Alarm.Arm(zone)));
                case "disarm" -> disarm(rest, line.get());
                case "devices" -> controller.devices().forEach(device -> screen.show(shown(device)));
                default -> help();
            }
        } catch (UncertainException uncertain) {
            screen.show((uncertain.mayHaveBeenDone() ? "uncertain: " : "not done: ") + uncertain.getMessage());
        } catch (ClientException | IllegalArgumentException refused) {
            screen.show("not done: " + refused.getMessage());
        }
    }

    @Override
    public void help() {
        screen.show("pair CODE         be paired with the panel that shows it (in quotes or not)");
        screen.show("arm ZONE          house or garden");
        screen.show("disarm ZONE       asks for the PIN of the panel");
        screen.show("devices, quit");
    }

    private void pair(String text, ControllerLine now) {
        Optional<PairingCode> code = PairingCode.read(Unverified.of(text.replaceAll("^'|'$", "")));
        if (code.isEmpty()) {
            screen.show("that is no code of a panel; it begins with xmpp:");
            return;
        }
        ControllerMeeting.Pairing pairing = now.meeting().begin(code.get());
        screen.show("compare: " + pairing.met().await(PATIENCE).fingerprint()
                + " with what the panel shows, and confirm it there");
        pairing.welcomed()
                .whenDone((device, failure) -> screen.show(
                        device != null
                                ? "paired: " + shown(device)
                                : "not paired: " + String.valueOf(failure.getMessage())));
    }

    /** Gives a command to a panel. */
    private interface Giving {
        Order<State> to(BareJid device, Zone zone);
    }

    private void disarm(String rest, ControllerLine now) {
        char[] typed = screen.secret("PIN");
        try (Pin pin = Pin.of(typed)) {
            order(rest, (device, zone) -> now.order(device, AlarmTypes.DISARM, new Alarm.Disarm(pin, zone)));
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private void order(String rest, Giving giving) {
        Optional<Zone> zone = PanelConsole.constant(Zone.class, rest);
        List<KnownDevice> devices = controller.devices();
        if (zone.isEmpty() || devices.isEmpty()) {
            screen.show(zone.isEmpty() ? "a zone is house or garden" : "paired with no panel; begin with: pair");
            return;
        }
        Order<State> order = giving.to(devices.get(devices.size() - 1).address(), zone.get());
        order.accepted().whenDone((id, failure) -> show(id != null, "accepted by the server"));
        order.received().whenDone((id, failure) -> show(id != null, "received by the panel"));
        screen.show(shown(order.answer().await(PATIENCE)));
    }

    private void show(boolean so, String words) {
        if (so) {
            screen.show(words);
        }
    }

    private static String shown(Answered<State> answered) {
        return answered.result()
                .map(state -> answered.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                        + PanelConsole.shown(state))
                .orElseGet(() -> "refused: "
                        + answered.why()
                                .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                                .orElse("")
                        + answered.pause()
                                .map(pause -> ", wait " + pause.toSeconds() + " s")
                                .orElse(""));
    }

    private static String shown(Zone zone) {
        return zone.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(KnownDevice device) {
        return device.address() + " (" + Screen.safe(device.name()) + ") as "
                + device.role().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        controller.close();
    }
}
