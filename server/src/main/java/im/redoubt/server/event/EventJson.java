package im.redoubt.server.event;

import java.time.Instant;
import java.util.function.Consumer;

/** An event in the Elastic Common Schema outside of the chain, for programs that are told of it. */
public final class EventJson {
    private EventJson() {}

    /**
     * Writes an event that a rule spoke of. {@code event.kind} is {@code alert}; everything else is as in the log.
     *
     * @param event what happened
     * @param time when
     * @param rule adds what the rule has to say; it must not use a field of events, except {@code rule}
     * @return one line of ASCII, without its end
     */
    public static String alert(SecurityEvent event, Instant time, Consumer<JsonWriter> rule) {
        return EventLine.alert(event, time, rule);
    }
}
