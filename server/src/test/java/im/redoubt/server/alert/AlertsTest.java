package im.redoubt.server.alert;

import static im.redoubt.server.alert.Rules.failure;
import static im.redoubt.server.alert.Rules.guessing;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.server.event.AdministrationAction;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import im.redoubt.server.event.EventName;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.AlertCommand;
import im.redoubt.server.settings.AlertRecipient;
import im.redoubt.server.settings.AlertRule;
import im.redoubt.server.settings.AlertRule.Grouping;
import im.redoubt.server.settings.AlertRule.Threshold;
import im.redoubt.testkit.time.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules at work, with a mailer that notes what it is to send, and real commands. */
@Tag("SRV-11")
class AlertsTest {
    private static final BareJid BOSS = BareJid.of("boss@localhost");
    private static final BareJid AIDE = BareJid.of("aide@localhost");
    private static final Duration QUIET = Duration.ofHours(1);

    @TempDir
    private Path directory = Path.of("");

    private final FakeClock clock = new FakeClock(Rules.TIME);
    private final AtomicLong nanos = new AtomicLong();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private Mailer.Delivery delivery = Mailer.Delivery.DELIVERED;
    private CountDownLatch mails = new CountDownLatch(0);

    private record Sent(BareJid account, Message message) {
        String body() {
            return message.content()
                    .first("jabber:client", "body")
                    .orElseThrow()
                    .text();
        }
    }

