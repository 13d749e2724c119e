package im.redoubt.things;

import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.xml.XmlName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which commands go on after a restart, and who hears of them. */
final class Resuming {
    private final Map<XmlName, Declared<?, ?>> all = new HashMap<>();
    private Consumer<Uncertain> uncertain = nobody -> {};

    /** A type of commands, and who hears of those that were under way. */
    record Declared<C extends Command<R>, R>(CommandType<C, R> type, Consumer<Order<R>> listener) {}

    <C extends Command<R>, R> void add(CommandType<C, R> type, Consumer<Order<R>> listener) {
        if (all.putIfAbsent(type.codec().name(), new Declared<>(type, listener)) != null) {
            throw new IllegalArgumentException("two listeners of " + type.codec());
        }
    }

    void uncertain(Consumer<Uncertain> listener) {
        uncertain = listener;
    }

    /** Returns who hears of those that nobody goes on with. */
    Consumer<Uncertain> uncertain() {
        return uncertain;
    }

    Optional<Declared<?, ?>> find(XmlName command) {
        return Optional.ofNullable(all.get(command));
    }
}
