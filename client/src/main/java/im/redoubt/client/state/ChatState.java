package im.redoubt.client.state;

import im.redoubt.xml.Element;
import java.util.Optional;

/** How somebody takes part in a conversation (XEP-0085 section 2). */
public enum ChatState {
    /** He pays attention. */
    ACTIVE("active"),
    /** He is writing. */
    COMPOSING("composing"),
    /** He was writing, and stopped. */
    PAUSED("paused"),
    /** He does something else. */
    INACTIVE("inactive"),
    /** He has left. */
    GONE("gone");

    /** The namespace. */
    public static final String NAMESPACE = "http://jabber.org/protocol/chatstates";

    private final String wire;

    ChatState(String wire) {
        this.wire = wire;
    }

    Element toElement() {
        return Element.named(NAMESPACE, wire).build();
    }

    static Optional<ChatState> named(String wire) {
        for (ChatState state : values()) {
            if (state.wire.equals(wire)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
