package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.admin.AdministrationLog.Action;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.store.ImportedAccount;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Administration of the running service: what the store does, and also ends the sessions that are concerned and tells
 * the security events. One instance for each actor (the socket, or an administrator in band), since the log knows who.
 */
public final class LiveAdministration implements Administration {
    private final Administration store;
    private final Service service;
    private final AdministrationLog log;
    private final AlertTrials alerts;

    /**
     * What of the running service is concerned.
     *
     * @param sessions its sessions
     * @param farewell ends an account's subscriptions, before the account goes
     * @param filters its filters
     */
    public record Service(LiveSessions sessions, Consumer<BareJid> farewell, LiveFilters filters) {}

    /**
     * @param store does what concerns the store
     * @param service the service
     * @param log told of everything that was done
     * @param alerts tries alerts
     */
    public LiveAdministration(Administration store, Service service, AdministrationLog log, AlertTrials alerts) {
        this.store = store;
        this.service = service;
        this.log = log;
        this.alerts = alerts;
    }

    @Override
    public BareJid domain() {
        return store.domain();
    }

    @Override
    public void addAccount(AccountDraft draft) {
        store.addAccount(draft);
        log.done(Action.ACCOUNT_ADDED, draft.address(), 1);
    }

    @Override
    public List<Optional<AdministrationProblem>> importAccounts(List<AccountDraft> drafts) {
        List<Optional<AdministrationProblem>> outcomes = store.importAccounts(drafts);
        long made = outcomes.stream().filter(Optional::isEmpty).count();
        log.done(Action.ACCOUNTS_IMPORTED, domain(), (int) made);
        return outcomes;
    }

    @Override
    public List<Optional<AdministrationProblem>> importVerifiers(List<ImportedAccount> accounts) {
        List<Optional<AdministrationProblem>> outcomes = store.importVerifiers(accounts);
        long made = outcomes.stream().filter(Optional::isEmpty).count();
        log.done(Action.ACCOUNTS_IMPORTED, domain(), (int) made);
        return outcomes;
    }

    @Override
    public void removeAccount(BareJid account) {
        service.farewell().accept(account);
        // A large account takes a while to go. Nobody watches it, and who has just come in leaves with the last of it.
        try (var _ = service.sessions().revoking(account)) {
            service.sessions().end(account, LiveSessions.Reason.ACCOUNT_REMOVED);
            store.removeAccount(account);
            service.sessions().end(account, LiveSessions.Reason.ACCOUNT_REMOVED);
        }
        log.done(Action.ACCOUNT_REMOVED, account, 1);
    }

    @Override
    public List<AccountEntry> listAccounts(Optional<BareJid> after, int limit) {
        return store.listAccounts(after, limit);
    }

    @Override
    public void changePassword(BareJid account, Secret password, OldClients oldClients) {
        try (var _ = service.sessions().revoking(account)) {
            store.changePassword(account, password, oldClients);
            service.sessions().end(account, LiveSessions.Reason.PASSWORD_CHANGED);
        }
        log.done(Action.PASSWORD_CHANGED, account, 1);
    }

    @Override
    public List<SessionEntry> listSessions(Optional<BareJid> account) {
        return service.sessions().list(account);
    }

    @Override
    public int endSessions(Jid address) {
        int ended = service.sessions().end(address, LiveSessions.Reason.OPERATOR);
        log.done(Action.SESSIONS_ENDED, address, ended);
        return ended;
    }

    @Override
    public List<ClientEntry> listClients(BareJid account) {
        return store.listClients(account);
    }

    /** The tokens go first, so that nobody comes back by one. */
    @Override
    public int revokeClients(BareJid account, Optional<String> id) {
        try (var _ = service.sessions().revoking(account)) {
            int revoked = store.revokeClients(account, id);
            service.sessions().endClients(account, id);
            log.done(Action.CLIENTS_REVOKED, account, revoked);
            return revoked;
        }
    }

    @Override
    public InvitationLink invite(Optional<String> name) {
        InvitationLink link = store.invite(name);
        log.done(Action.INVITATION_ISSUED, domain(), 1);
        return link;
    }

    @Override
    public List<AlertTrial> testAlert(RuleName rule) {
        return alerts.test(rule)
                .orElseThrow(() -> new AdministrationException(
                        AdministrationProblem.BAD_REQUEST,
                        "The service has no rule " + rule + "; redoubt alert list shows those of the configuration."));
    }

    @Override
    public FilterAdministration filters() {
        return new LiveFilterAdministration(store.filters(), service.filters(), log);
    }
}
