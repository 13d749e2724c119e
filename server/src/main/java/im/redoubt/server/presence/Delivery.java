package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.server.blocking.Barrier;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands presence to the sessions of this server that it is for. Guarantee: nothing passes between two of whom one blocks the
 * other, but for {@link #concealing}. Runs on accounts' queues, since a list of blocked addresses may have to be read.
 */
final class Delivery {
    private final Sessions sessions;
    private final Blocklists blocklists;

    Delivery(Sessions sessions, Blocklists blocklists) {
        this.sessions = sessions;
        this.blocklists = blocklists;
    }

    /** To all available sessions of an account, or to the one session addressed. */
    @Nullable
    Void to(Jid address, Presence presence) {
        Presence addressed = presence.withHeader(presence.header().withTo(address));
        for (Session session : meant(address)) {
            if (passes(presence, session)) {
                session.send(addressed);
            }
        }
        return null;
    }

    /** As {@link #to}, to somebody whom the presence's account may block: it says that the account is gone. */
    void concealing(Jid address, Jid account) {
        Presence presence = Presences.unavailable(account);
        Presence addressed = presence.withHeader(presence.header().withTo(address));
        for (Session session : meant(address)) {
            if (blocklists.reaching(account, session.address()).join() == Barrier.NONE) {
                session.send(addressed);
            }
        }
    }

    private List<Session> meant(Jid address) {
        return address instanceof FullJid full
                ? sessions.find(full).stream().toList()
                : sessions.of(address.bare()).stream()
                        .filter(session -> session.availability().isPresent())
                        .toList();
    }

    private boolean passes(Presence presence, Session session) {
        return presence.from().isEmpty() || !barred(presence.from().get(), session.address());
    }

    /** Returns whether one of the two blocks the other. */
    boolean barred(Jid from, Jid to) {
        return blocklists.between(from, to).join() != Barrier.NONE;
    }

    /** To the sessions of an account that asked for the roster (RFC 6121 section 3.1.3 and on). */
    void toInterested(BareJid account, Presence presence) {
        Presence addressed = presence.withHeader(presence.header().withTo(account));
        for (Session session : sessions.of(account)) {
            if (session.interested() && passes(presence, session)) {
                session.send(addressed);
            }
        }
    }

    /** The presence of each available session of {@code account}, to {@code address}. */
    @Nullable
    Void current(BareJid account, Jid address) {
        for (Session session : sessions.of(account)) {
            session.availability().ifPresent(now -> to(address, now.presence()));
        }
        return null;
    }

    /** That each available session of {@code account} is gone, to {@code address}. */
    @Nullable
    Void gone(BareJid account, Jid address) {
        for (Session session : sessions.of(account)) {
            if (session.availability().isPresent()) {
                to(address, Presences.unavailable(session.address()));
            }
        }
        return null;
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
