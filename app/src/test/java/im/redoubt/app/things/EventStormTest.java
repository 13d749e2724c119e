package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.alarm.AlarmTypes;
import im.redoubt.alarm.Panel;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.locate.Place;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import im.redoubt.things.Change;
import im.redoubt.things.Controller;
import im.redoubt.things.event.Happened;
import im.redoubt.things.memory.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while a panel has no link arrives when it has one, each event once, in order, and with the time at which it was. */
final class EventStormTest {
    private static final BareJid PANEL = BareJid.of("panel@localhost");
    private static final BareJid KEYPAD = BareJid.of("keypad@localhost");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 20;

    @Test
    @Tag("I-149")
    @Tag("N-121")
    @Tag("IOT-06")
    void aThousandEventsArriveOnceAndInOrderHoweverOftenTheLinkIsCut(@TempDir Path home)
            throws InterruptedException, IOException {
        BlockingQueue<Happened<Alarm.Intrusion>> news = new LinkedBlockingQueue<>();
        try (RunningRedoubt service =
                        new RunningRedoubt(home.resolve("server")).with("panel").with("keypad");
                FaultProxy proxy = FaultProxy.to(service.starttlsPort(), Network.CLEAN);
                Panel panel = Panel.open(PANEL, Things.keep(home.resolve("panel")), Duration.ofSeconds(1));
                Controller keypad = Controller.builder(KEYPAD)
                        .name("keypad")
                        .on(AlarmTypes.INTRUSION, told -> news.add(told.happened()))
                        .open(Things.keep(home.resolve("keypad")));
                Session here = Clients.of(service, "keypad")
                        .with(keypad.feature())
                        .build()
                        .open()) {
            Client client = Clients.of(service, "panel")
                    .place(Place.startTls("127.0.0.1", proxy.port()))
                    .with(panel.device().feature())
                    .build();
            try (Session there = client.open()) {
                Things.pair(there.get(panel.device().feature()), here.get(keypad.feature()));
            }
            Instant before = Instant.now().minusSeconds(2);
            for (int i = 0; i < EventLog.MOST / AT_ONCE; i++) {
                panel.device()
                        .change(state -> IntStream.range(0, AT_ONCE)
                                .boxed()
                                .reduce(
                                        Change.to(state),
                                        (change, index) ->
                                                change.telling(AlarmTypes.INTRUSION, new Alarm.Intrusion(Zone.HOUSE)),
                                        (one, other) -> other))
                        .await(PATIENCE);
            }
            Instant behind = Instant.now().plusSeconds(2);
            assertThat(panel.device().unheard()).isEqualTo(EventLog.MOST);
            try (Session there = client.open()) {
                Instant last = before;
                for (long number = 1; number <= EventLog.MOST; number++) {
                    Happened<Alarm.Intrusion> one = news.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    assertThat(one).as("number " + number).isNotNull();
                    assertThat(one.number()).isEqualTo(number);
                    assertThat(one.at()).isBetween(last, behind);
                    last = one.at();
                    if (number % 300 == 0) {
                        proxy.cut();
                    }
                }
                assertThat(there.toString()).isNotEmpty();
            }
            assertThat(List.copyOf(news)).isEmpty();
        }
    }
}
