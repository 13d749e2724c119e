package im.redoubt.client;

import im.redoubt.protocol.stanza.Stanza;

/** A stanza on its way to the server. */
final class Outgoing {
    private final Stanza stanza;
    private final Fate fate;
    private boolean tried;

    /** Hears what becomes of a stanza, in the loop. */
    interface Fate {
        /** Nobody asks. */
        Fate UNKNOWN = new Fate() {};

        /** It was written. */
        default void sent() {}

        /** The server has taken it. */
        default void accepted() {}

        /** Returns whether it goes again on a new session when nobody knows whether the server took it. */
        default boolean goesAgain() {
            return false;
        }

        /** It does not go any more. */
        default void lost(ClientException why) {}
    }

    Outgoing(Stanza stanza, Fate fate) {
        this.stanza = stanza;
        this.fate = fate;
    }

    Stanza stanza() {
        return stanza;
    }

    Fate fate() {
        return fate;
    }

    /** It was written once at least. */
    boolean tried() {
        return tried;
    }

    void wasWritten() {
        tried = true;
        fate.sent();
    }

    /** Returns about how many bytes it holds. */
    int size() {
        return 200 + stanza.content().size();
    }
}
