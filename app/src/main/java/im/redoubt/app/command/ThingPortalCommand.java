package im.redoubt.app.command;

import im.redoubt.app.thing.ControllerConsole;
import im.redoubt.app.thing.Screen;
import im.redoubt.app.thing.ThingConsole;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.memory.Keep;
import picocli.CommandLine.Command;

/** A portal. */
@Command(
        name = "portal",
        description =
                "A portal: shows what happens at the panel that it was paired with, and whether there are signs of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt thing portal portal@example.org",
            "  redoubt thing portal panel@localhost --data things/portal   once it is enrolled"
        })
final class ThingPortalCommand extends ThingRunCommand {
    ThingPortalCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ThingConsole open(Screen screen, BareJid account, Keep keep) {
        return ControllerConsole.open(screen, account, "portal", keep, patience());
    }
}
