package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Parcel;
import im.redoubt.xml.XmlContent;

/** Stanzas to write. */
final class Parcels {
    private Parcels() {}

    /** Returns an empty message with this number as its id, for one session alone. */
    static Parcel message(int number) {
        return new Parcel(
                new Message(
                        StanzaHeader.EMPTY.withId(Integer.toString(number)),
                        MessageType.CHAT,
                        XmlContent.empty(Stanza.CLIENT_NAMESPACE)),
                Claim.SOLE,
                0);
    }
}
