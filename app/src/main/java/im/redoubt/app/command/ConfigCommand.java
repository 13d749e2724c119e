package im.redoubt.app.command;

import im.redoubt.app.config.ConfigurationWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the effective settings as a file that can be fed back in. */
@Command(
        name = "config",
        description = "Prints every setting with its value, default and meaning, as a file for --config.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt config > redoubt.toml               begin a configuration file",
            "  redoubt config --config redoubt.toml        check a file and see what holds"
        })
final class ConfigCommand extends TerminalCommand {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    ConfigCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        terminal()
                .out()
                .print(ConfigurationWriter.write(options.read(terminal()).values()));
        return ExitCode.OK;
    }
}
