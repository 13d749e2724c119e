package im.redoubt.app.command;

import im.redoubt.app.thing.ControllerConsole;
import im.redoubt.app.thing.Screen;
import im.redoubt.app.thing.ThingConsole;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.memory.Keep;
import picocli.CommandLine.Command;

/** A keypad. */
@Command(
        name = "keypad",
        description = "A keypad: arms and disarms the panel that it was paired with.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt thing keypad alice@localhost --ca data/tls/ca.pem",
            "  redoubt thing keypad panel@localhost --data things/keypad   once it is enrolled"
        })
final class ThingKeypadCommand extends ThingRunCommand {
    ThingKeypadCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ThingConsole open(Screen screen, BareJid account, Keep keep) {
        return ControllerConsole.open(screen, account, "keypad", keep, patience());
    }
}
