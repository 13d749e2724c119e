package im.redoubt.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parts of an alarm system, each alone, and what a maker of devices signs their programs with. */
@Command(
        name = "thing",
        description =
                "Runs one part of an alarm system made of the device kit, on any XMPP server: the panel, a keypad, or a portal"
                        + " that shows what happens. Each takes what is typed; help shows what. Or signs a program as the"
                        + " maker of devices.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt thing panel panel@localhost --ca data/tls/ca.pem --invite 'xmpp:…'",
            "  redoubt thing keypad alice@localhost --ca data/tls/ca.pem",
            "  redoubt thing release --key maker.key --product panel --number 7 panel.jar > panel.jar.release",
            "  redoubt demo alarm                          all of them, and attacks that fail"
        })
final class ThingCommand extends GroupCommand {
    private ThingCommand() {}

    /** The parser with all parts. */
    static CommandLine create(Terminal terminal) {
        return new CommandLine(new ThingCommand())
                .addSubcommand(new ThingPanelCommand(terminal))
                .addSubcommand(new ThingKeypadCommand(terminal))
                .addSubcommand(new ThingPortalCommand(terminal))
                .addSubcommand(new ThingKeyCommand(terminal))
                .addSubcommand(new ThingReleaseCommand(terminal));
    }
}
