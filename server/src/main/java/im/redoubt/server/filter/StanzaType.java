package im.redoubt.server.filter;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of stanzas and the types of each, by the words of RFC 6121; what has no {@code type} has a word all the same. */
public enum StanzaType {
    /** {@code <message/>} */
    MESSAGE,
    /** {@code <presence/>} */
    PRESENCE,
    /** {@code <iq/>} */
    IQ;

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of the element. */
    public String word() {
        return lower(this);
    }

    /** Returns the types that there are. */
    public Stream<String> types() {
        return switch (this) {
            case MESSAGE -> Stream.of(MessageType.values()).map(StanzaType::lower);
            case PRESENCE -> Stream.of(PresenceType.values()).map(StanzaType::lower);
            case IQ -> Stream.of("get", "set", "result", "error");
        };
    }

    /** Returns the kind of a stanza. */
    static StanzaType of(Stanza stanza) {
        return switch (stanza) {
            case Message message -> MESSAGE;
            case Presence presence -> PRESENCE;
            default -> IQ;
        };
    }

    /** Returns the word for the type of a stanza: {@code normal} and {@code available} where the attribute is left out. */
    static String wordOf(Stanza stanza) {
        return switch (stanza) {
            case Message message -> message.type().wire();
            case Presence presence -> lower(presence.type());
            case IqRequest request -> lower(request.action());
            default -> stanza.isError() ? "error" : "result";
        };
    }
}
