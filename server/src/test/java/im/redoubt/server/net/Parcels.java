package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Debt;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.xml.XmlContent;
import java.util.Optional;

/** Stanzas to write. */
final class Parcels {
    private Parcels() {}

    /** Returns an empty message with this number as its id, for one session alone. */
    static Parcel message(int number) {
        return message(number, Claim.SOLE);
    }

    /** Returns one that is kept in {@code log}, under its number, until the session has it. */
    static Parcel owed(MemoryLog log, int number) {
        return message(number, Claim.shared(1, Optional.of(new Debt(log, MemoryLog.id(number)))));
    }

    private static Parcel message(int number, Claim claim) {
        return new Parcel(
                new Message(
                        StanzaHeader.EMPTY.withId(Integer.toString(number)),
                        MessageType.CHAT,
                        XmlContent.empty(Stanza.CLIENT_NAMESPACE)),
                claim,
                0);
    }
}
