package im.redoubt.app.command;

import im.redoubt.app.lint.LintRun;
import im.redoubt.audit.Rule;
import im.redoubt.audit.Unread;
import im.redoubt.audit.source.CodeRules;
import im.redoubt.audit.source.SourceLinter;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lints Java sources. */
@Command(
        name = "code",
        description = {
            "Names the mistakes in Java sources that use Smack, Babbler or plain JSSE, each with its line, the reason and the mend. The"
                    + " libraries need not be there; nothing is compiled or run. A finding is passed over where a comment on its line"
                    + " or above it says: redoubt-lint: RULE because REASON.",
            "Exit codes: 0 nothing was found; 1 something was found; 2 something could not be read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt lint code src/main/java",
            "  redoubt lint code --sarif findings.sarif --json findings.json panel portal",
        })
final class LintCodeCommand extends Linting {
    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Directories with Java sources, or single files. Symbolic links in them are not followed.")
    private List<String> directories = new ArrayList<>();

    LintCodeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Rule> rules() {
        return CodeRules.all();
    }

    @Override
    void lint(LintRun run) {
        if (!SourceLinter.isPossible()) {
            throw new CommandException(
                    ExitCode.USAGE, "This Java has no compiler (the module jdk.compiler); start redoubt with a JDK.");
        }
        for (String directory : directories) {
            try {
                SourceLinter.read(
                        directory, terminal().directory().resolve(directory), run, files -> progress(files + " files"));
            } catch (InvalidPathException e) {
                run.unread(new Unread(directory, 0, "there is no such directory, or it may not be read"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException(ExitCode.USAGE, "Interrupted; not everything was read.");
            }
        }
    }
}
