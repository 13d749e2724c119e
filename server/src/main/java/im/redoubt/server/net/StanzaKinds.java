package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Iq;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.metric.ServerMetrics.StanzaKind;

/** Kinds of stanzas as the metrics count them. */
final class StanzaKinds {
    private StanzaKinds() {}

    static StanzaKind of(Stanza stanza) {
        return switch (stanza) {
            case Message message -> StanzaKind.MESSAGE;
            case Presence presence -> StanzaKind.PRESENCE;
            case Iq iq -> StanzaKind.IQ;
        };
    }
}
