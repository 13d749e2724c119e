package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.admin.LiveSessions;
import im.redoubt.server.admin.SessionEntry;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.ClientKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sessions as administration sees them. */
public final class OnlineSessions implements LiveSessions {
    private final Sessions sessions;

    /** Shows and ends {@code sessions}. */
    public OnlineSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<SessionEntry> list(Optional<BareJid> account) {
        List<SessionEntry> entries = new ArrayList<>();
        if (account.isPresent()) {
            sessions.of(account.get()).forEach(session -> entries.add(entry(session)));
        } else {
            sessions.forEach(session -> entries.add(entry(session)));
        }
        return entries;
    }

    private static SessionEntry entry(Session session) {
        return new SessionEntry(
                session.address(),
                session.origin().source().getAddress().getHostAddress() + ":"
                        + session.origin().source().getPort(),
                session.origin().since(),
                session.availability().isPresent());
    }

    @Override
    public Revocations.Revocation revoking(BareJid account) {
        return sessions.revocations().begin(account);
    }

    @Override
    public int endClients(BareJid account, Optional<String> client) {
        StreamError error = StreamError.of(StreamCondition.NOT_AUTHORIZED, "the access was revoked");
        List<Session> concerned = sessions.of(account).stream()
                .filter(session -> session.origin()
                        .agent()
                        .id()
                        .map(id -> ClientKey.of(account, id.toString()).hex())
                        .filter(key -> client.isEmpty() || client.get().equals(key))
                        .isPresent())
                .toList();
        concerned.forEach(session -> session.end(error));
        return concerned.size();
    }

    /**
     * Ends the sessions whose clients have signed in by a certificate: they come back with a handshake of their own.
     *
     * @return how many were ended
     */
    public int endCertified() {
        StreamError error = StreamError.of(StreamCondition.RESET, "the authorities of clients were replaced");
        List<Session> concerned = new ArrayList<>();
        sessions.forEach(session -> {
            if (session.origin().mechanism().equals("EXTERNAL")) {
                concerned.add(session);
            }
        });
        concerned.forEach(session -> session.end(error));
        return concerned.size();
    }

    @Override
    public int end(Jid address, Reason reason) {
        List<Session> concerned =
                address instanceof FullJid full ? sessions.find(full).stream().toList() : sessions.of(address.bare());
        StreamError error = switch (reason) {
            case OPERATOR -> StreamError.of(StreamCondition.POLICY_VIOLATION, "ended by the operator");
            case ACCOUNT_REMOVED -> StreamError.of(StreamCondition.NOT_AUTHORIZED, "the account is gone");
            case PASSWORD_CHANGED -> StreamError.of(StreamCondition.RESET, "the password was changed");
        };
        concerned.forEach(session -> session.end(error));
        // What is written is written after the end, so the session is out of the routing table then.
        concerned.forEach(session ->
                session.written().handle((done, failure) -> Optional.empty()).join());
        return concerned.size();
    }
}
