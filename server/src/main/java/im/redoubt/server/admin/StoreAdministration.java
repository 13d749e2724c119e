package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.AddressException;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.VerifierShape;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.settings.AccountSettings;
import im.redoubt.server.store.Account;
import im.redoubt.server.store.ClientKey;
import im.redoubt.server.store.ImportedAccount;
import im.redoubt.server.store.InvitationToken;
import im.redoubt.server.store.NewAccount;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Administration on the store alone: all there is while the service is stopped, and the lower half while it runs. */
public final class StoreAdministration implements Administration {
    private final Store store;
    private final BareJid domain;
    private final AccountSettings settings;
    private final VerifierMaker verifiers;
    private final InstantSource clock;

    /**
     * @param store the open store
     * @param domain the domain whose accounts are administered
     * @param settings how accounts are made
     * @param verifiers derives SCRAM verifiers
     * @param clock tells when invitations end
     */
    public StoreAdministration(
            Store store, BareJid domain, AccountSettings settings, VerifierMaker verifiers, InstantSource clock) {
        this.store = store;
        this.domain = domain;
        this.settings = settings;
        this.verifiers = verifiers;
        this.clock = clock;
    }

    @Override
    public BareJid domain() {
        return domain;
    }

    @Override
    public void addAccount(AccountDraft draft) {
        requireOurs(draft.address());
        NewAccount account = verifiers.account(draft, withSha1(draft.oldClients(), settings.oldClients()));
        requireDone(await(() -> store.accounts().create(account)), draft.address());
    }

    @Override
    public List<Optional<AdministrationProblem>> importAccounts(List<AccountDraft> drafts) {
        if (drafts.size() > BATCH) {
            throw new AdministrationException(
                    AdministrationProblem.BAD_REQUEST, "At most " + BATCH + " accounts go at once.");
        }
        List<AccountDraft> ours =
                drafts.stream().filter(draft -> isOurs(draft.address())).toList();
        List<NewAccount> accounts =
                verifiers.accounts(ours, draft -> withSha1(draft.oldClients(), settings.oldClients()));
        Iterator<Outcome<Account>> outcomes =
                await(() -> store.accounts().createAll(accounts)).iterator();
        List<Optional<AdministrationProblem>> problems = new ArrayList<>();
        for (AccountDraft draft : drafts) {
            problems.add(
                    isOurs(draft.address())
                            ? problem(outcomes.next())
                            : Optional.of(AdministrationProblem.BAD_ADDRESS));
        }
        return problems;
    }

    @Override
    public List<Optional<AdministrationProblem>> importVerifiers(List<ImportedAccount> accounts) {
        if (accounts.size() > BATCH) {
            throw new AdministrationException(
                    AdministrationProblem.BAD_REQUEST, "At most " + BATCH + " accounts go at once.");
        }
        List<ImportedAccount> fit = accounts.stream()
                .filter(account -> isOurs(account.address()) && isLikeAny(account))
                .toList();
        Iterator<Outcome<Account>> outcomes =
                await(() -> store.accounts().importAll(fit)).iterator();
        List<Optional<AdministrationProblem>> problems = new ArrayList<>();
        for (ImportedAccount account : accounts) {
            if (!isOurs(account.address())) {
                problems.add(Optional.of(AdministrationProblem.BAD_ADDRESS));
            } else if (isLikeAny(account)) {
                problems.add(problem(outcomes.next()));
            } else {
                problems.add(Optional.of(AdministrationProblem.TELLING_SHAPE));
            }
        }
        return problems;
    }

    /** Whoever does not exist may look like it. */
    private boolean isLikeAny(ImportedAccount account) {
        return account.verifiers().stream()
                .allMatch(verifier -> settings.shapes(verifier.hash()).contains(VerifierShape.of(verifier)));
    }

    private static Optional<AdministrationProblem> problem(Outcome<Account> outcome) {
        return switch (outcome) {
            case Outcome.Done<Account> _ -> Optional.empty();
            case Outcome.Refused<Account> refused -> Optional.of(problem(refused.reason()));
        };
    }

    @Override
    public void removeAccount(BareJid account) {
        requireOurs(account);
        if (!await(() -> store.accounts().delete(account))) {
            throw noAccount(account);
        }
    }

    @Override
    public List<AccountEntry> listAccounts(Optional<BareJid> after, int limit) {
        List<Account> page = await(() -> store.accounts().list(after, Math.clamp(limit, 1, BATCH)));
        if (page.isEmpty()) {
            return List.of();
        }
        Map<BareJid, Set<ScramHash>> hashes = await(() -> store.accounts()
                .hashes(page.getFirst().address(), page.getLast().address()));
        return page.stream()
                .map(account -> new AccountEntry(
                        account.address(),
                        account.admin(),
                        account.createdAt(),
                        hashes.getOrDefault(account.address(), Set.of())))
                .toList();
    }

