package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.AccountEntry;
import im.redoubt.server.admin.Administration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Lists accounts. */
@Command(
        name = "list",
        description = "Lists all accounts: address, when it was made, and whether it may administer.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt user list")
final class UserListCommand extends ServiceCommand {
    UserListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Access access = access()) {
            Optional<BareJid> after = Optional.empty();
            List<AccountEntry> page;
            do {
                page = access.administration().listAccounts(after, Administration.BATCH);
                page.forEach(account -> terminal()
                        .out()
                        .println(account.address() + "\t" + account.createdAt() + (account.admin() ? "\tadmin" : "")));
                after = page.isEmpty()
                        ? Optional.empty()
                        : Optional.of(page.getLast().address());
            } while (page.size() == Administration.BATCH);
        }
        return ExitCode.OK;
    }
}
