package im.redoubt.app.command;

import im.redoubt.things.key.SigningKey;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes or shows a maker's key. */
@Command(
        name = "key",
        description =
                "Shows the public half of a maker's key in Base64: what his devices have in their programs. Whoever"
                        + " has the other half, and an owner's command, can have a device run anything.",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt thing key --key maker.key --new     makes it", "  redoubt thing key --key maker.key"})
final class ThingKeyCommand extends TerminalCommand {
    @Mixin
    private MakerKeyOptions key = new MakerKeyOptions();

    @Option(names = "--new", description = "Makes the key first; one that is there stays.")
    private boolean fresh;

    ThingKeyCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (SigningKey signing = fresh ? key.make(terminal()) : key.open(terminal())) {
            byte[] shown = signing.verifying().bytes().toByteArray();
            terminal().out().println(Base64.getEncoder().encodeToString(shown));
        }
        return ExitCode.OK;
    }
}
