package im.redoubt.server.alert;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.AlertFailure;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventName;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.AlertRule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules at work.
 *
 * <ol>
 *   <li>{@link #start} follows the events;
 *   <li>events that some rule speaks of go into a bounded queue, from whatever thread they come, without waiting;
 *   <li>one thread counts them, and what a rule finds goes its ways;
 *   <li>{@link #close} judges what waits, for at most 2 s, and ends.
 * </ol>
 *
 * <p>What a rule found and what did not arrive is recorded, as events that no rule speaks of (ATTACKS R-80).
 */
public final class Alerts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final RuleName EVERY_RULE = new RuleName("every-rule");
    private static final int MOST_WAITING = 8_192;
    private static final long STOP_MILLIS = 2_000;
    private static final long TICK_MILLIS = 200;

    private record Happened(Instant time, SecurityEvent event, long nanos) {}

    /**
     * What rules work with.
     *
     * @param domain the domain, which messages come from
     * @param rules the rules
     * @param events the security events
     * @param mailer sends messages
     * @param clock tells the time of tests
     * @param nanos a clock that never goes back, in nanoseconds: windows and quiet times are measured by it
     */
    public record Parts(
            BareJid domain,
            List<AlertRule> rules,
            EventLog events,
            Mailer mailer,
            InstantSource clock,
            LongSupplier nanos) {}

    private final Parts parts;
    private final List<Tally> tallies;
    private final MessageWay messages;
    private final Map<RuleName, CommandWay> commands = new HashMap<>();
    private final BlockingQueue<Happened> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong unjudged = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;

    /** Makes them ready; {@link #start} begins. */
    public Alerts(Parts parts) {
        this.parts = parts;
        this.messages = new MessageWay(parts.domain(), parts.mailer());
        List<AlertRule> loud =
                parts.rules().stream().filter(rule -> !rule.isSilent()).toList();
        this.tallies = loud.stream().map(Tally::new).toList();
        loud.stream()
                .filter(rule -> !rule.command().isNone())
                .forEach(rule -> commands.put(rule.name(), new CommandWay(rule.command())));
        this.thread = Thread.ofPlatform().name("redoubt-alerts").daemon().unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
        parts.events().follow(this::happened);
    }

    private void happened(Instant time, SecurityEvent event) {
        EventName name = EventName.of(event);
        for (Tally tally : tallies) {
            if (tally.rule().on().stream().anyMatch(wanted -> wanted.covers(name))) {
                if (!queue.offer(new Happened(time, event, parts.nanos().getAsLong()))) {
                    unjudged.incrementAndGet();
                }
                return;
            }
        }
    }

    private void run() {
        boolean last = false;
        while (!last) {
            last = stopping;
            List<Happened> batch = new ArrayList<>();
            try {
                Happened first = stopping ? queue.poll() : queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch);
                }
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; alerts must not stop for anybody who does.
                continue;
            }
            last &= batch.isEmpty();
            batch.forEach(this::judge);
            tellUnjudged();
        }
    }

    private void judge(Happened one) {
        for (Tally tally : tallies) {
            try {
                tally.count(one.time(), one.event(), one.nanos()).ifPresent(this::raise);
            } catch (RuntimeException e) { // a bug in one alert must not silence all others
                LOG.error("The alert {} failed", tally.rule().name(), e);
            }
        }
    }

    private void raise(Alert alert) {
        RuleName rule = alert.rule().name();
        parts.events()
                .record(new SecurityEvent.AlertRaised(
                        rule, alert.rule().threshold().count() + alert.heldBack()));
        send(alert).forEach(stage -> stage.thenAccept(outcome -> note(rule, outcome)));
    }

    private List<CompletionStage<Outcome>> send(Alert alert) {
        List<CompletionStage<Outcome>> all = new ArrayList<>(messages.send(alert));
        Optional.ofNullable(commands.get(alert.rule().name())).ifPresent(way -> all.add(way.send(alert)));
        return all;
    }

    private void note(RuleName rule, Outcome outcome) {
        outcome.failure().ifPresent(failure -> {
            failures.incrementAndGet();
            LOG.warn("The alert {} did not arrive at {}: {}", rule, outcome.way(), outcome.detail());
            parts.events().record(new SecurityEvent.AlertFailed(rule, failure));
        });
    }

    private void tellUnjudged() {
        long missed = unjudged.getAndSet(0);
        if (missed > 0) {
            failures.addAndGet(missed);
            LOG.warn("{} security events came faster than rules could judge them.", missed);
            parts.events().record(new SecurityEvent.AlertFailed(EVERY_RULE, AlertFailure.TOO_MANY_EVENTS));
        }
    }

    /**
     * Sends an alert that says that it is a test, in the ways of a rule. Blocks until it is known what became of it.
     *
     * @param rule which
     * @return what became of it in each way; nothing if there is no such rule
     */
    public Optional<List<Outcome>> test(RuleName rule) {
        SecurityEvent nothing = new SecurityEvent.AlertRaised(rule, 0);
        return parts.rules().stream()
                .filter(one -> one.name().equals(rule))
                .findFirst()
                .map(one -> {
                    parts.events().record(nothing);
                    Instant now = parts.clock().instant();
                    return send(new Alert(one, now, nothing, Alert.Origin.TEST, Optional.empty(), 0)).stream()
                            .map(stage -> stage.toCompletableFuture().join())
                            .toList();
                });
    }

    /** Returns how many alerts did not arrive in one of their ways, and how many events were not judged, since the start. */
    public long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.events().follow((time, event) -> {});
        commands.values().forEach(CommandWay::close);
    }
}
