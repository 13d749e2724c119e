// What is typed or received is no address before it was read as one.
import im.redoubt.client.Host;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaHeader;

final class TextAsAnAddress {
    StanzaHeader to(String typed) {
        return StanzaHeader.EMPTY.withTo(typed); // refused: String cannot be converted to im.redoubt.protocol.address.Jid
        // instead: return StanzaHeader.EMPTY.withTo(Jid.parse(typed).orElseThrow());
    }
}
