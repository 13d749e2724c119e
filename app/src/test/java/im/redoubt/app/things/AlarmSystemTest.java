package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.alarm.Panel;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Host;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Session;
import im.redoubt.client.Watched;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.things.Device;
import im.redoubt.things.Order;
import im.redoubt.things.UncertainException;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Reason;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A panel and a keypad are paired over our server, and the panel does what the keypad may tell it. */
final class AlarmSystemTest {

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

    private static RunningAlarm alarm(Path home, UnaryOperator<Client.Builder> link) {
        return new RunningAlarm(service, home, Duration.ofHours(1), link);
    }

    @Test
    @Tag("IOT-06")
    void aPanelDoesWhatItsKeypadTellsIt(@TempDir Path home) throws InterruptedException {
        try (RunningAlarm alarm = alarm(home, panel -> panel).paired()) {
            Panel panel = alarm.panel();
            assertThat(alarm.armed().why()).contains(Reason.NO_PIN);
            alarm.withPin();
            assertThat(alarm.armed().result()).contains(new Alarm.State(List.of(Zone.HOUSE), false));
            assertThat(alarm.news().poll(20, TimeUnit.SECONDS)).isEqualTo("armed house");
            panel.intrusion(Zone.HOUSE).await(Things.PATIENCE);
            assertThat(alarm.news().poll(20, TimeUnit.SECONDS)).isEqualTo("intrusion house");
            assertThat(Things.answer(alarm.disarm("471109")).why()).contains(Reason.WRONG_PIN);
            assertThat(panel.device().state().sounding()).isTrue();
            Order<Alarm.State> right = alarm.disarm(RunningAlarm.PIN);
            assertThat(right.received().await(Things.PATIENCE)).isEqualTo(right.id());
            assertThat(Things.answer(right).outcome()).isEqualTo(Outcome.DONE);
            assertThat(panel.device().state()).isEqualTo(new Alarm.State(List.of(), false));
            assertThat(alarm.news().poll(20, TimeUnit.SECONDS)).isEqualTo("disarmed house");
        }
    }

    /** Before a command has expired, which is after a minute. */
    @Test
    @Tag("I-152")
    void whoWaitsIsToldWhenTheSessionEnds(@TempDir Path home) {
        try (RunningAlarm alarm = alarm(home, panel -> panel).paired()) {
            alarm.panelLeaves();
            Order<Alarm.State> order = alarm.arm();
            alarm.keypadLeaves();
            assertNotSent(order);
            assertNotSent(alarm.arm());
        }
    }

    private static void assertNotSent(Order<Alarm.State> order) {
        assertThatThrownBy(() -> order.answer().await(Things.PATIENCE))
                .isInstanceOfSatisfying(
                        UncertainException.class,
                        why -> assertThat(why.mayHaveBeenDone()).isFalse());
    }

    /** XEP-0191 and our own list: what strangers send does not arrive, so that it costs the panel nothing. */
    @Test
    @Tag("IOT-05")
    @Tag("I-150")
    void strangersCostThePanelNothing(@TempDir Path home) {
        List<Watched> arrived = new CopyOnWriteArrayList<>();
        try (RunningAlarm alarm =
                        alarm(home, panel -> panel.watching(arrived::add)).paired();
                Session stranger = Clients.of(service, "mallory").build().open()) {
            FullJid address = arrived.stream()
                    .map(seen -> seen.element().parse(AlarmSystemTest::to))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
            Host mallory = stranger.get(Clients.RAW);
            assertThat(alarm.armed().why()).contains(Reason.NO_PIN);
            arrived.clear();
            for (Jid to : List.of(RunningAlarm.PANEL, address)) {
                for (int i = 0; i < 50; i++) {
                    mallory.send(Clients.message(to, "4150795OqiESNX2RCHC/ :;MODA:1,0"));
                    mallory.send(Presence.of(PresenceType.SUBSCRIBE, StanzaHeader.EMPTY.withTo(RunningAlarm.PANEL)));
                    mallory.send(Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY.withTo(to)));
                }
                assertThatThrownBy(() -> mallory.request(
                                        IqRequest.Action.GET,
                                        Optional.of(to),
                                        Element.named("urn:xmpp:ping", "ping").build())
                                .await(Things.PATIENCE))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("service-unavailable");
            }
            assertThat(alarm.armed().why()).contains(Reason.NO_PIN);
            assertThat(arrived)
                    .isNotEmpty()
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
        try (RunningAlarm alarm = alarm(home, panel -> panel).paired().withPin()) {
            Device<Alarm.State> panel = alarm.panel().device();
            PublicKeys before = alarm.devices().devices().get(0).keys();
            assertThat(alarm.armed().outcome()).isEqualTo(Outcome.DONE);
            alarm.device().meeting().giveAway().await(Things.PATIENCE);
            assertThat(panel.peers()).isEmpty();
            assertThat(panel.hasPin()).isFalse();
            assertThat(panel.state()).isEqualTo(new Alarm.State(List.of(), false));
            Order<Alarm.State> order = alarm.devices()
                    .order(RunningAlarm.PANEL, AlarmTypes.ARM, new Alarm.Arm(Zone.HOUSE), Duration.ofSeconds(3));
            assertThatThrownBy(() -> order.answer().await(Things.PATIENCE)).isInstanceOf(UncertainException.class);
            assertThat(panel.state()).isEqualTo(new Alarm.State(List.of(), false));
            alarm.paired();
            assertThat(alarm.devices().devices())
                    .singleElement()
                    .satisfies(known -> assertThat(known.keys()).isNotEqualTo(before));
            assertThat(alarm.armed().why()).contains(Reason.NO_PIN);
        }
    }
}
