package im.redoubt.server.alert;

import im.redoubt.server.event.EventJson;
import im.redoubt.server.event.JsonWriter;
import im.redoubt.server.settings.AlertRule.Threshold;

/** What a command reads of an alert: the last of its events in the Elastic Common Schema, and what the rule adds. */
final class AlertLine {
    private AlertLine() {}

    /** Returns one line of ASCII with its end. */
    static String of(Alert alert) {
        return EventJson.alert(alert.event(), alert.time(), json -> rule(alert, json)) + "\n";
    }

    private static void rule(Alert alert, JsonWriter json) {
        Threshold threshold = alert.rule().threshold();
        if (alert.origin() == Alert.Origin.EVENTS) {
            // The event of a test names the rule itself.
            json.begin("rule").field("name", alert.rule().name().text()).end();
        }
        json.begin("redoubt")
                .begin("alert")
                .field("count", threshold.count())
                .field("within_seconds", threshold.within().toSeconds())
                .field("held_back", alert.heldBack());
        alert.group().ifPresent(group -> json.field("group", group));
        json.field("origin", alert.origin() == Alert.Origin.TEST ? "test" : "events");
        json.end().end();
    }
}