    @Override
    public void changePassword(BareJid account, Secret password, OldClients oldClients) {
        // Asked first, so that a mistyped name does not cost a derivation.
        requireAccount(account);
        boolean before =
                await(() -> store.accounts().verifier(account, ScramHash.SHA_1)).isPresent();
        var made = verifiers.verifiers(password, withSha1(oldClients, before));
        requireDone(await(() -> store.accounts().replaceVerifiers(account, made)), account);
    }

    /** No sessions: this side knows the store only. */
    @Override
    public List<SessionEntry> listSessions(Optional<BareJid> account) {
        return List.of();
    }

    @Override
    public int endSessions(Jid address) {
        throw new AdministrationException(
                AdministrationProblem.NOT_RUNNING, "The service does not run, so there are no sessions to end.");
    }

    @Override
    public List<AlertTrial> testAlert(RuleName rule) {
        throw new AdministrationException(
                AdministrationProblem.NOT_RUNNING, "The service does not run; alerts are its work. Start it first.");
    }

    @Override
    public List<ClientEntry> listClients(BareJid account) {
        requireAccount(account);
        return await(() -> store.clients().list(account)).stream()
                .map(client -> new ClientEntry(
                        client.client().hex(),
                        Stream.of(client.software(), client.device())
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(", ")),
                        client.lastSeen(),
                        client.password(),
                        client.tokens()))
                .toList();
    }

    @Override
    public int revokeClients(BareJid account, Optional<String> id) {
        requireAccount(account);
        if (id.isEmpty()) {
            return await(() -> store.clients().revokeOthers(account, Optional.empty()));
        }
        return ClientKey.parse(id.get())
                .filter(client -> await(() -> store.clients().revoke(account, client)))
                .map(client -> 1)
                .orElseThrow(() -> new AdministrationException(
                        AdministrationProblem.BAD_REQUEST,
                        account + " has no client " + id.get() + "; client list shows them."));
    }

    private void requireAccount(BareJid account) {
        requireOurs(account);
        if (!await(() -> store.accounts().exists(account))) {
            throw noAccount(account);
        }
    }

    @Override
    public InvitationLink invite(Optional<String> name) {
        Optional<BareJid> account = name.map(this::named);
        account.filter(address -> await(() -> store.accounts().exists(address))).ifPresent(address -> {
            throw new AdministrationException(
                    AdministrationProblem.ACCOUNT_EXISTS,
                    "There is an account " + address + " already; invite under another name.");
        });
        Instant expires = clock.instant().plus(settings.invitationValidity());
        InvitationToken token = await(() -> store.invitations()
                .issue(Optional.empty(), settings.invitationValidity(), 1, account.map(BareJid::local)));
        String path =
                account.map(address -> XmppUri.encode(address.local()) + "@").orElse("") + domain;
        return new InvitationLink("xmpp:" + path + "?register;preauth=" + token.text(), expires);
    }

    @Override
    public FilterAdministration filters() {
        return new StoreFilters(store.quarantine());
    }

    private BareJid named(String name) {
        try {
            return BareJid.of(name, domain.domain());
        } catch (AddressException e) {
            throw new AdministrationException(AdministrationProblem.BAD_ADDRESS, e.getMessage() + ".", e);
        }
    }

    private void requireOurs(BareJid account) {
        if (!isOurs(account)) {
            throw new AdministrationException(
                    AdministrationProblem.BAD_ADDRESS,
                    account + " is no account of " + domain + "; write NAME or NAME@" + domain + ".");
        }
    }

    private boolean isOurs(BareJid account) {
        return !account.isDomain() && account.domain().equals(domain.domain());
    }

    private static boolean withSha1(OldClients wish, boolean otherwise) {
        return switch (wish) {
            case ALLOW -> true;
            case FORBID -> false;
            case AS_CONFIGURED -> otherwise;
        };
    }

    private static void requireDone(Outcome<Account> outcome, BareJid account) {
        if (outcome instanceof Outcome.Refused<Account> refused) {
            throw switch (problem(refused.reason())) {
                case ACCOUNT_EXISTS ->
                    new AdministrationException(
                            AdministrationProblem.ACCOUNT_EXISTS,
                            "There is an account " + account + " already; user password changes its password.");
                case NO_ACCOUNT -> noAccount(account);
                default ->
                    new AdministrationException(
                            AdministrationProblem.UNAVAILABLE, "The store refuses " + account + "; try again.");
            };
        }
    }

    private static AdministrationProblem problem(Refusal refusal) {
        return switch (refusal) {
            case ACCOUNT_EXISTS -> AdministrationProblem.ACCOUNT_EXISTS;
            case NO_ACCOUNT -> AdministrationProblem.NO_ACCOUNT;
            default -> AdministrationProblem.UNAVAILABLE;
        };
    }

    private static AdministrationException noAccount(BareJid account) {
        return new AdministrationException(
                AdministrationProblem.NO_ACCOUNT, "There is no account " + account + "; user list shows all.");
    }

    private static <T> T await(Supplier<CompletableFuture<T>> operation) {
        try {
            return Store.await(operation.get());
        } catch (StoreException e) {
            throw new AdministrationException(AdministrationProblem.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
