package im.redoubt.app.command;

import im.redoubt.app.lint.LintRun;
import im.redoubt.audit.Rule;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that lints: where results go, and what to exit with. */
abstract class Linting extends TerminalCommand {
    /** Something could not be read, or the command line is wrong: nobody may take that for "nothing was found". */
    private static final int NOT_READ = ExitCode.USAGE;

    private static final String OUTPUT = "-";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the findings as JSON, - for standard output (then without the text).")
    private @Nullable String json;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Writes the findings as SARIF 2.1.0 for tools of code review, - for standard output.")
    private @Nullable String sarif;

    Linting(Terminal terminal) {
        super(terminal);
    }

    /** All rules of this linter. */
    abstract List<Rule> rules();

    /** Reads what was named, and tells the run. */
    abstract void lint(LintRun run);

    @Override
    public final Integer call() {
        if (OUTPUT.equals(json) && OUTPUT.equals(sarif)) {
            throw new CommandException(ExitCode.USAGE, "Only one of --json and --sarif can go to standard output.");
        }
        List<PrintStream> files = new ArrayList<>();
        LintRun run = new LintRun(terminal().err());
        try {
            if (!OUTPUT.equals(json) && !OUTPUT.equals(sarif)) {
                run.text(terminal().out());
            }
            if (json != null) {
                run.json(stream(json, files));
            }
            if (sarif != null) {
                run.sarif(stream(sarif, files), version(), rules());
            }
            lint(run);
            progress("");
            run.end();
        } finally {
            files.forEach(PrintStream::close);
        }
        if (files.stream().anyMatch(PrintStream::checkError)) {
            throw new CommandException(NOT_READ, "The findings could not be written whole; is the disk full?");
        }
        return run.hasUnread() ? NOT_READ : run.hasFindings() ? ExitCode.FAILURE : ExitCode.OK;
    }

    private PrintStream stream(String name, List<PrintStream> files) {
        if (name.equals(OUTPUT)) {
            return terminal().out();
        }
        try {
            PrintStream file = new PrintStream(
                    new BufferedOutputStream(
                            Files.newOutputStream(terminal().directory().resolve(name))),
                    false,
                    StandardCharsets.UTF_8);
            files.add(file);
            return file;
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, name + ": cannot be written.");
        }
    }

    /** Shows how far the work is to whoever sits at the terminal: whoever can be asked. */
    final void progress(String state) {
        if (terminal().prompt().isPresent()) {
            terminal().err().print("\r\u001b[K" + state);
        }
    }

    private static String version() {
        String version = Linting.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }
}
