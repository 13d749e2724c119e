package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.server.admin.AccountEntry;
import im.redoubt.server.admin.Administration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Lists accounts. */
@Command(
        name = "list",
        description =
                "Lists all accounts: address, when it was made, whether it may administer, and which mechanisms it lacks"
                        + " that every account ought to have.",
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
                        .println(account.address() + "\t" + account.createdAt() + (account.admin() ? "\tadmin" : "")
                                + lacking(account)));
                after = page.isEmpty()
                        ? Optional.empty()
                        : Optional.of(page.getLast().address());
            } while (page.size() == Administration.BATCH);
        }
        return ExitCode.OK;
    }

    /** An account of another server, until its client has made them (XEP-0480). */
    private static String lacking(AccountEntry account) {
        String schemes = Stream.of(ScramHash.SHA_256, ScramHash.SHA_512)
                .filter(hash -> !account.hashes().contains(hash))
                .map(ScramHash::scheme)
                .collect(Collectors.joining(", "));
        return schemes.isEmpty() ? "" : "\tlacks " + schemes;
    }
}
