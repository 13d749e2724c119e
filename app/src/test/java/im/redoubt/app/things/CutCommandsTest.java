package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Pace;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.things.Order;
import im.redoubt.things.command.Answered.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Behind whichever byte of a command and its answer the network is cut: it is done once, and told of as it was. */
final class CutCommandsTest {
    private static final Pace HURRIED = FaultyAlarm.PACE.withPauses(Duration.ofMillis(20), Duration.ofMillis(100));
    private static final Duration GOOD = Duration.ofMinutes(5);
    private static final long STEP = 397;
    private static final long SMALL_STEP = 23;

    /** Whose network is cut. */
    enum Whose {
        DEVICE,
        CONTROLLER
    }

    @ParameterizedTest
    @EnumSource
    @Tag("N-121")
    @Tag("N-122")
    @Tag("I-152")
    void aCommandIsDoneOnce(Whose whose, @TempDir Path directory) throws IOException {
        cut(whose, directory, STEP);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("N-121")
    @Tag("N-122")
    @Tag("I-152")
    @Tag("long")
    void aCommandIsDoneOnceBehindManyBytes(Whose whose, @TempDir Path directory) throws IOException {
        cut(whose, directory, SMALL_STEP);
    }

    private static void cut(Whose whose, Path directory, long step) throws IOException {
        try (RunningRedoubt service = new RunningRedoubt(directory.resolve("server"))) {
            Surroundings there = new Surroundings(
                    service.starttlsPort(), account -> Clients.of(service, account), directory.resolve("things"), 0);
            service.with(there.panel()).with(there.keypad());
            try (FaultyAlarm alarm = new FaultyAlarm(there, HURRIED)) {
                FaultProxy network = (whose == Whose.DEVICE ? alarm.device() : alarm.controller()).network();
                List<String> given = new ArrayList<>();
                isDone(alarm.arm(Zone.HOUSE, GOOD), true, alarm, given);
                alarm.settle();
                long before = bytes(network);
                isDone(alarm.disarm(GOOD), false, alarm, given);
                alarm.settle();
                long exchange = bytes(network) - before;
                assertThat(exchange).isGreaterThan(step);
                for (long bytes = 1; bytes < exchange; bytes += step) {
                    isDone(alarm.arm(Zone.HOUSE, GOOD), true, alarm, given);
                    network.cutBehind(bytes);
                    isDone(alarm.disarm(GOOD), false, alarm, given);
                }
                alarm.settle();
                assertThat(alarm.switched()).isEqualTo(given);
                assertThat(network.connections()).isGreaterThan(exchange / step / 2);
            }
        }
    }

    private static long bytes(FaultProxy network) {
        return network.sent() + network.answered();
    }

    private static void isDone(Order<Alarm.State> order, boolean armed, FaultyAlarm alarm, List<String> given) {
        given.add((armed ? "armed " : "disarmed ") + Zone.HOUSE);
        assertThat(order.answer().await(Things.PATIENCE).outcome()).isIn(Outcome.DONE, Outcome.ALREADY_DONE);
        assertThat(alarm.panel().device().state().armed().contains(Zone.HOUSE)).isEqualTo(armed);
    }
}
