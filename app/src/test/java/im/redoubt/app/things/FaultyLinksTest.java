package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.alarm.Alarm;
import im.redoubt.alarm.Alarm.Zone;
import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.SessionState;
import im.redoubt.testkit.fault.Outage;
import im.redoubt.things.Order;
import im.redoubt.things.UncertainException;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.event.Happened;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of an alarm system when the network of the panel or of the keypad fails in the middle of a command. All cases go on at the same time,
 * each with a panel and a keypad of its own on one server.
 */
final class FaultyLinksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GOOD = Duration.ofMinutes(5);
    private static final Duration BRIEFLY = Duration.ofSeconds(2);
    private static final int EVENTS = 200;
    private static final int ATTEMPTS = 10;
    private static final int ATTEMPTS_EACH_SECOND = 5;

    @TempDir
    static Path directory;

    private static final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private static final Map<Case, Future<?>> running = new LinkedHashMap<>();
    private static RunningRedoubt service;

    /** Whose network it is. */
    enum Whose {
        DEVICE,
        CONTROLLER
    }

    record Case(Whose whose, Outage outage) {}

    static Stream<Case> cases() {
        return Stream.of(Whose.values())
                .flatMap(whose -> Stream.of(Outage.values()).map(outage -> new Case(whose, outage)));
    }

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory.resolve("server"));
        List<Case> cases = cases().toList();
        for (int i = 0; i < cases.size(); i++) {
            Surroundings there = new Surroundings(
                    service.starttlsPort(), account -> Clients.of(service, account), directory.resolve("things"), i);
            service.with(there.panel()).with(there.keypad());
            Case one = cases.get(i);
            running.put(one, threads.submit(() -> {
                befalls(one, there, true);
                return one;
            }));
        }
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        threads.close();
        service.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Tag("N-120")
    @Tag("N-122")
    @Tag("I-149")
    @Tag("I-152")
    @Tag("IOT-06")
    void nothingIsDoneTwiceAndNothingIsMissed(Case one) throws Exception {
        Objects.requireNonNull(running.get(one)).get(3, TimeUnit.MINUTES);
    }

    /** Nobody says to whoever signs in at that moment that the network is there again. */
    @ParameterizedTest
    @MethodSource("cases")
    @Tag("N-122")
    @Tag("long")
    void theyComeBackByThemselves(Case one) throws Exception {
        Surroundings there = new Surroundings(
                service.starttlsPort(),
                account -> Clients.of(service, account),
                directory.resolve("things"),
                running.size() + cases().toList().indexOf(one));
        service.with(there.panel()).with(there.keypad());
        befalls(one, there, false);
    }

    private static void befalls(Case one, Surroundings there, boolean hinted) throws Exception {
        try (FaultyAlarm alarm = new FaultyAlarm(there, FaultyAlarm.PACE)) {
            befalls(one, alarm, hinted);
        }
    }

    private static void befalls(Case one, FaultyAlarm alarm, boolean hinted) throws Exception {
        assertThat(answer(alarm.arm(Zone.HOUSE, GOOD)).outcome()).isEqualTo(Outcome.DONE);
        FaultyAlarm.Side side = one.whose() == Whose.DEVICE ? alarm.device() : alarm.controller();
        List<SessionState> states = Collections.synchronizedList(new ArrayList<>());
        side.session().states().add(states::add);
        Order<Alarm.State> order = alarm.disarmed(side, () -> side.network().strike(one.outage()));
        long began = System.nanoTime();
        long connections = side.network().connections();
        Instant from = Instant.now();
        alarm.happen(EVENTS);
        Instant to = Instant.now();
        Order<Alarm.State> brief = alarm.arm(Zone.GARDEN, BRIEFLY);
        Things.until("a trouble", () -> alarm.signs().equals(List.of(true, false)));
        Things.until("it is found out", () -> states.stream().anyMatch(SessionState.Offline.class::isInstance));
        Things.until("the end of what is good briefly", () -> brief.answer().isDone());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        assertThat(side.network().connections() - connections)
                .as("attempts to connect in " + seconds + " s")
                .isLessThan(ATTEMPTS + ATTEMPTS_EACH_SECOND * seconds);
        side.network().heal();
        if (hinted) { // a sign-in that has lost something is not waited for
            side.session().networkChanged();
        }
        isAsTold(order, brief, alarm);
        assertThat(alarm.intrusions())
                .allMatch(event -> !event.at().isBefore(from.minusSeconds(2))
                        && !event.at().isAfter(to.plusSeconds(2)));
        alarm.isWellAgain();
        assertThat(alarm.device().sessions()).hasSize(1);
        assertThat(alarm.controller().sessions()).hasSize(1);
    }

    private static Answered<Alarm.State> answer(Order<Alarm.State> order) {
        return order.answer().await(PATIENCE);
    }

    /** What the keypad was told agrees with what the panel has done, and each was done once; a further command is done. */
    private static void isAsTold(Order<Alarm.State> order, Order<Alarm.State> brief, FaultyAlarm alarm) {
        assertThat(answer(order).outcome()).isIn(Outcome.DONE, Outcome.ALREADY_DONE);
        assertThat(alarm.panel().device().state().armed()).doesNotContain(Zone.HOUSE);
        Answered<Alarm.State> next = answer(alarm.arm(Zone.HOUSE, GOOD));
        assertThat(next.outcome()).isEqualTo(Outcome.DONE);
        assertThat(next.result()).contains(alarm.panel().device().state());
        alarm.settle();
        assertThat(alarm.switched())
                .filteredOn(what -> what.endsWith("HOUSE"))
                .containsExactly("armed HOUSE", "disarmed HOUSE", "armed HOUSE");
        boolean done = alarm.panel().device().state().armed().contains(Zone.GARDEN);
        assertThat(alarm.switched().stream().filter("armed GARDEN"::equals)).hasSize(done ? 1 : 0);
        assertThat(mayBeSo(brief, done)).isTrue();
        List<Long> numbers = alarm.intrusions().stream().map(Happened::number).toList();
        assertThat(numbers).hasSize(EVENTS).doesNotHaveDuplicates().isSorted();
    }

    /** Returns whether what is told of a command may be told of one that was done, or was not. */
    private static boolean mayBeSo(Order<Alarm.State> order, boolean done) {
        try {
            return answer(order).result().isPresent() == done;
        } catch (UncertainException uncertain) {
            return uncertain.mayHaveBeenDone() || !done;
        }
    }
}
