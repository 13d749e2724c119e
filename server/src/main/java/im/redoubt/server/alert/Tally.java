package im.redoubt.server.alert;

import im.redoubt.server.event.EventName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.AlertRule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the events of one rule. Belongs to one thread. Guarantees: it holds at most {@value #MOST_GROUPS} groups and a
 * million moments; after an alert a group is quiet; and however many groups there are, a rule gives at most
 * {@value #MOST_ALERTS} alerts in its quiet time, so that an attack from many places does not flood the operator either.
 */
final class Tally {
    static final int MOST_GROUPS = 10_000;
    static final int MOST_ALERTS = 10;
    private static final int MOST_MOMENTS = 1_000_000;

    private static final class Group {
        final Window window;
        boolean alerted;
        long alertedAt;
        long heldBack;

        Group(Window window) {
            this.window = window;
        }
    }

    private final AlertRule rule;
    private final Window alerts;
    private final Map<String, Group> groups;
    private long heldBack;

    Tally(AlertRule rule) {
        this.rule = rule;
        this.alerts = new Window(MOST_ALERTS, rule.quiet().toNanos());
        int most = Math.clamp(MOST_MOMENTS / rule.threshold().count(), 1, MOST_GROUPS);
        this.groups = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Group> eldest) {
                return size() > most;
            }
        };
    }

    AlertRule rule() {
        return rule;
    }

    /**
     * Counts an event, if the rule speaks of it.
     *
     * @param time when it happened, for people
     * @param event the event
     * @param now the same moment in nanoseconds of a clock that never goes back
     * @return the alert that it makes
     */
    Optional<Alert> count(Instant time, SecurityEvent event, long now) {
        EventName name = EventName.of(event);
        if (rule.on().stream().noneMatch(wanted -> wanted.covers(name))) {
            return Optional.empty();
        }
        Optional<String> key = Subject.of(event).group(rule.threshold().per());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        // Where each event counts alone, what a rule says of one kind does not make it quiet about another.
        String together = rule.threshold().count() == 1 ? name.action() + " " + key.get() : key.get();
        Group group = groups.computeIfAbsent(
                together,
                _ -> new Group(new Window(
                        rule.threshold().count(), rule.threshold().within().toNanos())));
        long weight = weight(event);
        boolean enough = false;
        for (long i = Math.min(weight, rule.threshold().count()); i > 0; i--) {
            enough = group.window.count(now);
        }
        if (group.alerted && now - group.alertedAt < rule.quiet().toNanos()) {
            group.heldBack += weight;
            return Optional.empty();
        }
        if (!enough) {
            return Optional.empty();
        }
        group.alerted = true;
        group.alertedAt = now;
        if (alerts.isFull(now)) {
            heldBack += weight;
            return Optional.empty();
        }
        alerts.count(now);
        Alert alert = new Alert(
                rule, time, event, Alert.Origin.EVENTS, key.filter(text -> !text.isEmpty()), group.heldBack + heldBack);
        group.heldBack = 0;
        heldBack = 0;
        return Optional.of(alert);
    }

    /** Of what filters catch not everything is an event of its own: the next one says how many there were. */
    private static long weight(SecurityEvent event) {
        return event instanceof SecurityEvent.Filtered filtered ? 1 + filtered.unreported() : 1;
    }
}
