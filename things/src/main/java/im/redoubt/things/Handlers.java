package im.redoubt.things;

import im.redoubt.things.command.SignedCommand;
import im.redoubt.things.key.Signed;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The commands that a device knows. */
final class Handlers<S> {
    private final Map<XmlName, Handling<S, ?, ?>> all = new HashMap<>();

    /** A command, and what is done. */
    record Handling<S, C extends Command<R>, R>(CommandType<C, R> type, Handler<S, C, R> handler) {}

    <C extends Command<R>, R> void add(CommandType<C, R> type, Handler<S, C, R> handler) {
        if (all.putIfAbsent(type.codec().name(), new Handling<>(type, handler)) != null) {
            throw new IllegalArgumentException("two handlers of " + type.codec());
        }
    }

    /** Returns what is done with a command, by what lies in its element; nothing if the device does not know such. */
    Optional<Handling<S, ?, ?>> find(Element signedCommand) {
        if (!signedCommand.name().equals(SignedCommand.NAME)) {
            return Optional.empty();
        }
        return signedCommand.children().stream()
                .map(Element::name)
                .filter(name -> !name.namespace().equals(Signed.NAMESPACE))
                .findFirst()
                .flatMap(name -> Optional.ofNullable(all.get(name)));
    }
}
