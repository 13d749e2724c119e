package im.redoubt.app.command;

import im.redoubt.app.files.OwnerFiles;
import im.redoubt.server.tls.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports the certificate of the own authority. */
@Command(
        name = "ca",
        description = "Exports the certificate of the service's own authority, which phones and programs must trust.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt ca > ca.pem                         for programs",
            "  redoubt ca --der redoubt.crt                for phones: send the file to the phone and open it there"
        })
final class CaCommand extends ServiceCommand {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Where to write it; without: standard output.")
    private @Nullable String file;

    @Option(names = "--der", description = "Writes the binary form, which phones install.")
    private boolean der;

    CaCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Path source = settings().data().resolve("tls").resolve("ca.pem");
        if (!Files.exists(source)) {
            throw new CommandException(
                    settings().tls().isPresent()
                            ? "The service has a certificate from elsewhere, so there is no authority of its own."
                            : "There is no authority yet in " + source.getParent() + "; redoubt up makes it.");
        }
        X509Certificate authority = PemFiles.chain(source).getFirst();
        try {
            byte[] content = der ? authority.getEncoded() : Files.readAllBytes(source);
            String target = file;
            if (target == null) {
                terminal().out().write(content, 0, content.length);
                terminal().out().flush();
            } else {
                OwnerFiles.write(terminal().directory().resolve(target), content, OwnerFiles.PUBLIC);
            }
            explain(authority);
            return ExitCode.OK;
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandException("The certificate cannot be exported: " + e.getMessage() + ".");
        }
    }

    private void explain(X509Certificate authority) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(authority.getEncoded());
        String fingerprint = HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
        terminal().err().println("SHA-256 " + fingerprint);
        terminal().err().println("It can vouch for " + settings().domain() + " and what is below it only.");
        terminal().err().println("Android: Settings, Security, Encryption and credentials, Install a certificate, CA.");
        terminal()
                .err()
                .println("iOS: open the file, install the profile in Settings, then switch it on under General,"
                        + " About, Certificate Trust Settings.");
        terminal().err().println("Compare the fingerprint on the phone with the one above.");
    }
}
