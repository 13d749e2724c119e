package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;

/** Hands presence to the sessions of this server that it is for. */
final class Delivery {
    private final Sessions sessions;

    Delivery(Sessions sessions) {
        this.sessions = sessions;
    }

    /** To all available sessions of an account, or to the one session addressed. */
    void to(Jid address, Presence presence) {
        Presence addressed = presence.withHeader(presence.header().withTo(address));
        if (address instanceof FullJid full) {
            sessions.find(full).ifPresent(session -> session.send(addressed));
            return;
        }
        for (Session session : sessions.of(address.bare())) {
            if (session.availability().isPresent()) {
                session.send(addressed);
            }
        }
    }

    /** To the sessions of an account that asked for the roster (RFC 6121 section 3.1.3 and on). */
    void toInterested(BareJid account, Presence presence) {
        Presence addressed = presence.withHeader(presence.header().withTo(account));
        for (Session session : sessions.of(account)) {
            if (session.interested()) {
                session.send(addressed);
            }
        }
    }

    /** The presence of each available session of {@code account}, to {@code address}. */
    void current(BareJid account, Jid address) {
        for (Session session : sessions.of(account)) {
            session.availability().ifPresent(now -> to(address, now.presence()));
        }
    }

    /** That each available session of {@code account} is gone, to {@code address}. */
    void gone(BareJid account, Jid address) {
        for (Session session : sessions.of(account)) {
            if (session.availability().isPresent()) {
                to(address, Presences.unavailable(session.address()));
            }
        }
    }

    /** Returns whether {@link #to} with the bare address reaches who has this one. */
    boolean reaches(Jid address) {
        return !(address instanceof FullJid full)
                || sessions.find(full)
                        .filter(session -> session.availability().isPresent())
                        .isPresent();
    }

    /** Returns whether any session of the account is available. */
    boolean available(BareJid account) {
        return sessions.of(account).stream()
                .anyMatch(session -> session.availability().isPresent());
    }

    Iterable<Session> sessions(BareJid account) {
        return sessions.of(account);
    }
}
