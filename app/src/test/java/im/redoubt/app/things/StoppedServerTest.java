package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.app.attack.RedoubtProcess;
import im.redoubt.app.client.Clients;
import im.redoubt.client.SessionState;
import im.redoubt.things.Order;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.event.Happened;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of an alarm system stands still in the middle of a command, for longer than anybody waits for it, and goes on (SIGSTOP). */
final class StoppedServerTest {
    private static final List<String> SMALL = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration GOOD = Duration.ofMinutes(5);
    private static final int EVENTS = 40;

    @Test
    @Tag("N-120")
    @Tag("N-123")
    @Tag("I-149")
    @Tag("I-152")
    void nothingIsDoneTwiceAndNobodyIsThereTwice(@TempDir Path directory) throws IOException {
        try (RedoubtProcess service =
                RedoubtProcess.start(directory.resolve("data"), SMALL, "accounts.plain_within_tls=true")) {
            Surroundings there = new Surroundings(
                    service.starttlsPort(),
                    account -> Clients.of(service.starttlsPort(), service.authority(), account),
                    directory.resolve("things"),
                    0);
            service.with(there.panel()).with(there.keypad());
            try (FaultyAlarm alarm = new FaultyAlarm(there, FaultyAlarm.PACE)) {
                assertThat(alarm.arm(Zone.HOUSE, GOOD).answer().await(PATIENCE).outcome())
                        .isEqualTo(Outcome.DONE);
                Order<Alarm.State> order = standsStill(service, alarm);
                assertThat(order.answer().await(PATIENCE).outcome()).isIn(Outcome.DONE, Outcome.ALREADY_DONE);
                assertThat(alarm.arm(Zone.HOUSE, GOOD).answer().await(PATIENCE).outcome())
                        .isEqualTo(Outcome.DONE);
                alarm.isWellAgain();
                alarm.settle();
                assertThat(alarm.switched()).containsExactly("armed HOUSE", "disarmed HOUSE", "armed HOUSE");
                assertThat(alarm.intrusions()).hasSize(EVENTS);
                assertThat(alarm.intrusions().stream().map(Happened::number).toList())
                        .doesNotHaveDuplicates()
                        .isSorted();
            }
        }
    }

    private static Order<Alarm.State> standsStill(RedoubtProcess service, FaultyAlarm alarm) {
        try {
            Order<Alarm.State> order = alarm.disarmed(alarm.controller(), () -> service.signal("STOP"));
            alarm.happen(EVENTS);
            for (FaultyAlarm.Side side : List.of(alarm.device(), alarm.controller())) {
                Things.until("it is found out", () -> side.session().state() instanceof SessionState.Offline);
                Things.until("it is tried again", () -> side.network().connections() >= 2);
                side.session().networkChanged(); // which has it try once more: both attempts wait at the server
                Things.until("it is tried once more", () -> side.network().connections() >= 3);
            }
            Things.until("a trouble", () -> alarm.signs().equals(List.of(true, false)));
            return order;
        } finally {
            service.signal("CONT");
        }
    }
}
