package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.VerifierShape;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationProblem;
import im.redoubt.server.store.ImportedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes accounts from what another server kept of their passwords. */
final class VerifierImport extends LineImport<ImportedAccount> {
    private final Administration administration;

    VerifierImport(Terminal terminal, Administration administration, String domain) {
        super(terminal, domain);
        this.administration = administration;
    }

    @Override
    String form() {
        return "name:SCRAM-SHA-1$iterations:salt$StoredKey:ServerKey";
    }

    /** Several are parted by a space. */
    @Override
    Optional<ImportedAccount> account(BareJid address, String rest) {
        List<ScramVerifier> verifiers = new ArrayList<>();
        for (String text : rest.split(" ", -1)) {
            Optional<ScramVerifier> verifier = ScramVerifier.decode(text);
            if (verifier.isEmpty() || verifiers.stream().anyMatch(other -> isSameHash(other, verifier.get()))) {
                return Optional.empty();
            }
            verifiers.add(verifier.get());
        }
        return Optional.of(new ImportedAccount(address, verifiers));
    }

    private static boolean isSameHash(ScramVerifier one, ScramVerifier other) {
        return one.hash() == other.hash();
    }

    @Override
    BareJid address(ImportedAccount account) {
        return account.address();
    }

    @Override
    List<Optional<AdministrationProblem>> send(List<ImportedAccount> accounts) {
        return administration.importVerifiers(accounts);
    }

    @Override
    void close(ImportedAccount account) {
        // Nothing in it can be erased.
    }

    @Override
    String why(ImportedAccount account, AdministrationProblem problem) {
        if (problem != AdministrationProblem.TELLING_SHAPE) {
            return super.why(account, problem);
        }
        String shapes = account.verifiers().stream()
                .map(verifier -> '"' + VerifierShape.of(verifier).toString() + '"')
                .collect(Collectors.joining(", "));
        return "strangers would know by its verifier that " + account.address()
                + " exists; first set accounts.imported_verifiers = [" + shapes + "] and restart the service";
    }
}
