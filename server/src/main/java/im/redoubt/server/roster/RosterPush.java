package im.redoubt.server.roster;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.RosterUpdate;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells the interested sessions of an account what changed in its roster (RFC 6121 section 2.1.6). */
public final class RosterPush {
    private static final int ID_BYTES = 12;
    private final Sessions sessions;
    private final RosterCache cache;
    private final SecureRandom random;
    private final List<RosterWatcher> watchers = new CopyOnWriteArrayList<>();

    /** Tells {@code sessions}; ids of the pushes are unguessable, so that nobody else can answer them. */
    public RosterPush(Sessions sessions, RosterCache cache, SecureRandom random) {
        this.sessions = sessions;
        this.cache = cache;
        this.random = random;
    }

    /** Has {@code watcher} told of changes from now on; while the server is put together. */
    public void follow(RosterWatcher watcher) {
        watchers.add(watcher);
    }

    /** Forgets the cached roster, tells who watches, and pushes the item if it changed. */
    public void changed(BareJid account, RosterUpdate update) {
        if (!update.itemChanged()) {
            return;
        }
        cache.forget(account);
        watchers.forEach(watcher -> watcher.changed(account, update));
        for (Session session : sessions.of(account)) {
            if (session.interested()) {
                send(session, update.after().address(), update.after().item(), update.version());
            }
        }
    }

    /** Pushes one item, or its removal, to one session. */
    void send(Session session, BareJid contact, Optional<RosterItem> item, long version) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        StanzaHeader header = StanzaHeader.EMPTY
                .withId(Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .withTo(session.address());
        Element query = Element.named(RosterElements.NAMESPACE, "query")
                .attribute("ver", Long.toString(version))
                .child(RosterElements.item(contact, item))
                .build();
        session.send(IqRequest.of(IqRequest.Action.SET, header, query));
    }
}
