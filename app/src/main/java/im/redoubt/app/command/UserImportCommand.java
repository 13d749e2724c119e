package im.redoubt.app.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes many accounts. */
@Command(
        name = "import",
        description =
                "Makes an account for each line of name:password. A line that cannot be used is told with its number"
                        + " and does not hinder the others.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt user import accounts.txt",
            "  generate | redoubt user import -",
            "  redoubt user import --verifiers moved.txt"
        })
final class UserImportCommand extends ServiceCommand {
    @Parameters(paramLabel = "FILE", description = "The file, of UTF-8 lines; - is standard input.")
    private String file = "";

    @Option(
            names = "--verifiers",
            description = "Takes what another server kept in place of passwords, in lines like"
                    + " name:SCRAM-SHA-1$$4096:salt$$StoredKey:ServerKey (base64; several with a space between).")
    private boolean verifiers;

    @Mixin
    private OldClientOption oldClient = new OldClientOption();

    UserImportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Path path = terminal().directory().resolve(file);
        try (InputStream in = file.equals("-") ? terminal().in() : new BufferedInputStream(Files.newInputStream(path));
                Access access = access()) {
            String domain = settings().domain();
            LineImport<?> run = verifiers
                    ? new VerifierImport(terminal(), access.administration(), domain)
                    : new AccountImport(terminal(), access.administration(), domain, oldClient.wish());
            run.read(in);
            terminal().out().println("Made " + run.made() + " accounts; " + run.failed() + " lines were left out.");
            return run.failed() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        } catch (IOException e) {
            throw new CommandException(
                    (file.equals("-") ? "Standard input" : path) + " cannot be read: " + e.getMessage() + ".");
        }
    }
}
