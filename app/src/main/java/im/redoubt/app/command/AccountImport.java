package im.redoubt.app.command;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.AddressException;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.AccountDraft;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.admin.AdministrationProblem;
import im.redoubt.server.admin.OldClients;
import im.redoubt.server.admin.Passwords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of an import: lines become drafts, drafts go in batches, and what fails is told with its line number. */
final class AccountImport {
    /** Errors that are shown; the count says the rest. */
    private static final int MOST_SHOWN = 100;

    private static final int LONGEST_LINE = 8_192;

    private final Terminal terminal;
    private final Administration administration;
    private final String domain;
    private final OldClients oldClients;
    private final List<AccountDraft> drafts = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private int made;
    private int failed;

    AccountImport(Terminal terminal, Administration administration, String domain, OldClients oldClients) {
        this.terminal = terminal;
        this.administration = administration;
        this.domain = domain;
        this.oldClients = oldClients;
    }

    int made() {
        return made;
    }

    int failed() {
        return failed;
    }

    /**
     * Imports all lines.
     *
     * @param in lines of {@code name:password}; empty lines and those that begin with # are passed over
     * @throws IOException when it cannot be read
     */
    void read(InputStream in) throws IOException {
        // A line in another encoding would make a password that nobody can type, so it must not pass in silence.
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, decoder));
        int number = 0;
        try {
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                take(number, line);
                if (drafts.size() == Administration.BATCH) {
                    send();
                }
            }
            send();
        } finally {
            drafts.forEach(AccountDraft::close);
        }
    }

    private void take(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int colon = line.indexOf(':');
        if (colon < 1 || line.length() > LONGEST_LINE) {
            fail(number, "is not of the form name:password");
            return;
        }
        try {
            String name = line.substring(0, colon).strip();
            BareJid address = name.indexOf('@') < 0 ? BareJid.of(name, domain) : BareJid.of(name);
            if (!address.domain().equals(domain)) {
                fail(number, "is for another domain than " + domain);
                return;
            }
            Secret password = Passwords.prepare(line.substring(colon + 1).toCharArray());
            drafts.add(new AccountDraft(address, password, false, oldClients));
            numbers.add(number);
        } catch (AddressException e) {
            fail(number, String.valueOf(e.getMessage()));
        } catch (AdministrationException e) {
            fail(number, e.getMessage());
        }
    }

    private void send() {
        if (drafts.isEmpty()) {
            return;
        }
        List<Optional<AdministrationProblem>> outcomes = administration.importAccounts(drafts);
        for (int i = 0; i < outcomes.size(); i++) {
            int number = numbers.get(i);
            BareJid address = drafts.get(i).address();
            outcomes.get(i)
                    .ifPresentOrElse(
                            problem -> fail(
                                    number,
                                    problem == AdministrationProblem.ACCOUNT_EXISTS
                                            ? "there is an account " + address + " already"
                                            : "the store refuses " + address),
                            () -> made++);
        }
        drafts.forEach(AccountDraft::close);
        drafts.clear();
        numbers.clear();
        progress();
    }

    private void progress() {
        if (terminal.colour()) {
            terminal.err().print("\r" + made + " made, " + failed + " left out ");
            terminal.err().flush();
        } else {
            terminal.err().println(made + " made, " + failed + " left out");
        }
    }

    private void fail(int number, String why) {
        failed++;
        if (failed <= MOST_SHOWN) {
            terminal.err().println("line " + number + ": " + why);
        }
    }
}
