package im.redoubt.app.command;

import im.redoubt.app.thing.PanelConsole;
import im.redoubt.app.thing.Screen;
import im.redoubt.app.thing.ThingConsole;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.memory.Keep;
import picocli.CommandLine.Command;

/** The panel. */
@Command(
        name = "panel",
        description = "The panel: arms, disarms and sounds, with a network and without.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt thing panel panel@localhost --ca data/tls/ca.pem --invite 'xmpp:…'",
            "  redoubt thing panel panel@localhost --data things/panel   once it is enrolled"
        })
final class ThingPanelCommand extends ThingRunCommand {
    ThingPanelCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ThingConsole open(Screen screen, BareJid account, Keep keep) {
        return PanelConsole.open(screen, account, keep, beat());
    }
}
