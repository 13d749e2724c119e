package im.redoubt.protocol.stanza;

import java.util.Optional;

/** The types of a message (RFC 6121 section 5.2.2). */
public enum MessageType {
    /** Outside a conversation; the default, so the attribute is left out. */
    NORMAL("normal"),
    /** Part of a one-to-one conversation. */
    CHAT("chat"),
    /** Of a room. */
    GROUPCHAT("groupchat"),
    /** An alert or notification to which no reply is expected. */
    HEADLINE("headline"),
    /** About a message that could not be delivered. */
    ERROR("error");

    private final String wire;
    private final Optional<String> attribute;

    MessageType(String wire) {
        this.wire = wire;
        this.attribute = wire.equals("normal") ? Optional.empty() : Optional.of(wire);
    }

    /** Returns the type of this name; an unknown name is {@link #NORMAL}, as RFC 6121 section 5.2.2 demands. */
    public static MessageType named(String wire) {
        for (MessageType type : values()) {
            if (type.wire.equals(wire)) {
                return type;
            }
        }
        return NORMAL;
    }

    /** Returns the attribute's value, absent for the default. */
    public Optional<String> attribute() {
        return attribute;
    }

    /** Returns the name on the wire. */
    public String wire() {
        return wire;
    }
}
