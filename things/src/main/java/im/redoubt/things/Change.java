package im.redoubt.things;

import im.redoubt.things.vocabulary.Event;
import im.redoubt.things.vocabulary.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * What changes at a device: the state it is in then, and the events that tell of it. Both are kept together or not at all. Immutable.
 *
 * @param <S> the state of what the device is for
 */
public final class Change<S> {
    private final S state;
    private final List<Occurrence<?>> events;

    /** An event with its type. */
    record Occurrence<E extends Event>(EventType<E> type, E event) {}

    private Change(S state, List<Occurrence<?>> events) {
        this.state = state;
        this.events = events;
    }

    /** Returns the change to a state, of which no event tells. */
    public static <S> Change<S> to(S state) {
        return new Change<>(state, List.of());
    }

    /** Returns this with an event behind those that tell of it already. */
    public <E extends Event> Change<S> telling(EventType<E> type, E event) {
        List<Occurrence<?>> all = new ArrayList<>(events);
        all.add(new Occurrence<>(type, event));
        return new Change<>(state, List.copyOf(all));
    }

    /** Returns the state. */
    public S state() {
        return state;
    }

    List<Occurrence<?>> events() {
        return events;
    }
}
