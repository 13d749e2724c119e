package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.alarm.Panel;
import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.ControllerMeeting;
import im.redoubt.things.DeviceLine;
import im.redoubt.things.Order;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Reason;
import im.redoubt.things.command.Role;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.pairing.DevicePairing;
import im.redoubt.things.pairing.PairingCode;
import im.redoubt.things.pin.Pin;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm system made of the device kit on a server that need not know anything of it. */
abstract class AlarmContract extends OurClientFixture {
    private static final BareJid PANEL = BareJid.of("panel@" + RunningServer.DOMAIN);
    private static final BareJid KEYPAD = BareJid.of("keypad@" + RunningServer.DOMAIN);
    private static final char[] PIN = "471108".toCharArray();

    AlarmContract(RunningServer server) {
        super(server, "");
    }

    @BeforeAll
    void things() {
        server.addUser("panel", PASSWORD);
        server.addUser("keypad", PASSWORD);
        server.addUser("mallory", PASSWORD);
    }

    private static Keep keep(Path file) {
        try (Secret passphrase = Secret.utf8("a passphrase of the tests".toCharArray())) {
            return Keep.in(file, passphrase);
        }
    }

    private Answered<Alarm.State> disarm(ControllerLine devices, String pin) {
        try (Pin typed = Pin.of(pin.toCharArray())) {
            return devices.order(PANEL, AlarmTypes.DISARM, new Alarm.Disarm(typed, Zone.HOUSE))
                    .answer()
                    .await(PATIENCE);
        }
    }

    @Test
    @Tag("IOT-05")
    @Tag("IOT-06")
    void nothingButThePinDisarms(@TempDir Path home) throws InterruptedException {
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        try (Panel panel = Panel.open(PANEL, keep(home.resolve("panel")), Duration.ofSeconds(1));
                Controller keypad = Controller.builder(KEYPAD)
                        .on(AlarmTypes.INTRUSION, told -> news.add("intrusion"))
                        .on(AlarmTypes.ARMED, told -> news.add("armed"))
                        .on(AlarmTypes.DISARMED, told -> news.add("disarmed"))
                        .open(keep(home.resolve("keypad")));
                Session there = signing("panel")
                        .with(panel.device().feature(), RAW)
                        .build()
                        .open();
                Session here = signing("keypad").with(keypad.feature()).build().open();
                Session stranger = signing("mallory").with(RAW).build().open()) {
            DeviceLine<Alarm.State> device = there.get(panel.device().feature());
            ControllerLine devices = here.get(keypad.feature());
            pair(device, devices);
            try (Secret digits = Secret.utf8(PIN)) {
                panel.choosePin(digits).await(PATIENCE);
            }
            Order<Alarm.State> arm = devices.order(PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE));
            assertThat(arm.answer().await(PATIENCE).outcome()).isEqualTo(Outcome.DONE);
            panel.intrusion(Zone.HOUSE).await(PATIENCE);
            assertThat(disarm(devices, "471109").why()).contains(Reason.WRONG_PIN);
            legacy(stranger.get(RAW), there);
            assertThat(panel.device().state()).isEqualTo(new Alarm.State(List.of(Zone.HOUSE), true));
            assertThat(disarm(devices, new String(PIN)).outcome()).isEqualTo(Outcome.DONE);
            assertThat(panel.device().state()).isEqualTo(new Alarm.State(List.of(), false));
            for (String expected : List.of("armed", "intrusion", "disarmed")) {
                assertThat(news.poll(30, TimeUnit.SECONDS)).isEqualTo(expected);
            }
            assertThat(devices.read(PANEL, AlarmTypes.STATE).await(PATIENCE).reading())
                    .isEqualTo(panel.device().state());
        }
    }

    /** A stranger sends what an alarm system of 2016 obeyed, and asks. */
    private static void legacy(Host mallory, Session panel) {
        Element body = Element.named(Stanza.CLIENT_NAMESPACE, "body")
                .text("4150795OqiESNX2RCHC/ :;MODA:1,0")
                .build();
        mallory.send(new Message(
                        StanzaHeader.EMPTY.withTo(PANEL),
                        MessageType.CHAT,
                        XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(body))))
                .sent()
                .await(PATIENCE);
        Jid address = panel.get(RAW).address();
        Element ping = Element.named("urn:xmpp:ping", "ping").build();
        assertThatThrownBy(() -> mallory.request(IqRequest.Action.GET, Optional.of(address), ping)
                        .await(Duration.ofSeconds(3)))
                .as("a refusal, or nothing at all from a server that keeps away whom the panel has blocked")
                .isInstanceOf(ClientException.class);
    }

    private static void pair(DeviceLine<Alarm.State> device, ControllerLine devices) {
        PairingCode shown = device.meeting()
                .show(new DevicePairing.Place(Role.OWNER, Optional.empty()))
                .await(PATIENCE);
        ControllerMeeting.Pairing pairing = devices.meeting()
                .begin(PairingCode.read(Unverified.of(shown.reveal())).orElseThrow());
        String number = pairing.met().await(PATIENCE).fingerprint();
        assertThat(device.meeting().confirm(number).await(PATIENCE)).isPresent();
        assertThat(pairing.welcomed().await(PATIENCE).address()).isEqualTo(PANEL);
    }
}
