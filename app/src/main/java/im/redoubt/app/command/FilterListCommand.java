package im.redoubt.app.command;

import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.filter.FilterRule;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists rules. */
@Command(
        name = "list",
        description =
                "Lists the rules in their order: name, what they do, how many stanzas each has caught since the service started.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt filter list")
final class FilterListCommand extends ServiceCommand {
    FilterListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Access access = access()) {
            if (access.live()) {
                List<FilterCount> counts = access.administration().filters().counts();
                counts.forEach(count -> line(count.name(), count.action(), Long.toString(count.caught())));
            } else {
                terminal().err().println("The service does not run; these are the rules of the configuration.");
                for (FilterRule rule : settings().filter().rules()) {
                    line(rule.name(), rule.action().word(), "-");
                }
            }
        }
        return ExitCode.OK;
    }

    private void line(String name, String action, String caught) {
        terminal().out().println(name + "\t" + action + "\t" + caught);
    }
}
