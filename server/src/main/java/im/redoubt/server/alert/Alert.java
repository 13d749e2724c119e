package im.redoubt.server.alert;

import im.redoubt.server.event.EventName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.AlertRule;
import java.time.Instant;
import java.util.Optional;

/**
 * What the operator is told.
 *
 * @param rule the rule that says so
 * @param time when the last of its events happened
 * @param event that event
 * @param origin whether anything happened at all
 * @param group what the events have in common; empty where the rule does not ask
 * @param heldBack events that made no alert since the last one, because the rule was quiet
 */
record Alert(AlertRule rule, Instant time, SecurityEvent event, Origin origin, Optional<String> group, long heldBack) {
    /** What leads to an alert. */
    enum Origin {
        /** Events of the service. */
        EVENTS,
        /** The operator, who tries whether alerts arrive. */
        TEST
    }

    EventName name() {
        return EventName.of(event);
    }
}