    private final Mailer mailer = new Mailer() {
        @Override
        public List<BareJid> administrators() {
            return List.of(BOSS, AIDE);
        }

        @Override
        public CompletionStage<Delivery> send(BareJid account, Message message) {
            sent.add(new Sent(account, message));
            try {
                mails.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(delivery);
        }
    };

    private EventLog log() {
        return EventLog.open(new EventLogSettings(directory.resolve("events"), 1 << 20, 2, 4_096, 100_000), clock);
    }

    private Alerts alerts(EventLog events, AlertRule... rules) {
        Alerts alerts = new Alerts(
                new Alerts.Parts(BareJid.of("localhost"), List.of(rules), events, mailer, clock, nanos::get));
        alerts.start();
        return alerts;
    }

    private Sent next() throws InterruptedException {
        Sent one = sent.poll(30, TimeUnit.SECONDS);
        assertThat(one).as("an alert").isNotNull();
        return one;
    }

    private String written() throws IOException {
        return Files.readString(directory.resolve("events/events.jsonl"));
    }

    @Test
    void tellsEveryAdministratorByAMessageThatIsKept() throws InterruptedException {
        try (EventLog events = log();
                Alerts alerts = alerts(events, guessing(2, Grouping.NOTHING, QUIET))) {
            events.record(failure("192.0.2.1", "bob"));
            events.record(failure("192.0.2.1", "bob"));
            List<Sent> both = List.of(next(), next());
            assertThat(both).extracting(Sent::account).containsExactly(BOSS, AIDE);
            assertThat(both.getFirst().message().type()).isEqualTo(MessageType.NORMAL);
            assertThat(both.getFirst().body()).startsWith("localhost, alert mine: 2 events within 60 s");
            assertThat(AlertElement.isIn(both.getFirst().message().content())).isTrue();
            assertThat(alerts.failures()).isZero();
        }
    }

    @Test
    void asksTheOthersAboutANewAdministratorNotHim() throws InterruptedException {
        AlertRule rule = new AlertRule(
                new RuleName("administrators"),
                List.of(EventName.parse("administrator-added")),
                new Threshold(1, Duration.ofMinutes(1), Grouping.ACCOUNT),
                QUIET,
                List.of(new AlertRecipient.Administrators()),
                AlertCommand.NONE);
        try (EventLog events = log()) {
            Alerts alerts = alerts(events, rule);
            events.record(new SecurityEvent.Administration(
                    Optional.empty(), Optional.empty(), AdministrationAction.ADMINISTRATOR_ADDED, Optional.of(AIDE)));
            assertThat(next().account()).isEqualTo(BOSS);
            alerts.close();
            assertThat(sent).isEmpty();
        }
    }

    /** Windows and quiet times are those of a clock that never goes back; the wall clock is for people. */
    @Test
    @Tag("C-116")
    void aJumpOfTheWallClockChangesNothing() throws InterruptedException {
        try (EventLog events = log()) {
            Alerts alerts = alerts(events, guessing(2, Grouping.NOTHING, QUIET));
            events.record(failure("192.0.2.1", "bob"));
            clock.advance(Duration.ofDays(1));
            events.record(failure("192.0.2.1", "bob"));
            next();
            next();
            clock.advance(Duration.ofDays(-400));
            nanos.addAndGet(QUIET.toNanos() + 1);
            events.record(failure("192.0.2.1", "bob"));
            events.record(failure("192.0.2.1", "bob"));
            next();
            next();
            clock.advance(Duration.ofDays(800));
            events.record(failure("192.0.2.1", "bob"));
            events.record(failure("192.0.2.1", "bob"));
            alerts.close();
            assertThat(sent).as("still quiet").isEmpty();
        }
    }

    /** what fails is recorded, no rule hears of it, and so it ends. */
    @Test
    @Tag("R-80")
    void aFailureOfAnAlertMakesNoAlert() throws IOException, InterruptedException {
        delivery = Mailer.Delivery.FULL;
        AlertRule command = Rules.with(
                guessing(1, Grouping.NOTHING, QUIET),
                List.of(new AlertRecipient.Somebody(AIDE)),
                new AlertCommand(List.of("/nowhere/page"), Duration.ofSeconds(1)));
        try (EventLog events = log()) {
            Alerts alerts = alerts(events, command);
            events.record(failure("192.0.2.1", "bob"));
            next();
            assertThat(alerts.test(new RuleName("mine")).orElseThrow())
                    .extracting(Outcome::way)
                    .containsExactly("xmpp:aide@localhost", "/nowhere/page");
            alerts.close();
            assertThat(alerts.failures()).isEqualTo(2);
        }
        assertThat(written().lines().filter(line -> line.contains("\"alert-failed\"")))
                .hasSize(2);
        assertThat(written().lines().filter(line -> line.contains("\"alert-raised\"")))
                .hasSize(2);
        assertThat(written()).contains("mailbox-full", "command-unsafe");
    }

    @Test
    void runsTheCommandOnceAtATimeAndLetsOnlySoManyWait() throws IOException {
        Path seen = directory.resolve("seen");
        Path go = directory.resolve("go");
        Path page = Files.createFile(
                directory.resolve("page"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                page,
                "#!/bin/sh\necho begin >> " + seen + "\nwhile [ ! -e " + go + " ]; do sleep 0.05; done\ncat >> " + seen
                        + "\n");
        AlertCommand command = new AlertCommand(List.of(page.toString()), Duration.ofSeconds(60));
        try (CommandWay way = new CommandWay(command)) {
            Alert alert = new Alert(
                    guessing(1, Grouping.NOTHING, QUIET),
                    Rules.TIME,
                    failure("192.0.2.1", "bob"),
                    Alert.Origin.EVENTS,
                    Optional.empty(),
                    0);
            List<CompletableFuture<Outcome>> all = new java.util.ArrayList<>();
            for (int i = 0; i < CommandWay.MOST_WAITING + 3; i++) {
                all.add(way.send(alert).toCompletableFuture());
            }
            assertThat(all.subList(CommandWay.MOST_WAITING + 1, all.size()))
                    .allMatch(one -> one.join().failure().isPresent());
            Files.createFile(go);
            assertThat(all.subList(0, CommandWay.MOST_WAITING + 1))
                    .allMatch(one -> one.join().failure().isEmpty());
        }
        List<String> lines = Files.readAllLines(seen);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).startsWith("begin")).as("line %s", i).isEqualTo(i % 2 == 0);
        }
        assertThat(lines).hasSize(2 * (CommandWay.MOST_WAITING + 1));
    }

    /** Whoever records an event is never held up, however slow the rest is. */
    @Test
    @Tag("SRV-06")
    void aFloodOfEventsIsTakenAtOnce() {
        try (EventLog events = log()) {
            Alerts alerts = alerts(
                    events,
                    guessing(30, Grouping.SOURCE, QUIET),
                    guessing(100, Grouping.ACCOUNT, QUIET),
                    guessing(1_000, Grouping.NOTHING, QUIET));
            long longest = 0;
            long begin = System.nanoTime();
            for (int i = 0; i < 100_000; i++) {
                long before = System.nanoTime();
                events.record(failure("192.0.2." + (i & 127), "bob"));
                longest = Math.max(longest, System.nanoTime() - before);
            }
            // Ten seconds' worth at 10,000 a second; on a machine that others use the bound is a wide one.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(2));
            alerts.close();
            assertThat(sent.size()).isLessThan(1_000);
        }
    }

    /** What comes faster than it is judged is counted and said, and holds nobody up. */
    @Test
    @Tag("SRV-06")
    @Tag("D-105")
    void whatCannotBeJudgedIsSaid() throws IOException, InterruptedException {
        mails = new CountDownLatch(1);
        try (EventLog events = log()) {
            Alerts alerts = alerts(events, guessing(1, Grouping.NOTHING, QUIET));
            events.record(failure("192.0.2.1", "bob"));
            next();
            for (int i = 0; i < 20_000; i++) {
                events.record(failure("192.0.2.1", "bob"));
            }
            while (!events.isWritten()) {
                Thread.onSpinWait();
            }
            mails.countDown();
            alerts.close();
            assertThat(alerts.failures()).isBetween(1_000L, 20_000L);
        }
        assertThat(written()).contains("too-many-events");
    }

    @Test
    void aRuleThatIsNotThereCannotBeTried() {
        try (EventLog events = log();
                Alerts alerts = alerts(events)) {
            assertThat(alerts.test(new RuleName("none"))).isEmpty();
        }
    }
}
