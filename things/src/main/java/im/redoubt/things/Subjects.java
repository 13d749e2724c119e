package im.redoubt.things;

import im.redoubt.client.extension.Octets;
import im.redoubt.things.event.Stamp;
import im.redoubt.things.key.Signed;
import im.redoubt.things.vocabulary.Event;
import im.redoubt.things.vocabulary.EventType;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Who hears of which events, and of how devices stand. */
final class Subjects {
    private final Map<Octets, Subject<?>> all = new HashMap<>();

    private final Map<XmlName, Shown<?>> readings = new HashMap<>();

    private Consumer<Missing> missing = nothing -> {};

    /** A type of readings, and who hears of them. */
    record Shown<R extends Reading>(ReadingType<R> type, Consumer<Reported<R>> listener) {}

    /** A type of events, and who hears of them. */
    record Subject<E extends Event>(EventType<E> type, Consumer<News<E>> listener) {}

    <E extends Event> void add(EventType<E> type, Consumer<News<E>> listener) {
        if (all.putIfAbsent(Stamp.of(type.codec().name()), new Subject<>(type, listener)) != null) {
            throw new IllegalArgumentException("two listeners of " + type.codec());
        }
    }

    void missing(Consumer<Missing> listener) {
        missing = listener;
    }

    /** Returns who hears of events that are lost. */
    Consumer<Missing> missing() {
        return missing;
    }

    <R extends Reading> void add(ReadingType<R> type, Consumer<Reported<R>> listener) {
        if (readings.putIfAbsent(type.codec().name(), new Shown<>(type, listener)) != null) {
            throw new IllegalArgumentException("two listeners of " + type.codec());
        }
    }

    /** Returns who hears how a device stands, by what lies in its element. */
    Optional<Shown<?>> findReading(Element signed) {
        return inside(signed).flatMap(name -> Optional.ofNullable(readings.get(name)));
    }

    private static Optional<XmlName> inside(Element signed) {
        return signed.children().stream()
                .flatMap(said -> said.children().stream())
                .map(Element::name)
                .filter(name -> !name.namespace().equals(Signed.NAMESPACE))
                .findFirst();
    }

    /** Returns who hears of an event, by what the device has signed; nothing if nobody wants to. */
    Optional<Subject<?>> find(Stamp stamp) {
        return Optional.ofNullable(all.get(stamp.what()));
    }
}
