package im.redoubt.server.admin;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.session.Revocations;
import java.util.List;
import java.util.Optional;

/** The sessions of the running service, as administration needs them. Called from virtual threads. */
public interface LiveSessions {
    /**
     * Lists the sessions of this moment.
     *
     * @param account only those of this account, if given
     * @return the sessions
     */
    List<SessionEntry> list(Optional<BareJid> account);

    /**
     * Ends sessions and waits until they are gone from the routing table.
     *
     * @param address a full address for one session, a bare one for all of an account
     * @param reason why, for the stream error
     * @return how many were ended
     */
    int end(Jid address, Reason reason);

    /**
     * Begins to take access to an account away: who signed in before gets no session any more. To be called before anything is
     * stored, and closed when sessions were ended.
     *
     * @param account whose
     */
    Revocations.Revocation revoking(BareJid account);

    /**
     * Ends the sessions of clients, also those that wait for their connection to come back.
     *
     * @param account whose
     * @param client the id of one client, empty for all that said which ones they are
     * @return how many were ended
     */
    int endClients(BareJid account, Optional<String> client);

    /** Why sessions end. */
    enum Reason {
        /** The operator wants it: {@code policy-violation} with a text, or a plain close. */
        OPERATOR,
        /** The account is gone: {@code not-authorized} (RFC 6120 section 4.9.3.12). */
        ACCOUNT_REMOVED,
        /** The password was replaced: {@code reset} (RFC 6120 section 4.9.3.16), sign in again. */
        PASSWORD_CHANGED
    }
}
