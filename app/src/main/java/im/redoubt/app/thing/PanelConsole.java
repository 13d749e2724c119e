package im.redoubt.app.thing;

import im.redoubt.alarm.Alarm.State;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.Panel;
import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Session;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.DeviceLine;
import im.redoubt.things.command.Hours;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Role;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.pairing.DevicePairing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The panel of an alarm system on the terminal: who types here stands before it. */
public final class PanelConsole implements ThingConsole {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Screen screen;
    private final Panel panel;
    private volatile Optional<DeviceLine<State>> line = Optional.empty();

    private PanelConsole(Screen screen, Panel panel) {
        this.screen = screen;
        this.panel = panel;
    }

    /** Opens it. */
    public static PanelConsole open(Screen screen, BareJid account, Keep keep, Duration beat) {
        PanelConsole console = new PanelConsole(screen, Panel.open(account, keep, beat));
        console.panel.device().follow(state -> screen.show(shown(state)));
        return console;
    }

    @Override
    public Feature<?> feature() {
        return panel.device().feature();
    }

    @Override
    public void opened(Session session) {
        DeviceLine<State> now = session.get(panel.device().feature());
        now.meeting()
                .met()
                .add(met -> screen.show("compare: " + met.fingerprint() + " with what "
                        + met.peer().address() + " (" + Screen.safe(met.peer().name()) + ") shows, then: confirm "
                        + met.fingerprint()));
        line = Optional.of(now);
        screen.show("on line");
    }

    @Override
    public void take(String words) {
        String[] parts = words.trim().split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        try {
            switch (parts[0]) {
                case "pin" -> choosePin();
                case "pair" -> pair(rest);
                case "confirm" -> confirm(rest);
                case "give" -> giveAway(rest);
                case "arm" -> zone(rest).ifPresent(this::arm);
                case "open" ->
                    zone(rest).ifPresent(zone -> panel.intrusion(zone).await(PATIENCE));
                case "peers" -> panel.device().peers().forEach(peer -> screen.show(shown(peer)));
                case "status" -> screen.show(shown(panel.device().state()));
                default -> help();
            }
        } catch (ClientException | IllegalArgumentException refused) {
            screen.show("not done: " + refused.getMessage());
        }
    }

    @Override
    public void help() {
        screen.show("pin               choose the PIN; before that the panel obeys nobody");
        screen.show(
                "pair ROLE [HOURS] show a code for an owner, user, guest or installer, perhaps for hours: 08:00-18:00");
        screen.show("confirm NUMBER    take whoever shows this number");
        screen.show("arm ZONE          house or garden");
        screen.show("open ZONE         a door opens there");
        screen.show("give away         forget everybody and everything, and make new keys");
        screen.show("peers, status, quit");
    }

    private void choosePin() {
        char[] typed = screen.secret("New PIN");
        try (Secret pin = Secret.utf8(typed)) {
            panel.choosePin(pin).await(PATIENCE);
            screen.show("the PIN is chosen");
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private void pair(String words) {
        String[] parts = words.split("\\s+", 2);
        Optional<Role> role = constant(Role.class, parts[0]);
        Optional<Hours> hours = parts.length > 1 ? hours(parts[1]) : Optional.empty();
        if (role.isEmpty() || (parts.length > 1 && hours.isEmpty()) || line.isEmpty()) {
            screen.show(
                    line.isEmpty()
                            ? "not on line yet"
                            : "pair owner, user, guest or installer; hours look so: 08:00-18:00");
            return;
        }
        String code = line.get()
                .meeting()
                .show(new DevicePairing.Place(role.get(), hours))
                .await(PATIENCE)
                .reveal();
        screen.show("code: " + code);
    }

    private static Optional<Hours> hours(String text) {
        String[] both = text.split("-", 2);
        try {
            return both.length == 2
                    ? Optional.of(new Hours(LocalTime.parse(both[0]), LocalTime.parse(both[1])))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException noHours) {
            return Optional.empty();
        }
    }

    private void giveAway(String rest) {
        if (rest.equals("away") && line.isPresent()) {
            line.get().meeting().giveAway().await(PATIENCE);
            screen.show("given away: nobody is paired any more, and there is no PIN");
        } else {
            screen.show(line.isEmpty() ? "not on line yet" : "give away, in two words");
        }
    }

    private void confirm(String number) {
        if (line.isEmpty()) {
            screen.show("not on line yet");
            return;
        }
        Optional<Peer> peer = line.get().meeting().confirm(number).await(PATIENCE);
        screen.show(peer.map(one -> "paired: " + shown(one)).orElse("that is not the number; begin anew with: pair"));
    }

    private void arm(Zone zone) {
        boolean armed = panel.arm(zone).await(PATIENCE).armed().contains(zone);
        if (!armed) {
            screen.show("not armed: choose a PIN first, with: pin");
        }
    }

    private Optional<Zone> zone(String name) {
        Optional<Zone> zone = constant(Zone.class, name);
        if (zone.isEmpty()) {
            screen.show("a zone is house or garden");
        }
        return zone;
    }

    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static String shown(Peer peer) {
        return peer.address() + " (" + Screen.safe(peer.name()) + ") as "
                + peer.role().name().toLowerCase(Locale.ROOT);
    }

    static String shown(State state) {
        StringBuilder zones = new StringBuilder();
        state.armed().forEach(zone -> zones.append(' ').append(zone.name().toLowerCase(Locale.ROOT)));
        return "state: " + (state.armed().isEmpty() ? "disarmed" : "armed" + zones)
                + (state.sounding() ? ", SIREN" : ", silent");
    }

    @Override
    public void close() {
        panel.close();
    }
}
