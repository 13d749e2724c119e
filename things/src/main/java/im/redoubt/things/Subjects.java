package im.redoubt.things;

import im.redoubt.things.event.Happened;
import im.redoubt.things.key.Signed;
import im.redoubt.things.vocabulary.Event;
import im.redoubt.things.vocabulary.EventType;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Who hears of which events. */
final class Subjects {
    private final Map<XmlName, Subject<?>> all = new HashMap<>();

    /** A type of events, and who hears of them. */
    record Subject<E extends Event>(EventType<E> type, Consumer<News<E>> listener) {}

    <E extends Event> void add(EventType<E> type, Consumer<News<E>> listener) {
        Subject<?> before = all.get(type.codec().name());
        if (before != null) {
            throw new IllegalArgumentException("two listeners of " + type.codec());
        }
        all.put(type.codec().name(), new Subject<>(type, listener));
    }

    /** Returns who hears of an event, by what lies in its element. */
    Optional<Subject<?>> find(Element signed) {
        return signed.children().stream()
                .flatMap(event -> event.children().stream())
                .map(Element::name)
                .filter(name -> !name.namespace().equals(Signed.NAMESPACE))
                .findFirst()
                .flatMap(name -> Optional.ofNullable(all.get(name)));
    }

    /** Returns whether somebody says that something happened. */
    static boolean isEvent(Element signed) {
        return Signed.inside(signed).filter(Happened.NAME::equals).isPresent();
    }
}
