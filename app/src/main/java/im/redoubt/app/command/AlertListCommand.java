package im.redoubt.app.command;

import im.redoubt.server.settings.AlertRule;
import im.redoubt.server.settings.AlertRule.Grouping;
import im.redoubt.server.settings.AlertRule.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the rules that hold. */
@Command(
        name = "list",
        description = "Lists the rules of the configuration and those that come with it: name, events, how many, who is"
                + " told, and for how long nothing more is said then.",
        footerHeading = "%nExample:%n",
        footer = "  redoubt alert list --config redoubt.toml")
final class AlertListCommand extends ServiceCommand {
    AlertListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        for (AlertRule rule : settings().alerts().effective()) {
            terminal().out().println(line(rule));
        }
        return ExitCode.OK;
    }

    private static String line(AlertRule rule) {
        List<String> ways = new ArrayList<>();
        rule.to().forEach(recipient -> ways.add(recipient.toString()));
        if (!rule.command().isNone()) {
            ways.add(String.join(" ", rule.command().words()));
        }
        return rule.name() + "\t"
                + rule.on().stream().map(Object::toString).collect(Collectors.joining(",")) + "\t"
                + many(rule.threshold()) + "\t"
                + (rule.isSilent() ? "silent" : String.join(", ", ways)) + "\t"
                + "quiet " + rule.quiet().toSeconds() + " s";
    }

    private static String many(Threshold threshold) {
        String per = threshold.per() == Grouping.NOTHING
                ? ""
                : " per " + threshold.per().name().toLowerCase(Locale.ROOT);
        return threshold.count() == 1
                ? "each"
                : threshold.count() + " within " + threshold.within().toSeconds() + " s" + per;
    }
}
