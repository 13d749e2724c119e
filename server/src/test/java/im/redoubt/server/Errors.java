package im.redoubt.server;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;

/** What error stanzas say. */
final class Errors {
    private Errors() {}

    /** Returns the condition, with the type in front where it is not the usual one of that condition. */
    static String condition(Stanza stanza) {
        Element error = stanza.content().first("jabber:client", "error").orElseThrow();
        String type = error.attribute("type").orElseThrow();
        String usual = StanzaError.conditionIn(stanza).usualType().wire();
        String condition = StanzaError.conditionIn(stanza).wire();
        return type.equals(usual) ? condition : type + "/" + condition;
    }
}
