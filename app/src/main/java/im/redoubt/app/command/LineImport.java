package im.redoubt.app.command;

import im.redoubt.protocol.address.AddressException;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.admin.AdministrationProblem;
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

/**
 * One run of an import: lines become accounts to make, those go in batches, and what fails is told with its line number.
 *
 * @param <T> an account to make
 */
abstract class LineImport<T> {
    /** Errors that are shown; the count says the rest. */
    private static final int MOST_SHOWN = 100;

    private static final int LONGEST_LINE = 8_192;

    private final Terminal terminal;
    private final String domain;
    private final List<T> batch = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private int made;
    private int failed;

    LineImport(Terminal terminal, String domain) {
        this.terminal = terminal;
        this.domain = domain;
    }

    /** Says of which form a line is. */
    abstract String form();

    /**
     * Reads what stands behind the first colon.
     *
     * @return the account to make, empty if it is not of that form
     * @throws AdministrationException if it is, and cannot be used
     */
    abstract Optional<T> account(BareJid address, String rest);

    abstract BareJid address(T account);

    /** Makes accounts. Returns for each why it was refused. */
    abstract List<Optional<AdministrationProblem>> send(List<T> accounts);

    /** Forgets an account that was sent, or will not be. */
    abstract void close(T account);

    final int made() {
        return made;
    }

    final int failed() {
        return failed;
    }

    /**
     * Imports all lines.
     *
     * @param in lines; empty ones and those that begin with # are passed over
     * @throws IOException when it cannot be read
     */
    final void read(InputStream in) throws IOException {
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
                if (batch.size() == Administration.BATCH) {
                    send();
                }
            }
            send();
        } finally {
            batch.forEach(this::close);
        }
    }

    private void take(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int colon = line.indexOf(':');
        if (colon < 1 || line.length() > LONGEST_LINE) {
            fail(number, "is not of the form " + form());
            return;
        }
        try {
            String name = line.substring(0, colon).strip();
            BareJid address = name.indexOf('@') < 0 ? BareJid.of(name, domain) : BareJid.of(name);
            if (!address.domain().equals(domain)) {
                fail(number, "is for another domain than " + domain);
                return;
            }
            Optional<T> account = account(address, line.substring(colon + 1));
            if (account.isEmpty()) {
                fail(number, "is not of the form " + form());
                return;
            }
            batch.add(account.get());
            numbers.add(number);
        } catch (AddressException e) {
            fail(number, String.valueOf(e.getMessage()));
        } catch (AdministrationException e) {
            fail(number, e.getMessage());
        }
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        List<Optional<AdministrationProblem>> outcomes = send(batch);
        for (int i = 0; i < outcomes.size(); i++) {
            int number = numbers.get(i);
            T account = batch.get(i);
            outcomes.get(i).ifPresentOrElse(problem -> fail(number, why(account, problem)), () -> made++);
        }
        batch.forEach(this::close);
        batch.clear();
        numbers.clear();
        progress();
    }

    /** Says why an account was refused. */
    String why(T account, AdministrationProblem problem) {
        return problem == AdministrationProblem.ACCOUNT_EXISTS
                ? "there is an account " + address(account) + " already"
                : "the store refuses " + address(account);
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
