package im.redoubt.server.access;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.ClientAccess;
import im.redoubt.server.store.ClientKey;
import im.redoubt.server.store.KnownClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The clients of an account: what is remembered of them, and their sessions, also those that wait for their connection to come back.
 *
 * <p>Guarantee: who is revoked has no token any more before any of his sessions is ended, so that he cannot come back by one.
 */
final class AccountClients {
    private final ClientAccess store;
    private final Sessions sessions;

    AccountClients(ClientAccess store, Sessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /** What became of a request to revoke. */
    enum Outcome {
        /** There is no such client. */
        UNKNOWN,
        /** It cannot get at the account any more. */
        REVOKED,
        /** Its sessions and tokens are gone, but it has the password. */
        HAS_THE_PASSWORD
    }

    CompletionStage<List<KnownClient>> known(BareJid account) {
        return store.list(account);
    }

    /** Returns the sessions of a client. */
    List<Session> sessions(BareJid account, ClientKey client) {
        return sessions.of(account).stream()
                .filter(session -> key(session).equals(Optional.of(client)))
                .toList();
    }

    /** Returns the sessions whose client has not said which one it is. */
    List<Session> nameless(BareJid account) {
        return sessions.of(account).stream()
                .filter(session -> key(session).isEmpty())
                .toList();
    }

    private static Optional<ClientKey> key(Session session) {
        return session.origin().agent().id().map(id -> ClientKey.of(session.account(), id.toString()));
    }

    CompletionStage<Outcome> revoke(BareJid account, ClientKey client) {
        Revocations.Revocation revocation = sessions.revocations().begin(account);
        CompletionStage<Outcome> outcome = store.list(account)
                .thenCompose(known -> store.revoke(account, client).thenApply(was -> {
                    List<Session> open = sessions(account, client);
                    end(open);
                    if (!was && open.isEmpty()) {
                        return Outcome.UNKNOWN;
                    }
                    boolean password =
                            known.stream().anyMatch(one -> one.client().equals(client) && one.password());
                    return password ? Outcome.HAS_THE_PASSWORD : Outcome.REVOKED;
                }));
        return outcome.whenComplete((done, failure) -> revocation.close());
    }

    /** Ends sessions; a client that comes back has to sign in. */
    static void end(List<Session> open) {
        StreamError error = StreamError.of(StreamCondition.NOT_AUTHORIZED, "the access was revoked");
        open.forEach(session -> session.end(error));
    }
}
