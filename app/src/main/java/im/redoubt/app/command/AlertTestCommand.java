package im.redoubt.app.command;

import im.redoubt.server.admin.AlertTrial;
import im.redoubt.server.event.RuleName;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tries whether the alerts of a rule arrive. */
@Command(
        name = "test",
        description =
                "Lets the running service send an alert that says it is a test, in all ways of a rule, and says what"
                        + " became of it.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt alert test guessing")
final class AlertTestCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME", description = "The rule.")
    private String name = "";

    AlertTestCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Access access = access()) {
            List<AlertTrial> trials = access.administration().testAlert(rule());
            for (AlertTrial trial : trials) {
                terminal()
                        .out()
                        .println(trial.way() + "\t"
                                + (trial.verdict() == AlertTrial.Verdict.ARRIVED ? "ok" : "failed") + "\t"
                                + trial.detail());
            }
            if (trials.isEmpty()) {
                throw new CommandException("The rule " + name + " tells nobody: it is silent, or there is no"
                        + " administrator (redoubt user add NAME --admin).");
            }
            return trials.stream().allMatch(trial -> trial.verdict() == AlertTrial.Verdict.ARRIVED)
                    ? ExitCode.OK
                    : ExitCode.FAILURE;
        }
    }

    private RuleName rule() {
        try {
            return new RuleName(name);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "That is no name of a rule. " + e.getMessage());
        }
    }
}
