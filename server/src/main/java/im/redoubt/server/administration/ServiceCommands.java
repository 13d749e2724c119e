package im.redoubt.server.administration;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.DataForm.Field;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.admin.AccountDraft;
import im.redoubt.server.admin.AccountEntry;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.admin.AdministrationProblem;
import im.redoubt.server.admin.OldClients;
import im.redoubt.server.admin.Passwords;
import im.redoubt.server.command.Command;
import im.redoubt.server.feature.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The commands of XEP-0133 that this server offers. */
public final class ServiceCommands {
    private static final String ACCOUNTS = "accountjids";

    private ServiceCommands() {}

    /** Returns all commands, done by what {@code actors} gives for who asks. */
    public static List<Command> all(Function<Request, Administration> actors) {
        return List.of(
                new AdminCommand("add-user", "Add an account", actors, ServiceCommands::add, addForm()),
                new AdminCommand("delete-user", "Delete accounts", actors, ServiceCommands::delete, accountsForm()),
                new AdminCommand(
                        "get-registered-users-list", "List the accounts", actors, ServiceCommands::list, List.of()),
                new AdminCommand(
                        "change-user-password",
                        "Change a password",
                        actors,
                        ServiceCommands::changePassword,
                        passwordForm()),
                new AdminCommand("end-user-session", "End sessions", actors, ServiceCommands::end, accountsForm()));
    }

    private static List<Field> addForm() {
        return List.of(
                Field.asked("accountjid", "jid-single", "The address of the new account"),
                Field.asked("password", "text-private", "Its password"),
                Field.asked("password-verify", "text-private", "The password once more"));
    }

    private static List<Field> passwordForm() {
        return List.of(
                Field.asked("accountjid", "jid-single", "The account"),
                Field.asked("password", "text-private", "Its new password"));
    }

    private static List<Field> accountsForm() {
        return List.of(Field.asked(ACCOUNTS, "jid-multi", "The addresses, one a line"));
    }

    private static List<Field> add(Administration administration, DataForm form) {
        Optional<String> password = form.value("password");
        if (form.value("password-verify").isPresent() && !password.equals(form.value("password-verify"))) {
            throw wrong("The two passwords differ.");
        }
        try (Secret secret = password(password);
                AccountDraft draft =
                        new AccountDraft(account(form.value("accountjid")), secret, false, OldClients.AS_CONFIGURED)) {
            administration.addAccount(draft);
        }
        return List.of();
    }

    private static List<Field> delete(Administration administration, DataForm form) {
        accounts(form).forEach(jid -> administration.removeAccount(jid.bare()));
        return List.of();
    }

    private static List<Field> changePassword(Administration administration, DataForm form) {
        try (Secret secret = password(form.value("password"))) {
            administration.changePassword(account(form.value("accountjid")), secret, OldClients.AS_CONFIGURED);
        }
        return List.of();
    }

    private static List<Field> end(Administration administration, DataForm form) {
        accounts(form).forEach(administration::endSessions);
        return List.of();
    }

    private static List<Field> list(Administration administration, DataForm form) {
        List<String> addresses = new ArrayList<>();
        Optional<BareJid> after = Optional.empty();
        List<AccountEntry> page;
        do {
            page = administration.listAccounts(after, Administration.BATCH);
            page.forEach(entry -> addresses.add(entry.address().toString()));
            after = page.isEmpty() ? after : Optional.of(page.getLast().address());
        } while (page.size() == Administration.BATCH && addresses.size() < MOST_LISTED);
        return List.of(Field.of("registereduserjids", "jid-multi", addresses));
    }

    /** A list of more would not fit into a stanza; the command line has them all. */
    private static final int MOST_LISTED = 2_000;

    private static List<Jid> accounts(DataForm form) {
        List<Jid> accounts = new ArrayList<>();
        for (String text : form.values(ACCOUNTS)) {
            accounts.add(Jid.parse(text).orElseThrow(() -> wrong("An address is malformed.")));
        }
        if (accounts.isEmpty()) {
            throw wrong("No account is named.");
        }
        return accounts;
    }

    private static BareJid account(Optional<String> text) {
        return text.flatMap(BareJid::parse).orElseThrow(() -> wrong("The address of the account is malformed."));
    }

    private static Secret password(Optional<String> text) {
        return Passwords.prepare(
                text.orElseThrow(() -> wrong("The password is missing.")).toCharArray());
    }

    private static AdministrationException wrong(String message) {
        return new AdministrationException(AdministrationProblem.BAD_REQUEST, message);
    }

    /** The stanza error for a problem (XEP-0133 leaves it to XEP-0086's successors). */
    static StanzaCondition condition(AdministrationProblem problem) {
        return switch (problem) {
            case ACCOUNT_EXISTS -> StanzaCondition.CONFLICT;
            case NO_ACCOUNT, NO_MESSAGE -> StanzaCondition.ITEM_NOT_FOUND;
            case BAD_ADDRESS -> StanzaCondition.JID_MALFORMED;
            case BAD_PASSWORD, BAD_REQUEST, TELLING_SHAPE -> StanzaCondition.NOT_ACCEPTABLE;
            case NOT_RUNNING, UNAVAILABLE -> StanzaCondition.INTERNAL_SERVER_ERROR;
        };
    }
}
