package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.blocking.Barrier;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.capabilities.Interests;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.AccessModel;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.RosterItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says which sessions get the events of a node, each once, and how they are addressed (XEP-0163 section 4.3). Guarantees: only
 * sessions of who may read the node, nobody blocking the other; those of contacts only where verified capabilities ask for it, or
 * where somebody has subscribed. Everything runs on the owner's queue, and may block.
 */
final class Recipients {
    private final Sessions sessions;
    private final RosterCache rosters;
    private final Blocklists blocklists;
    private final Interests interests;

    Recipients(Audience audience) {
        this.sessions = audience.sessions();
        this.rosters = audience.rosters();
        this.blocklists = audience.blocklists();
        this.interests = audience.interests();
    }

    /** Returns the sessions, each with the address that it is sent to by. */
    Map<Session, Jid> of(FollowedNode followed) {
        BareJid owner = followed.owner();
        PersonalNode node = followed.node();
        Map<Session, Jid> found = interested(owner, owner, node.name());
        if (node.configuration().access() != AccessModel.WHITELIST
                || !node.affiliations().isEmpty()) {
            for (Map.Entry<BareJid, RosterItem> entry :
                    rosters.peek(owner).items().entrySet()) {
                Standing standing = Standing.of(entry.getKey(), Optional.of(entry.getValue()));
                if (standing.knows() && standing.reads(node) && !entry.getKey().equals(owner)) {
                    found.putAll(interested(entry.getKey(), owner, node.name()));
                }
            }
        }
        for (Jid subscriber : followed.subscribers()) {
            bySubscription(owner, node, subscriber).forEach(found::putIfAbsent);
        }
        return found;
    }

    private Map<Session, Jid> interested(BareJid account, BareJid owner, String node) {
        Map<Session, Jid> found = new LinkedHashMap<>();
        for (Session session : sessions.of(account)) {
            if (reaches(session, owner, node)) {
                found.put(session, session.address());
            }
        }
        return found;
    }

    /**
     * Returns the sessions that a subscription alone is for. One that was made for an account is for the resources that ask for
     * it by their capabilities, where these are known; where none does, one event goes to the account.
     */
    Map<Session, Jid> bySubscription(BareJid owner, PersonalNode node, Jid subscriber) {
        BareJid account = subscriber.bare();
        Standing standing = standing(account, owner);
        Map<Session, Jid> found = new LinkedHashMap<>();
        if (!standing.reads(node)
                || (standing.knows()
                        && subscriber.isBare()
                        && !interested(account, owner, node.name()).isEmpty())) {
            return found;
        }
        for (Session session : sessions.of(account)) {
            boolean meant = subscriber instanceof FullJid resource
                    ? session.address().equals(resource)
                    : session.wouldWantMessages();
            if (meant && isUnbarred(session, owner)) {
                found.put(session, subscriber);
            }
        }
        return found;
    }

    /** Returns whether a session is told of a node without a subscription. */
    boolean isTold(Session session, BareJid owner, PersonalNode node) {
        Standing standing = standing(session.account(), owner);
        return standing.knows() && standing.reads(node) && reaches(session, owner, node.name());
    }

    /** Returns whether a session wants to hear of a node, and neither side keeps the other away. */
    boolean reaches(Session session, BareJid owner, String node) {
        return interests.of(session).contains(node) && isUnbarred(session, owner);
    }

    private boolean isUnbarred(Session session, BareJid owner) {
        return blocklists.between(owner, session.address()).join() == Barrier.NONE;
    }

    /** Returns how an account stands to another one, whoever blocks whom. */
    Standing standing(BareJid account, BareJid owner) {
        return account.equals(owner)
                ? Standing.owner(owner)
                : Standing.of(
                        account, Optional.ofNullable(rosters.peek(owner).items().get(account)));
    }
}
