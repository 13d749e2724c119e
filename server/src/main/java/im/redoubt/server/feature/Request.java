package im.redoubt.server.feature;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.server.session.Session;
import im.redoubt.xml.Element;

/**
 * A request as a handler sees it.
 *
 * @param iq the request, its sender stamped
 * @param sender the session that sent it
 * @param target the bare address that it is about: the domain, the own account, or another account
 */
public record Request(IqRequest iq, Session sender, BareJid target) {
    /** Builds the payload's tree. */
    public Element payload() {
        return iq.payload();
    }

    /** Returns whether it is about the sender's own account. */
    public boolean isOwn() {
        return target.equals(sender.account());
    }
}
