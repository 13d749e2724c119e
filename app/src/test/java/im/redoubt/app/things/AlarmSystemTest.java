package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.alarm.Panel;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Host;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Session;
import im.redoubt.client.Watched;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.DeviceLine;
import im.redoubt.things.Order;
import im.redoubt.things.UncertainException;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Reason;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.things.pin.Pin;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A panel and a keypad are paired over our server, and the panel does what the keypad may tell it. */
final class AlarmSystemTest {
    private static final BareJid PANEL = BareJid.of("panel@localhost");
    private static final BareJid KEYPAD = BareJid.of("keypad@localhost");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final char[] PIN = "471108".toCharArray();

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("panel").with("keypad").with("mallory");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Pin pin(char[] digits) {
        return Pin.of(digits);
    }

    @Test
    @Tag("IOT-06")
    void aPanelDoesWhatItsKeypadTellsIt(@TempDir Path home) throws InterruptedException {
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        try (Panel panel = Panel.open(PANEL, Things.keep(home.resolve("panel")), Duration.ofSeconds(2));
                Controller keypad = Controller.builder(KEYPAD)
                        .name("keypad")
                        .on(
                                AlarmTypes.ARMED,
                                told -> news.add("armed " + told.event().zone()))
                        .on(
                                AlarmTypes.INTRUSION,
                                told -> news.add("intrusion " + told.event().zone()))
                        .on(
                                AlarmTypes.DISARMED,
                                told -> news.add("disarmed " + told.event().zone()))
                        .open(Things.keep(home.resolve("keypad")));
                Session there = Clients.of(service, "panel")
                        .with(panel.device().feature())
                        .build()
                        .open();
                Session here = Clients.of(service, "keypad")
                        .with(keypad.feature())
                        .build()
                        .open()) {
            DeviceLine<Alarm.State> device = there.get(panel.device().feature());
            ControllerLine devices = here.get(keypad.feature());
            Things.pair(device, devices);

            assertThat(Things.answer(devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE)))
                            .why())
                    .contains(Reason.NO_PIN);
            try (Secret digits = Secret.utf8(PIN)) {
                panel.choosePin(digits).await(PATIENCE);
            }
            Answered<Alarm.State> armed =
                    Things.answer(devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE)));
            assertThat(armed.result()).contains(new Alarm.State(List.of(Zone.HOUSE), false));
            assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("armed HOUSE");

            panel.intrusion(Zone.HOUSE).await(PATIENCE);
            assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("intrusion HOUSE");
            Order<Alarm.State> wrong =
                    devices.order(PANEL, AlarmTypes.DISARM, new Alarm.Disarm(pin("471109".toCharArray()), Zone.HOUSE));
            assertThat(Things.answer(wrong).why()).contains(Reason.WRONG_PIN);
            assertThat(panel.device().state().sounding()).isTrue();
            Order<Alarm.State> right = devices.order(PANEL, AlarmTypes.DISARM, new Alarm.Disarm(pin(PIN), Zone.HOUSE));
            assertThat(right.received().await(PATIENCE)).isEqualTo(right.id());
            assertThat(Things.answer(right).outcome()).isEqualTo(Outcome.DONE);
            assertThat(panel.device().state()).isEqualTo(new Alarm.State(List.of(), false));
            assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("disarmed HOUSE");
        }
    }

    /** XEP-0191 and our own list: what strangers send does not arrive, so that it costs the panel nothing. */
    @Test
    @Tag("IOT-05")
    @Tag("I-150")
    void strangersCostThePanelNothing(@TempDir Path home) {
        List<Watched> arrived = new CopyOnWriteArrayList<>();
        try (Panel panel = Panel.open(PANEL, Things.keep(home.resolve("panel")), Duration.ofHours(1));
                Controller keypad = Controller.builder(KEYPAD).open(Things.keep(home.resolve("keypad")));
                Session there = Clients.of(service, "panel")
                        .with(panel.device().feature())
                        .watching(arrived::add)
                        .build()
                        .open();
                Session here = Clients.of(service, "keypad")
                        .with(keypad.feature())
                        .build()
                        .open();
                Session stranger = Clients.of(service, "mallory").build().open()) {
            DeviceLine<Alarm.State> device = there.get(panel.device().feature());
            Things.pair(device, here.get(keypad.feature()));
            FullJid address = arrived.stream()
                    .map(seen -> seen.element().parse(AlarmSystemTest::to))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
            Host mallory = stranger.get(Clients.RAW);
            Things.answer(here.get(keypad.feature()).order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE)));
            // Everything about the keypad is over when its command was answered, but for what the two streams count.
            arrived.clear();
            for (Jid to : List.of(PANEL, address)) {
                for (int i = 0; i < 50; i++) {
                    mallory.send(Clients.message(to, "4150795OqiESNX2RCHC/ :;MODA:1,0"));
                    mallory.send(Presence.of(PresenceType.SUBSCRIBE, StanzaHeader.EMPTY.withTo(PANEL)));
                    mallory.send(Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY.withTo(to)));
                }
                assertThatThrownBy(() -> mallory.request(
                                        IqRequest.Action.GET,
                                        Optional.of(to),
                                        Element.named("urn:xmpp:ping", "ping").build())
                                .await(PATIENCE))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("service-unavailable");
            }
            assertThat(Things.answer(here.get(keypad.feature()).order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE)))
                            .why())
                    .contains(Reason.NO_PIN);
            assertThat(arrived)
                    .noneMatch(seen -> seen.element()
                            .parse(text -> Optional.of(text.contains("mallory")))
                            .orElse(true));
        }
    }

    private static Optional<FullJid> to(String text) {
        Matcher to = Pattern.compile(" to='(panel@localhost/[^']+)'").matcher(text);
        return to.find() ? Optional.of(FullJid.of(to.group(1))) : Optional.empty();
    }

    /** Whoever had the panel before, and whatever he kept, is nobody to it when it was given away; its PIN is gone. */
    @Test
    @Tag("I-147")
    @Tag("I-154")
    void whatIsGivenAwayObeysNobodyWhomItObeyedBefore(@TempDir Path home) {
        try (Panel panel = Panel.open(PANEL, Things.keep(home.resolve("panel")), Duration.ofHours(1));
                Controller keypad = Controller.builder(KEYPAD)
                        .on(AlarmTypes.ARMED, told -> {})
                        .open(Things.keep(home.resolve("keypad")));
                Session there = Clients.of(service, "panel")
                        .with(panel.device().feature())
                        .build()
                        .open();
                Session here = Clients.of(service, "keypad")
                        .with(keypad.feature())
                        .build()
                        .open()) {
            DeviceLine<Alarm.State> device = there.get(panel.device().feature());
            ControllerLine devices = here.get(keypad.feature());
            Things.pair(device, devices);
            try (Secret digits = Secret.utf8(PIN)) {
                panel.choosePin(digits).await(PATIENCE);
            }
            PublicKeys before = devices.devices().get(0).keys();
            assertThat(Things.answer(devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE)))
                            .outcome())
                    .isEqualTo(Outcome.DONE);
            device.meeting().giveAway().await(PATIENCE);
            assertThat(panel.device().peers()).isEmpty();
            assertThat(panel.device().hasPin()).isFalse();
            assertThat(panel.device().state()).isEqualTo(new Alarm.State(List.of(), false));
            Order<Alarm.State> order =
                    devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE), Duration.ofSeconds(3));
            assertThatThrownBy(() -> order.answer().await(PATIENCE)).isInstanceOf(UncertainException.class);
            assertThat(panel.device().state()).isEqualTo(new Alarm.State(List.of(), false));
            Things.pair(device, devices);
            assertThat(devices.devices())
                    .singleElement()
                    .satisfies(known -> assertThat(known.keys()).isNotEqualTo(before));
            assertThat(Things.answer(devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE)))
                            .why())
                    .contains(Reason.NO_PIN);
        }
    }
}
