package im.redoubt.server.blocking;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Tells the sessions that asked for the list what changed in it (XEP-0191 sections 3.3 to 3.5). */
final class BlockingPush {
    private static final int ID_BYTES = 12;
    private final Sessions sessions;
    private final SecureRandom random;

    BlockingPush(Sessions sessions, SecureRandom random) {
        this.sessions = sessions;
        this.random = random;
    }

    /** Sends {@code <block/>} or {@code <unblock/>} with these addresses. */
    void send(BareJid account, String name, List<Jid> addresses) {
        Element payload = items(name, addresses);
        for (Session session : sessions.of(account)) {
            if (session.followsBlocklist()) {
                byte[] id = new byte[ID_BYTES];
                random.nextBytes(id);
                StanzaHeader header = StanzaHeader.EMPTY
                        .withId(Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                        .withTo(session.address());
                session.send(IqRequest.of(IqRequest.Action.SET, header, payload));
            }
        }
    }

    static Element items(String name, List<Jid> addresses) {
        Element.Builder payload = Element.named(BlockingCommand.NAMESPACE, name);
        for (Jid address : addresses) {
            payload.child(Element.named(BlockingCommand.NAMESPACE, "item")
                    .attribute("jid", address.toString())
                    .build());
        }
        return payload.build();
    }
}
