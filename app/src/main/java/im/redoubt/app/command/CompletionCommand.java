package im.redoubt.app.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a script that completes commands and options in bash. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands in bash.",
        footerHeading = "%nExample:%n",
        footer = "  source <(redoubt completion)")
final class CompletionCommand extends TerminalCommand {
    CompletionCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        terminal().out().print(AutoComplete.bash("redoubt", RedoubtCommand.commandLine(terminal(), "")));
        return ExitCode.OK;
    }
}
