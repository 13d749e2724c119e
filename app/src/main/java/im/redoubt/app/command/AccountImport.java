package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.AccountDraft;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationProblem;
import im.redoubt.server.admin.OldClients;
import im.redoubt.server.admin.Passwords;
import java.util.List;
import java.util.Optional;

/** Makes accounts from names and passwords. */
final class AccountImport extends LineImport<AccountDraft> {
    private final Administration administration;
    private final OldClients oldClients;

    AccountImport(Terminal terminal, Administration administration, String domain, OldClients oldClients) {
        super(terminal, domain);
        this.administration = administration;
        this.oldClients = oldClients;
    }

    @Override
    String form() {
        return "name:password";
    }

    @Override
    Optional<AccountDraft> account(BareJid address, String rest) {
        return Optional.of(new AccountDraft(address, Passwords.prepare(rest.toCharArray()), false, oldClients));
    }

    @Override
    BareJid address(AccountDraft draft) {
        return draft.address();
    }

    @Override
    List<Optional<AdministrationProblem>> send(List<AccountDraft> drafts) {
        return administration.importAccounts(drafts);
    }

    @Override
    void close(AccountDraft draft) {
        draft.close();
    }
}
